"""Frameworks hold nothing about anybody (core.classification)."""

from core.classification import NOT_PERSONAL

PERSONAL_DATA = dict.fromkeys(
    (
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
    ),
    NOT_PERSONAL,
)
