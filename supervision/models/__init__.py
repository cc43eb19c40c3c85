from .capability import (
    CapabilityArea,
    CapabilityReading,
    CapabilitySheet,
    CapabilitySignature,
    CapabilityWords,
)
from .plan import PlanItem

__all__ = [
    "CapabilityArea",
    "CapabilityReading",
    "CapabilitySheet",
    "CapabilitySignature",
    "CapabilityWords",
    "PlanItem",
]
