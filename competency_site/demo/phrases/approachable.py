"""Approachable: inclusive, empathetic, engaging, authentic."""

from competency_site.demo.phrases.model import good, improve, learn

PHRASES = {
    "approachable.inclusive": [
        good(
            "The client was asked at the start how they would like to be reached and what would"
            " make a visit easier, and each later contact follows that.",
            "works-make-service-accessible",
            "treats-others-courtesy-dignity-respect",
        ),
        good(
            "An interpreter was booked before the client had to ask. The call was given double the"
            " time, and {issue} was explained in steps.",
            "works-make-service-accessible",
            "adopts-open-appropriate-communication-style",
        ),
        good(
            "Even where {other} was sharp, the replies are courteous, and the other side's"
            " difficulty is acknowledged.",
            "treats-others-courtesy-dignity-respect",
        ),
        improve(
            "The file notes that the client does not read well, and {papers} were posted to them"
            " with a request to read and sign.",
            "does-not-recognise-diversity-difference",
        ),
        improve(
            "The client said that the way their family was spoken of made them uneasy. The words"
            " come back in the next letter.",
            "makes-others-feel-uncomfortable-marginalised",
        ),
        learn(
            "The team's sheet on communication needs has a line to be ticked for each new case; it"
            " is empty here.",
        ),
    ],
    "approachable.empathetic": [
        good(
            "The refusal is told by phone first, at a time the client chose, with what comes next"
            " ready to say. The letter followed.",
            "delivers-difficult-messages-tact-sensitivity",
        ),
        good(
            "The note shows an understanding of why the client had not opened {papers} for months,"
            " and no reproach for it.",
            "sees-things-other-peoples-perspectives",
        ),
        good(
            "By the end of the first call the client had spoken of {second}, which they had kept"
            " from {other} for a year.",
            "quickly-builds-trust-rapport",
        ),
        improve(
            "The letter expects the client to know the difference between an appeal and a review,"
            " and to choose by Friday.",
            "expects-unrealistic-levels-knowledge-objectivity",
        ),
        improve(
            "The question about {second} was put in the waiting room, where others could hear.",
            "shows-insensitivity-indiscretion-intolerance-towards",
        ),
        learn(
            "A pause after bad news, and then one question, “what would help today?”, may bring"
            " more than the next three facts.",
        ),
    ],
    "approachable.engaging": [
        good(
            "{issue_cap} is explained by a comparison from the client's own working day, and the"
            " note records how they repeated it back.",
            "uses-relevant-illustrations-comparisons-explain",
            "presents-information-way-fosters-genuine",
        ),
        good(
            "The tone of the notes and calls is one of getting things done. {other_cap} came to"
            " ring back of their own accord.",
            "approaches-situations-enthusiasm-positivity",
        ),
        good(
            "A drawing of the four stages up to {limit} went with the letter. The client brought"
            " it to each meeting.",
            "presents-information-way-fosters-genuine",
        ),
        improve(
            "The client rang five times in a fortnight before somebody rang back. A short message"
            " with a date would have done.",
            "unable-balance-busyness-need-accessible",
        ),
        improve(
            "The letter offers {step} as something that will probably not help, though the note of"
            " the same day thinks its chances fair.",
            "presents-views-negatively-without-conviction",
        ),
        learn(
            "Asking the client to say in their own words what they will do next shows at once"
            " whether {issue} has been understood.",
        ),
    ],
    "approachable.authentic": [
        good(
            "A date had been promised and could not be kept. The client was told before it passed,"
            " with the true reason and a new date.",
            "sincere-candid-interactions-others",
            "acts-integrity",
        ),
        good(
            "The worker found a slip of their own in {step}, told {other} and the client the same"
            " day, and put it right.",
            "acts-integrity",
        ),
        good(
            "The work of the colleague who had opened the file is named in the letter of thanks"
            " that the client sent and in the closing note.",
            "leads-example",
        ),
        good(
            "The last letter is as careful as the first, though little hung on it any more.",
            "sets-high-personal-standards",
        ),
        improve(
            "The client is told that {papers} are “on their way”. The request to {other} went out"
            " four days after that letter.",
            "not-open-honest",
        ),
        improve(
            "The closing note speaks of “my result”. The ground that won the case had been found"
            " by a colleague.",
            "takes-personal-credit-team-effort",
        ),
        learn(
            "“I do not know yet, and I will find out by Thursday” is a complete answer.",
        ),
    ],
}
