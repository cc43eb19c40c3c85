from .framework import Framework, RoleLevel, Version
from .front import Degree, PermittedUse, Section
from .search import SearchEntry
from .tree import Area, Behaviour, CoreCompetency, ServiceStandard, StandardSupport

__all__ = [
    "Area",
    "Behaviour",
    "CoreCompetency",
    "Degree",
    "Framework",
    "PermittedUse",
    "RoleLevel",
    "SearchEntry",
    "Section",
    "ServiceStandard",
    "StandardSupport",
    "Version",
]
