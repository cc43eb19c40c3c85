from .drafts import Draft, Submission
from .imports import ImportRow, ImportRun
from .jobs import JobRun, Outbox
from .passage import Passage, PassageEnd
from .settings import DatedSetting
from .trail import AuditDetail, AuditEvent, AuditSeal, RecordView, SubjectSecret

__all__ = [
    "AuditDetail",
    "AuditEvent",
    "AuditSeal",
    "DatedSetting",
    "Draft",
    "ImportRow",
    "ImportRun",
    "JobRun",
    "Outbox",
    "Passage",
    "PassageEnd",
    "RecordView",
    "SubjectSecret",
    "Submission",
]
