"""Professional: organised, responsive, focused, ethical."""

from competency_site.demo.phrases.model import good, improve, learn

PHRASES = {
    "professional.organised": [
        good(
            "Anybody could take this file over today: each letter has its date, each call its"
            " note, and the next step stands at the top.",
            "follows-relevant-systems-policies",
            "plans-prioritises-workload-effectively",
        ),
        good(
            "The work on {issue} and that on {second} ran side by side, with one diary for both"
            " sets of dates. Neither held up the other.",
            "successfully-manages-interconnected-processes",
        ),
        good(
            "{limit_cap} and the two reminders before it were in the diary on the day the case was"
            " opened.",
            "plans-prioritises-workload-effectively",
        ),
        improve(
            "There is no note of the call with {other} to which the letter refers, so what was"
            " agreed rests on memory.",
            "keeps-incomplete-unclear-records",
        ),
        improve(
            "{papers_cap} of another case were filed here for a week. It was noticed and put"
            " right, and it was reported; the desk where it happened is shared.",
            "adopts-working-practices-put-security",
        ),
        improve(
            "The notes of three calls are run together in one entry, without times, and it is hard"
            " to tell what the client said and when.",
            "keeps-incomplete-unclear-records",
        ),
        learn(
            "The note of a call takes four minutes just afterwards and twenty the next day.",
        ),
    ],
    "professional.responsive": [
        good(
            "Every promise in the letters has its date, and each was kept: seven of seven in this"
            " file.",
            "delivers-promises-meets-agreed-deadlines",
        ),
        good(
            "The client's message of Monday morning was answered by noon, with an honest “not"
            " before Thursday” on {papers}.",
            "responds-others-timely-manner",
            "demonstrates-customer-focus",
        ),
        good(
            "When the client fell ill the plan was changed, {other} was asked for more time, and"
            " {step} was sent on their behalf.",
            "revisits-plans-circumstances-change",
        ),
        good(
            "From the first call to {step} took four days, at a time when the whole team was"
            " short-handed.",
            "operates-pace",
        ),
        improve(
            "Between the second and the third letter lie six weeks in which the client heard"
            " nothing. A line to say “no news yet” was owed.",
            "fails-keep-service-users-colleagues",
        ),
        improve(
            "The client asked about {second}, and the answer is the general leaflet.",
            "responds-queries-generic-manner-failing",
        ),
        learn(
            "A standing reminder for every file without contact for fourteen days would catch the"
            " quiet ones.",
        ),
    ],
    "professional.focused": [
        good(
            "The aim of the case stands in one line on the first page, and each step can be read"
            " back to it.",
            "sets-objectives-direction",
        ),
        good(
            "The letter on {issue} went through three drafts in a day, and one can see why: each"
            " is shorter and better.",
            "shows-commitment-pride-high-quality",
            "strives-continuous-improvement",
        ),
        good(
            "{other_cap} would have let the matter rest. The worker did not, kindly and"
            " persistently, until {step} was settled.",
            "pursues-personal-organisational-goals-energy",
        ),
        improve(
            "{step_cap} was put off from week to week, five times by the diary, for no reason that"
            " the file gives.",
            "procrastinates",
        ),
        improve(
            "When the question of {issue} became difficult the file was passed on. With an hour's"
            " help it could have been finished here.",
            "shies-away-challenges",
        ),
        learn(
            "Taking the hardest letter of the day first, before the post is opened, may help with"
            " files of this sort.",
        ),
    ],
    "professional.ethical": [
        good(
            "A possible conflict of interest was seen on the first page, noted, talked over with"
            " the supervisor and settled before any advice was given.",
            "acts-accordance-fundamental-principles-such",
            "upholds-organisations-values",
        ),
        good(
            "The usual procedure would have shut the client out for a missing form. The worker"
            " asked for, and got, a fair exception, and noted the reason.",
            "pursues-justice-both-outcomes-processes",
        ),
        good(
            "Consent was asked for again when {help} came in, explained in plain words and signed"
            " for, before anything was passed on.",
            "acts-accordance-fundamental-principles-such",
        ),
        improve(
            "The figure sent to {other} was wrong. It was replaced without a word to the client,"
            " who should have been told.",
            "avoids-addressing-errors-poor-behaviours",
        ),
        improve(
            "The rule of one reminder and then closure was applied although the note says that the"
            " client was in hospital.",
            "rigidly-adheres-standard-processes-regardless",
        ),
        learn(
            "Where a rule and fairness seem to part, that is the moment to ask the supervisor. The"
            " rule often has room.",
        ),
    ],
}
