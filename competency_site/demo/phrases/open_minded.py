"""Open-minded: progressive, collaborative, resourceful, impartial."""

from competency_site.demo.phrases.model import good, improve, learn

PHRASES = {
    "open-minded.progressive": [
        good(
            "The change in the rules on {issue} was a fortnight old. The letter already rests on"
            " it and names the day from which it holds.",
            "keeps-abreast-relevant-professional-developments",
        ),
        good(
            "The worker made a one-page list of what {other} always asks for. The team has used it"
            " since.",
            "identifies-suggests-improvements-ways-working",
        ),
        good(
            "{papers_cap} were gathered through the new shared folder, which halved the time; the"
            " note says how, for others.",
            "embraces-innovation-looks-ways-get",
        ),
        improve(
            "The letter follows last year's template, which still has the old address of {other}"
            " and an older form for {step}.",
            "remains-attached-outdated-processes-technologies",
        ),
        improve(
            "The session on {issue} was offered in the spring and turned down. The question that"
            " this file stumbles over was its first example.",
            "rejects-opportunities-learn-develop",
        ),
        learn(
            "The monthly digest has a page on {issue}; reading it at the start of such a case"
            " would be time well spent.",
        ),
    ],
    "open-minded.collaborative": [
        good(
            "A colleague who knows {issue} well was asked for a view; the note thanks them and"
            " says what was taken over and what was not.",
            "seeks-input-insights-others",
        ),
        good(
            "With the client's consent {help} was brought in early, and the two sides divided the"
            " work in one call.",
            "develops-strong-working-relationships-networks",
            "works-effectively-team",
        ),
        good(
            "The handover note before the leave is a model of its kind. The colleague who covered"
            " needed to ask nothing.",
            "works-effectively-team",
            "shares-knowledge",
        ),
        improve(
            "Two of us wrote to {other} in the same week about {issue}. A look at the shared diary"
            " would have shown it.",
            "works-silo-duplicating-effort-resisting",
        ),
        improve(
            "A colleague suggested another way to put {step}. The note sets it aside in four"
            " words, without a reason.",
            "closed-proposals-contributions-others",
        ),
        learn(
            "There is always somebody in the house who has had {other} on the phone before. The"
            " list of who to ask is in the shared folder.",
        ),
    ],
    "open-minded.resourceful": [
        good(
            "Three ways forward on {issue} are set side by side, with cost, time and risk of each"
            " for the client, before one is advised.",
            "develops-options-considers-alternatives",
            "weights-costs-benefits-possible-approaches",
        ),
        good(
            "{papers_cap} could not be had from {other}. The same dates were found in the client's"
            " bank messages, within the hour.",
            "manages-limited-resources-efficiently-achieve",
        ),
        good(
            "When the usual door stayed shut the worker thought of {help}, which nobody had tried"
            " in such a case, and it opened.",
            "develops-options-considers-alternatives",
        ),
        improve(
            "Only {step} is considered. A simpler way, by agreement with {other}, is not looked at.",
            "lacks-creativity-problem-solving",
            "uses-same-resources-approach-default",
        ),
        improve(
            "What {help} said and what {papers} show are both on file. They are nowhere brought"
            " together.",
            "unable-integrate-information-ideas-different",
        ),
        learn(
            "Putting “do nothing” among the options makes plain to the client what the others"
            " would gain them.",
        ),
    ],
    "open-minded.impartial": [
        good(
            "What speaks for {other} on {issue} is put as fairly as what speaks for the client,"
            " and the conclusion follows from both.",
            "acts-neutrality-objectivity",
        ),
        good(
            "New pages of {papers} came in after the decision. It was opened again, changed in one"
            " point, and both sides were told why.",
            "willing-reconsider-decisions-light-new",
        ),
        good(
            "The answer was not the one that the client hoped for. It is given clearly, on the"
            " evidence, with no false comfort.",
            "able-make-difficult-unpopular-decisions",
        ),
        good(
            "The note asks “would I see this in the same way if it were {other} who had been"
            " late?”, and answers it.",
            "aware-decisions-affected-unconscious-bias",
        ),
        improve(
            "The finding that {fact} rests on one remark in a call. {papers_cap} would have shown"
            " whether it is so.",
            "takes-decisions-not-supported-evidence",
        ),
        improve(
            "After the third call from {other} the view on {issue} changes, though nothing new had"
            " been said.",
            "easily-succumbs-pressure-insistence",
        ),
        improve(
            "The note supposes that the client “could have managed”. What they had said about"
            " {second} is not weighed.",
            "makes-assumptions-about-others-without",
        ),
        learn(
            "Writing the case for the other side in three lines before deciding is a good guard"
            " against one's first impression.",
        ),
    ],
}
