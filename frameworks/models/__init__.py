from .adaptation import AdaptationReason
from .framework import Framework, RoleLevel, Version, VersionInUse
from .front import Degree, PermittedUse, Section
from .maps import MapLink
from .roles import (
    Band,
    BandLevel,
    LevelText,
    ProfileSection,
    ProgressionRule,
    Replacement,
    RoleProfile,
    VersionLevel,
)
from .search import SearchEntry
from .tree import Area, Behaviour, CoreCompetency, ServiceStandard, StandardSupport
from .values import OrganisationValue, ValueLink

__all__ = [
    "AdaptationReason",
    "Area",
    "Band",
    "BandLevel",
    "Behaviour",
    "CoreCompetency",
    "Degree",
    "Framework",
    "LevelText",
    "MapLink",
    "OrganisationValue",
    "PermittedUse",
    "ProfileSection",
    "ProgressionRule",
    "Replacement",
    "RoleLevel",
    "RoleProfile",
    "SearchEntry",
    "Section",
    "ServiceStandard",
    "StandardSupport",
    "ValueLink",
    "Version",
    "VersionInUse",
    "VersionLevel",
]
