from .case_file import CaseFile, Conflict, Holding, ServiceArea
from .holding_action import HoldingAction, HoldingActionAnswer, HoldingPolicy

__all__ = [
    "CaseFile",
    "Conflict",
    "Holding",
    "HoldingAction",
    "HoldingActionAnswer",
    "HoldingPolicy",
    "ServiceArea",
]
