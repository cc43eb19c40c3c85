from .case_file import CaseFile, Conflict, Holding, ServiceArea
from .holding_action import HoldingAction, HoldingActionAnswer, HoldingPolicy
from .naming import CaseSight, Restriction

__all__ = [
    "CaseFile",
    "CaseSight",
    "Conflict",
    "Holding",
    "HoldingAction",
    "HoldingActionAnswer",
    "HoldingPolicy",
    "Restriction",
    "ServiceArea",
]
