from .plan import PlanItem

__all__ = ["PlanItem"]
