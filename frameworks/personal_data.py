"""Frameworks hold nothing about anybody (core.classification)."""

from core.classification import NOT_PERSONAL

PERSONAL_DATA = dict.fromkeys(
    (
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
    ),
    NOT_PERSONAL,
)
