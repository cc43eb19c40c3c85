from .action import Action, ActionReading, ActionStep
from .attachment import Attachment
from .below_standard import BelowStandard, BelowStandardReview
from .coaching import CaseCheck, WellDone
from .criteria import CriteriaSet, Criterion, CriterionArea, SetVersion
from .dispute import Dispute, DisputeDecision, DisputeTalk
from .evidence import Evidence, EvidenceTick, EvidenceWithdrawal
from .file_review import CouldShow, FileReview, FileReviewVersion, StatusChange
from .judgement import Judgement, JudgementEvidence
from .monitoring import MonitoringLevel
from .replies import Addendum, Feedback, Reply
from .round import Drawn, Objection, Round, RoundShare
from .second import AgreedAnswer, AgreedProposal, SecondReview
from .sheet import Answer, Finding, FindingTick, Sheet
from .theme import Point, Theme

__all__ = [
    "CaseCheck",
    "WellDone",
    "Point",
    "Theme",
    "Action",
    "ActionReading",
    "ActionStep",
    "Addendum",
    "AgreedAnswer",
    "AgreedProposal",
    "Answer",
    "Attachment",
    "BelowStandard",
    "BelowStandardReview",
    "CouldShow",
    "CriteriaSet",
    "Criterion",
    "CriterionArea",
    "Drawn",
    "Dispute",
    "DisputeDecision",
    "DisputeTalk",
    "Evidence",
    "EvidenceTick",
    "EvidenceWithdrawal",
    "Feedback",
    "FileReview",
    "FileReviewVersion",
    "Finding",
    "FindingTick",
    "Judgement",
    "JudgementEvidence",
    "MonitoringLevel",
    "Objection",
    "Reply",
    "Round",
    "RoundShare",
    "SecondReview",
    "SetVersion",
    "Sheet",
    "StatusChange",
]
