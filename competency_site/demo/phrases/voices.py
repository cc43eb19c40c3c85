"""What the people of the demonstration say for themselves: replies, reflections, reasons."""

AFTERTHOUGHTS_GOOD = (
    "It made the rest of the case easier.",
    "Please go on in this way.",
    "Others in the team could learn from it.",
    "This was not so half a year ago.",
    "It is quickly done, and it shows in every later note.",
    "The client said so too, in their last message.",
)

AFTERTHOUGHTS_IMPROVE = (
    "No harm came of it this time.",
    "We talked it over, and the next file will show whether the change holds.",
    "It would have cost ten minutes.",
    "I have seen it done well in other files of the same month.",
    "The pressure of that week is plain from the diary, and I have taken it into account.",
)

FEEDBACK = (
    "I began with {good}, which I would like to see in every file. Then we looked at {improve}"
    " together and agreed one thing to try in the next two cases.",
    "We had forty minutes. {good_cap} came first. On {improve} there was a different view, and a"
    " fair one: the week was short of two people. We agreed what can be done all the same.",
    "By phone, with the file open on both sides. Good practice: {good}. To work on: {improve},"
    " with an example from this very file of how it could look.",
    "I said what I liked best, {good}, and why. We then spent most of the time on {improve},"
    " because the question came up from the other side of the table.",
    "Feedback given in the room, notes of the file before us. {good_cap} stands out. {improve_cap}"
    " is the point to take along, and a session on it is booked.",
)

FEEDBACK_WRITING = (
    "Sent in writing a day beforehand, as agreed, and then talked through. First {good}, then"
    " {improve}. There is no hurry with an answer.",
)

ACKNOWLEDGED = (
    "",
    "",
    "Thank you. I had not noticed that I do this, and I am glad that somebody did.",
    "Read, and fair. I have put the point about the notes into my plan.",
    "Thanks. The call that seems to be missing is in the phone system; I shall link such calls"
    " from now on.",
    "I agree with nearly all of it. About the date I would say that the letter came on a Friday"
    " evening, but I could have asked for cover.",
    "Good to read the first part. The second I knew, and I am working at it.",
    "Thank you for taking the time. The example helps more than the general remark.",
    "I have read this and talked it over with my supervisor. Nothing to add.",
)

COMMENTS = (
    "For whoever reads this later: the report asked for has come in since, and it bears the"
    " decision out.",
    "I should like to add that this was my first case of its kind.",
    "One correction, not an objection: the second letter was sent by a colleague while I was on"
    " leave.",
)

DISPUTED = (
    "I do not agree with the finding on the missed reminder. The reminder was sent by text message"
    " on the ninth, as the client had asked; the log of the messages shows it. I ask for this"
    " finding to be looked at by somebody else.",
    "The review says that nobody checked the account of the other side. I did, on the phone, with"
    " their records department, and noted it in the call log of the other case of the same client."
    " It should have been on this file too, and that is a different point.",
    "The advice was right on the day it was given. The change in the rules came into force nine"
    " days later. I attach nothing, the dates are in the file.",
)

ADDENDA = (
    "Added after our talk: the note of the second call has been found. It had been filed under the"
    " old reference, and it answers the question that I had put as “cannot tell”.",
    "A correction to my own words: the letter of which I speak went out on the twelfth, not the"
    " twentieth.",
)

WITHDRAWN = (
    "The file was chosen twice by mistake; the other review of it stands.",
    "It came to light that I had given advice on this case in the spring. Another reviewer should"
    " look at it.",
)

REFLECTIONS = (
    "What stayed with me from the review is not the finding but the sentence beside it. I write"
    " letters the way I speak in meetings, and nobody hears my voice when they read them. This"
    " week I have rewritten two openings.",
    "The call on Tuesday went badly. I kept explaining when I should have kept quiet. After the"
    " third time I noticed, and asked what would help. Next time I shall ask that first.",
    "I used to think that a good note is a long note. Looking through my files of the spring I"
    " cannot find anything in the long ones. From now on: what was said, what I did, what is due.",
    "Sat beside a colleague for a morning. She asks the same opening question each time and then"
    " waits. It is harder than it looks.",
    "I am proud of the appeal. Not because it was won, but because the client understood each step"
    " of it, and told the panel so.",
    "The deadline was close, closer than I let on. I should have said on the Monday that I was in"
    " trouble. It is the second time, so I have asked for a reminder that goes to both of us.",
    "Two reviews in a row say that I take what the other side says at its word. I have made a small"
    " card: how do they know? It stands by the phone.",
    "First file under the new procedure. It took me twice as long, and half of that was looking for"
    " the template. I have written down where it is.",
    "Talked with the team about being shouted at. It helped to hear that I am not the only one who"
    " finds it hard for the rest of the day.",
    "I had made up my mind about this landlord before I opened the file. The papers proved me"
    " wrong. A good lesson, and a slightly embarrassing one.",
    "What worked: writing the other side's case in three lines before mine. I saw at once which of"
    " my points was weak.",
    "The session on plain language was better than its title. I took away one thing: put the date"
    " by which somebody has to act into the first sentence.",
    "I covered for a colleague this fortnight and learnt how much a good handover is worth. Mine"
    " are not as good. I have copied the pattern.",
    "Slow month. I have used the time to go through my old files for follow-ups that were never"
    " done. Four, of which two still mattered.",
    "It was right to say no to the third case on Thursday. I felt bad about it for an hour. The two"
    " that I had were done properly.",
    "I asked for feedback on how I run a meeting with both sides present. Answer: fair, but I look"
    " at the one who speaks more. I had no idea.",
)

