"""Analytical: methodical, questioning, perceptive, reflective."""

from competency_site.demo.phrases.model import good, improve, learn

PHRASES = {
    "analytical.methodical": [
        good(
            "Before the first call {papers} were laid out in date order, and the plan on the"
            " opening note names each question still open.",
            "carries-out-tasks-systematically",
            "gathers-assimilates-information-efficiently",
        ),
        good(
            "The question of {issue} is broken into three smaller ones, each answered from"
            " {papers} before the conclusion is drawn.",
            "distils-complex-problems-manageable-parts",
            "applies-sound-reasoning-reach-logical",
        ),
        good(
            "{help} was asked early, with the facts on one page, and the advice that came back is"
            " weighed in the note and not simply copied.",
            "engages-expert-advisers-relevant",
        ),
        good(
            "Part of {papers} never came. The decision says so, says what can still be concluded"
            " without it, and why.",
            "draws-reasonable-conclusions-complicated-incomplete",
        ),
        improve(
            "The opening note goes straight to {step} without saying what the case is meant to"
            " achieve, so the later notes pull in two directions.",
            "begins-tasks-without-clear-plan",
        ),
        improve(
            "A date on the second page of {papers} was missed. It changes the answer on {issue},"
            " and it was put right only after {other} wrote.",
            "overlooks-potentially-important-details",
        ),
        improve(
            "The file settles {issue} on the day of the first call. What {other} sent a week later"
            " was not set against that answer.",
            "quickly-jumps-conclusions",
        ),
        learn(
            "A short list at the front of the file, what we know and what we still need, would"
            " have saved two calls to {other}.",
        ),
    ],
    "analytical.questioning": [
        good(
            "The note of the call keeps apart what the client saw, what {other} told them, and"
            " what they think follows from it.",
            "probes-identify-key-issues-separating",
        ),
        good(
            "The client said that {fact}. The note shows the question put back to them in other"
            " words, and the different answer that this brought out.",
            "actively-listens-clarifies-understanding",
        ),
        good(
            "{other_cap} was mistaken about the day of {limit}. It was checked against {papers} before"
            " anything was built on it.",
            "checks-meaning-source-information-appropriate",
            "looks-problems-evidence-critical-eye",
        ),
        good(
            "The note says plainly that the rule on {issue} was new to the writer, where it was"
            " looked up, and what was found.",
            "identifies-knowledge-gaps-seeks-address",
        ),
        improve(
            "The account given by {other} is taken over word for word. Nobody asked how they knew"
            " that {fact}.",
            "accepts-information-face-value",
        ),
        improve(
            "Two things the client said about {issue} do not fit together, and neither the note"
            " nor the letter asks which is right.",
            "reluctant-clarify-understanding",
        ),
        improve(
            "When {other} said that nothing more could be done, the file stops. The ground for"
            " that was open to challenge.",
            "lacks-confidence-ability-challenge-assumptions",
        ),
        learn(
            "One open question at the end of the call, “is there anything else in {papers} that"
            " worries you?”, often brings out what the form does not ask.",
        ),
    ],
    "analytical.perceptive": [
        good(
            "While working on {issue} the note picks up {second} and asks about it in the same"
            " call.",
            "considers-problems-wider-organisational-external",
        ),
        good(
            "{limit_cap} was spotted on the first reading, written at the top of the file, and"
            " protected by {step} the same afternoon.",
            "detects-guards-against-risks",
        ),
        good(
            "The case went to the supervisor on the day it turned, with a clear account of why it"
            " had gone beyond the usual.",
            "understands-escalate-issues-seek-input",
        ),
        good(
            "The note recognises that {papers} can prove the dates but not {issue}, and looks for"
            " something that can.",
            "recognises-validity-relevance-limitations-different",
        ),
        good(
            "This was the fourth file of the month about {other}. The worker noticed, and wrote"
            " two lines for the team meeting.",
            "identifies-acts-upon-trends-across",
        ),
        improve(
            "The work on {issue} is careful, but {second} stands in the client's first letter and"
            " is not mentioned again.",
            "approaches-issues-isolation",
        ),
        improve(
            "Three notes weigh one line of {papers}, while the larger question, whether to act"
            " before {limit}, is left to the end.",
            "focuses-detail-without-considering-bigger",
        ),
        learn(
            "It helps to ask of each new letter: does this change the risk, or only the detail?",
        ),
    ],
    "analytical.reflective": [
        good(
            "After {step} was refused the note asks what could have been done sooner, and the next"
            " file of this worker shows it done.",
            "identifies-learns-mistakes",
        ),
        good(
            "The plan of the first week is looked at again in the fourth, and the two steps that"
            " had led nowhere are struck out with a reason.",
            "monitors-progress-against-plans-objectives",
            "measures-evaluates-success-decision-approach",
        ),
        good(
            "Feedback on an earlier file was to name the source beside each piece of advice. Every"
            " paragraph on {issue} now does.",
            "seeks-feedback-acts-upon",
        ),
        good(
            "What was learnt about {issue} was written up in half a page for the team, with"
            " nothing in it that points to the client.",
            "considers-others-within-outside-organisation",
        ),
        improve(
            "The wrong form went to {other} and was replaced the next day. The record is silent"
            " about how it happened, so it can happen again.",
            "moves-mistakes-without-assessing-what",
        ),
        improve(
            "The point about {papers} was raised at the last review and is unchanged here.",
            "ignores-avoids-feedback",
        ),
        learn(
            "A closing line on each file, what would I do the same way and what not, takes a"
            " minute and is worth reading a year later.",
        ),
    ],
}
