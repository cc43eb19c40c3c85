"""Impactful: clear, persuasive, authoritative."""

from competency_site.demo.phrases.model import good, improve, learn

PHRASES = {
    "impactful.clear": [
        good(
            "The advice letter explains {issue} in two short paragraphs, with the client's own"
            " dates in it, and can be followed at one reading.",
            "uses-plain-language-easy-understand",
            "communicates-complex-issues-concise-straightforward",
        ),
        good(
            "The letter is set out under three headings: what has happened, what you can do, and"
            " what I will do by when.",
            "drafts-well-structured-comprehensible-documents",
        ),
        good(
            "The client is told beforehand what {other} is likely to say and what the words will"
            " mean, so that the reply caused no alarm.",
            "provides-explanations-before-misunderstandings-occur",
        ),
        good(
            "{limit_cap} stands alone in bold in the letter, with one sentence on what to do"
            " before it.",
            "communicates-complex-issues-concise-straightforward",
        ),
        improve(
            "The letter uses three terms of the trade about {issue} that the client had already"
            " said they did not understand.",
            "uses-jargon-without-explaining-meaning",
        ),
        improve(
            "The last paragraph can be read two ways: that {step} is done, or that the client"
            " should do it.",
            "produces-incoherent-ambiguous-written-documents",
        ),
        learn(
            "Reading the letter aloud before it goes shows where the sentences on {issue} run too"
            " long.",
        ),
    ],
    "impactful.persuasive": [
        good(
            "The letter to {other} begins with what both sides accept, and only then turns to"
            " {issue}. It got an answer within the week.",
            "presents-information-way-evidence-based",
            "strikes-sound-balance-between-directness",
        ),
        good(
            "The note to {help} is brief and technical; the letter to the client on the same day"
            " is warm and plain. Each suits its reader.",
            "adjusts-communication-tone-style-suit",
        ),
        good(
            "A call was chosen over a letter because of {limit}, and the points agreed were"
            " confirmed in writing the same day.",
            "communicates-using-appropriate-methods-timing",
        ),
        improve(
            "The reply to {other} is the standard paragraph. It does not answer the two points"
            " that they had raised about {issue}.",
            "responds-generic-way-irrespective-situation",
        ),
        improve(
            "The client doubted that {step} was worth while. The note records that they were told"
            " to do it, and no reason that might have won them over.",
            "makes-no-attempt-generate-buy",
        ),
        improve(
            "The letter tells {other} that this is our decision. The grounds, which are good, are"
            " not in it.",
            "relies-position-overcome-objection-rather",
        ),
        learn(
            "Think first about what {other} needs in order to say yes, and put that in the opening"
            " lines.",
        ),
    ],
    "impactful.authoritative": [
        good(
            "The decision on {issue} is stated in the first line, with the reason in the second,"
            " and it held when {other} came back on it.",
            "takes-robust-decisions-appropriate-role",
            "displays-confidence-ability-decisions",
        ),
        good(
            "In the call with {other} the worker had {papers} at hand, answered without"
            " hesitation, and was taken seriously from then on.",
            "quickly-builds-credibility",
            "interacts-confidently-others-appropriately-articulates",
        ),
        good(
            "The worker disagreed with {help}, said so courteously, and gave the passage in"
            " {papers} on which the view rests.",
            "interacts-confidently-others-appropriately-articulates",
        ),
        improve(
            "The outcome on {issue} is right, but neither the note nor the letter says how it was"
            " reached.",
            "cannot-clearly-explain-rationale-decisions",
        ),
        improve(
            "{other_cap} objected in one line, without a ground, and the position was given up the"
            " same day.",
            "readily-concedes-faced-opposition-even",
        ),
        improve(
            "The second letter answers the complaint about {issue} by defending the first one. A"
            " plain answer would have closed the matter.",
            "becomes-defensive-challenged",
        ),
        learn(
            "A decision is easier to stand by when its two best reasons are written down before"
            " the call.",
        ),
    ],
}
