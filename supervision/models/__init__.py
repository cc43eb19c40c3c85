from .capability import (
    CapabilityArea,
    CapabilityHandOn,
    CapabilityReading,
    CapabilitySheet,
    CapabilitySignature,
    CapabilityWords,
)
from .plan import PlanItem

__all__ = [
    "CapabilityArea",
    "CapabilityHandOn",
    "CapabilityReading",
    "CapabilitySheet",
    "CapabilitySignature",
    "CapabilityWords",
    "PlanItem",
]
