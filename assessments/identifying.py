"""What of a sheet could tell who a client is: pure, from what was typed."""

from assessments.content import ReviewContent
from core.identifiers import find


def identifiers_in(content: ReviewContent) -> list[tuple[str, str, str]]:
    """Return what could tell who a client is: the words, what they look like, and the field.

    Every free text of a sheet is read: comments, notes, and the fact and step of a holding action
    that is not recorded yet. Nothing is blocked. Source: PRACTICE, "File review".
    """
    texts = [(f"comment-{a.key}", a.comment) for a in content.answers.values()]
    for finding in content.findings:
        prefix = f"finding-{finding.number}"
        texts.append((f"{prefix}-note", finding.note))
        if finding.holding_action is None:
            texts.append((f"{prefix}-holding-fact", finding.holding_fact))
            texts.append((f"{prefix}-holding-step", finding.holding_step))
    return [
        (found.text, str(found.kind.label), name) for name, text in texts for found in find(text)
    ]
