"""Constructive: flexible, pragmatic, proactive, resilient."""

from competency_site.demo.phrases.model import good, improve, learn

PHRASES = {
    "constructive.flexible": [
        good(
            "When {limit} was brought forward the week was planned anew the same morning, and the"
            " two other clients concerned were told.",
            "adjusts-priorities-reflect-demands-customers",
            "responds-nimbly-changing-work-practices",
        ),
        good(
            "The client could not manage long calls. The advice was given in three short ones,"
            " each with a note of where they had got to.",
            "shows-awareness-approach-impacts-others",
        ),
        good(
            "This was a first case about {issue}. It was taken on willingly, with a list of what"
            " to learn at the front of the file.",
            "willing-take-new-tasks-roles",
        ),
        good(
            "The new way of sending {papers} came in half-way through the case. The file moved"
            " over without a gap, and the note helped a colleague to do the same.",
            "embraces-change-seeks-opportunities",
        ),
        improve(
            "After {other} changed the date, nothing was done on the file for nine days, and the"
            " notes go on from the old plan.",
            "loses-focus-priorities-change-situation",
        ),
        improve(
            "The client asked for large print twice. The third letter is still in the usual type.",
            "unable-accommodate-variety-needs",
        ),
        learn(
            "Two minutes each Monday over what has changed in the open files would catch a moved"
            " {limit_short} in time.",
        ),
    ],
    "constructive.pragmatic": [
        good(
            "The agreement with {other} is one that the client can keep to: it is built on their"
            " real budget and not on the figure first asked for.",
            "reaches-sustainable-decisions-taking-account",
            "looks-mutually-beneficial-solutions",
        ),
        good(
            "The enquiries into {issue} stop where more of them would have changed nothing, and"
            " the note says so.",
            "undertakes-investigations-appropriate-depth-relative",
        ),
        good(
            "The client left with {step} filled in, a stamped envelope and the date to post it by."
            " It could be used as it was.",
            "provides-usable-results-outputs",
        ),
        improve(
            "Every stage of the procedure was followed, and at the end the client still did not"
            " know where they would stand on the day of {limit}.",
            "focuses-processes-exclusion-outcomes",
        ),
        improve(
            "The letter advises the client to collect {papers} for six years. They had already"
            " said that they have none.",
            "proposes-impractical-unrealistic-solutions",
        ),
        learn(
            "Before advising on {step} it is worth asking the client what would get in the way of"
            " doing it.",
        ),
    ],
    "constructive.proactive": [
        good(
            "{step_cap} was ready three weeks before {limit}, so that there was time to put right"
            " what {other} sent back.",
            "thinks-ahead-prepares-future",
        ),
        good(
            "When no answer came from {other} the worker rang, found the right desk, and had"
            " {papers} two days later.",
            "takes-initiative-achieving-improving-outcomes",
            "takes-ownership-tasks-decisions",
        ),
        good(
            "The file was taken over in mid-course. The first note lists what had been promised"
            " and by when, and all of it was kept.",
            "takes-ownership-tasks-decisions",
        ),
        improve(
            "The file waits five weeks for {other}, with no reminder sent and nothing else tried.",
            "accepts-status-quo",
        ),
        improve(
            "The note says that the worker has had no training about {issue}. It was not raised"
            " with anybody, and the course list was open.",
            "expects-others-identify-create-professional",
        ),
        learn(
            "Write the date of the next step into the diary when the letter goes, and not when the"
            " answer comes.",
        ),
    ],
    "constructive.resilient": [
        good(
            "After the first refusal the worker went back to {papers}, found a second ground, and"
            " put it with the same care.",
            "shows-tenacity-pursuing-goals-managing",
        ),
        good(
            "A very angry call is met quietly. The note keeps to what was said, and the client"
            " rang back to go on.",
            "deals-calmly-conflict-meets-challenges",
        ),
        good(
            "The worker saw that the case was growing beyond them and asked for an hour with"
            " {help} before it had gone wrong.",
            "knows-ask-help-support",
        ),
        good(
            "Nobody could say how {issue} would be decided. The letter is honest about that and"
            " plans for both answers.",
            "accepts-situations-sometimes-uncertain-continues",
        ),
        improve(
            "Help was asked for on the eve of {limit}. The notes show that the worry had been"
            " there for a month.",
            "waits-until-circumstances-overwhelming-before",
        ),
        improve(
            "The call with {other} was put off four times. The file shows no reason other than"
            " that it would be an awkward one.",
            "avoids-conflict",
        ),
        improve(
            "The letter dwells on the worst that may follow from {issue}, and the likelier outcome"
            " comes in one line at the end.",
            "focuses-worst-case-scenario",
        ),
        learn(
            "It is a strength to say early that a case is heavy. Five minutes at the team's"
            " morning round would have been enough.",
        ),
    ],
}