LEARNING = (
    ("Half-day session on the new rules on notices. Kept the two slides with the dates.", "3.5"),
    (
        "Read the digest of decisions on priority need, and wrote a half-page summary for the team.",
        "2.0",
    ),
    ("Webinar on working with interpreters: pause, short sentences, speak to the client.", "1.5"),
    ("Shadowed the duty desk at the county court for a day.", "6.0"),
    ("Course on safeguarding, part two. The practice cases were the best of it.", "5.0"),
    ("Lunchtime talk on remedies: what puts right, what merely pays.", "1.0"),
    ("Worked through the module on data protection and passed its questions.", "2.5"),
    ("Peer session: four of us brought one letter each and rewrote it.", "2.0"),
)

CASE_LEARNING = (
    "A case closed this week shows that it is worth asking for the call recording in the first"
    " letter. It took ten weeks to get it later, and it settled the matter.",
    "From a case about arrears: the rent account had been kept on two systems. Ask which one a"
    " print-out comes from.",
    "The appeal turned on one line in a report from years ago. I read it because it was there, not"
    " because I had planned to. Plan to.",
    "When a firm says that it has no records, ask who used to keep them. That one question found"
    " the whole history.",
)

THANKS = (
    "A client sent a card. “You told me the truth and you told me in time.” I shall keep that one.",
    "Thanks from the duty solicitor for the bundle: in order, with page numbers.",
    "The team lead of another office asked for a copy of my one-page list. I am pleased.",
)

JUDGED: dict[str, tuple[str, ...]] = {
    "beginning": (
        "It is there in the simpler files, and not yet when a case turns. We have agreed to look"
        " at it again in three months, with a file of each sort.",
        "A first step is made: the newest of the pieces named here shows it. The earlier ones are"
        " named as well, so that the change can be seen.",
    ),
    "developing": (
        "Shown in most of what is named here, more surely in the last quarter than before. What is"
        " still to come is doing it under pressure of time.",
        "Both sorts of evidence are named. The good outweighs in my view, not by number but because"
        " it stands in the harder files.",
        "Clearly on the way. I have also seen it in two meetings, which are not among the evidence.",
    ),
    "established": (
        "Shown in straightforward and in complex work alike, over the whole year, and by different"
        " reviewers. The one piece that speaks against it was talked over and has not come again.",
        "It can be relied on. I would give a case that needs it without a second thought.",
    ),
    "helps-others": (
        "Shown throughout, and passed on: the pattern that is praised in the evidence is used by"
        " three colleagues now, who say where they have it from.",
    ),
}

SIGN_OFF_NOTES = (
    "A year with a clear direction. The two areas agreed in the spring have moved, and the evidence"
    " shows it.",
    "We went through each item together. One view on the summer's review still differs, and both"
    " stand in the record.",
    "Signed after our meeting. The plan for the coming year begins with the areas that no file has"
    " shown yet.",
)

ADJUSTMENTS = (
    "Feedback in writing a day before it is talked about, and a quiet room for the talk.",
    "Screen reader and documents in a format that works with it; twenty minutes more for each file"
    " review that this person does themselves.",
    "No calls before ten; meetings of no more than forty-five minutes, with the agenda beforehand.",
)

HARM = (
    (
        "missed_deadline",
        "{limit_cap} is in four working days, and {step} is not on the file.",
        "{step_cap} to be sent today. The holder of the case was rung and has begun.",
        "The file shows no sign of {step} with {limit} four working days away. It was raised at"
        " once, and it has been sent since.",
    ),
    (
        "incorrect_advice",
        "The letter gives a wrong amount for {issue}.",
        "A corrected letter to go out today, and a call to the client before it arrives.",
        "The amount given on {issue} was wrong, and the client might have acted on it. The"
        " correction went out the same day.",
    ),
    (
        "confidentiality",
        "A page of {papers} went to {other} without consent.",
        "The recipient asked to return it; the data-protection lead told.",
        "A page of {papers} went to {other} before there was consent. It was called back within"
        " the hour.",
    ),
)
HARM_AREA = {
    "missed_deadline": ("analytical.perceptive", ("emergencies",)),
    "incorrect_advice": ("analytical.methodical", ("accurate", "accurate-complete")),
    "confidentiality": ("professional.ethical", ("confidentiality",)),
}
HARM_ANSWERS = (
    "Done this morning. The client knows, and the proof of sending is on the file.",
    "Sent and confirmed by phone. I have put a second reminder into the diary.",
)
HOLDING_ANSWERS = {
    "client": "Yes, I rang them this morning and said what we do about it.",
    "insurer": "Asked: nothing to notify, as no loss can follow.",
    "data": "Yes, told at once. Nothing left the building, so nothing is to be reported.",
    "limit": "There is one, and it is kept.",
}

CALLED_OFF = "The second reviewer had a part in the case meanwhile, and nobody else was free."
SEEN_OTHERWISE = "I found this in the notes, but not where somebody who takes over would look."
SECOND_LOOK = "It shows in the letter more than in the notes."
AGREED = (
    "We went through the file together for half an hour. On most points we had seen the same. Where"
    " we differed, the note of the second call settled it: it is there, and it is hard to find."
)
TALKED = (
    "We sat down with the file. We agree on the dates and on who wrote what. We do not agree on what"
    " could have been expected on that day."
)
DECIDED = {
    "stands": "I read the file before I read the review. The point was put fairly, and the dates bear"
    " it out. That the week was a hard one is true as well, and it is said there.",
    "changed": "The caseworker is right about the reminder, and the point about the note remains. I"
    " have put it as the file shows it.",
    "withdrawn": "The finding rests on a letter that somebody else wrote while the caseworker was"
    " away. It should not stand in their record.",
}
MENDED = (
    "The reminder was sent in time, as the log of messages shows; this is about the note alone."
)
TWICE = "Reviewers read this kind of file differently. I should like to see two readings of one."
