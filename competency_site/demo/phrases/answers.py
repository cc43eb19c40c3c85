"""Comments beside the answers to the review's criteria."""

EXCEEDS: dict[str, tuple[str, ...]] = {
    "questioning": (
        "The call on {issue} was a pleasure to read: short questions, and room for the answers.",
        "The questions brought out {second}, which nobody had known of.",
    ),
    "emergencies": (
        "{limit_cap} was protected within the hour, and the client knew it before the day was out.",
    ),
    "related-problems": (
        "Both {issue} and {second} were taken up, and neither at the other's cost.",
    ),
    "accurate": ("Right on every point, also on one about {issue} that is often got wrong.",),
    "accurate-complete": ("Right on every point of {issue}, and nothing left out.",),
    "complete": ("Nothing is missing; even what happens if {other} does not answer is covered.",),
    "options": ("Each way forward has its price and its chances beside it. I have kept a copy.",),
    "next-steps": ("A list of four lines: who, what, by when. The client had it on the fridge.",),
    "sources": ("Each statement on {issue} names its source and the day it was looked up.",),
    "impartial": ("What speaks for {other} is put better here than they had put it themselves.",),
    "informed": ("The client never had to ask. Each step was told before it was taken.",),
    "plain-language": ("The letter on {issue} could be used as an example for the whole house.",),
    "respect": ("Times, words and pace all follow what the client had said would help.",),
    "conflict-of-interest": ("Checked at the start, and again when {help} came in.",),
    "confidentiality": ("Consent in plain words, with what it does not cover.",),
    "full-details": ("I could have taken this case over without a single question.",),
    "clearly-stated": ("Problem, advice and reasons each in one paragraph.",),
    "dates": ("All dates in, out and due on one page, kept up to the last day.",),
    "follow-up": ("Three follow-ups planned, three done, each with its note.",),
    "mistakes": ("A slip in {step} was found, told to the client and mended the same day.",),
    "paperwork": ("Every form for {step} is filled in, signed and dated ahead of its day.",),
    "outcome-recorded": ("The closing note says what was reached, what was not, and why.",),
}

NOT_MET: dict[str, tuple[str, ...]] = {
    "questioning": ("The note has no question about {second}, though the client spoke of it.",),
    "emergencies": (
        "{limit_cap} passed without {step}. It was asked for afterwards, with success.",
    ),
    "related-problems": ("{second_cap} is mentioned in the first call and not taken up.",),
    "accurate": ("The answer on {issue} rests on the rule as it was before the change.",),
    "accurate-complete": ("What was said about {issue} rests on last year's rule.",),
    "complete": ("The letter does not say what follows if {other} refuses.",),
    "options": ("One way is set out. The client was not told that there is another.",),
    "next-steps": ("It is not clear from the letter who sends {step}.",),
    "sources": ("No source is named for the advice on {issue}.",),
    "impartial": ("What {other} had written is not weighed in the reasons.",),
    "informed": ("Six weeks without a word to the client; they rang in the end.",),
    "plain-language": ("The letter is close to the wording of the rule, and hard to follow.",),
    "respect": ("The wish for a call in the afternoon is on file and was not followed.",),
    "conflict-of-interest": ("There is no sign that it was checked.",),
    "confidentiality": ("{papers_cap} went to {other} before the consent was signed.",),
    "full-details": ("The address for letters and the best time to ring are missing.",),
    "clearly-stated": ("The problem has to be pieced together from three notes.",),
    "dates": ("Letters in and out have no date on the file.",),
    "follow-up": ("The follow-up planned for the end of the month was not done.",),
    "mistakes": ("The wrong amount was replaced, and nothing says how it came about.",),
    "paperwork": ("The form for {step} is on the file, not filled in.",),
    "outcome-recorded": ("The file is closed without a note of what was reached.",),
}

PARTLY_MET = (
    "Partly: the first half of the file does, the second no longer.",
    "It is there, but one has to look for it.",
    "Done for {issue}, not for {second}.",
    "Mostly. The last contact with {other} is the exception.",
    "",
    "",
)

MET = (
    "",
    "",
    "",
    "",
    "Clear from the note of the first call.",
    "As it should be.",
    "Good on {issue}.",
)

CANNOT_TELL = (
    "Calls with {other} are not on the file, so I cannot say.",
    "The page that would show it was not scanned.",
    "It may have been said in the call; the note does not tell.",
)
