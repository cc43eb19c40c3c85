from .framework import Degree, Framework, PermittedUse, RoleLevel, Version
from .tree import Area, Behaviour, CoreCompetency, ServiceStandard

__all__ = [
    "Area",
    "Behaviour",
    "CoreCompetency",
    "Degree",
    "Framework",
    "PermittedUse",
    "RoleLevel",
    "ServiceStandard",
    "Version",
]
