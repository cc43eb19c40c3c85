from .document import Document
from .journal import JournalEntry
from .sign_off import Signature, SignOff, SignOffEntry, SignOffEvidence, SignOffJudgement

__all__ = [
    "Document",
    "JournalEntry",
    "SignOff",
    "SignOffEntry",
    "SignOffEvidence",
    "SignOffJudgement",
    "Signature",
]
