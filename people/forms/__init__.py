from .accounts import AcceptInvitationForm
from .organisation import OrganisationForm, TeamForm
from .persons import FilterForm, PersonForm
from .placing import (
    CoverForm,
    EndForm,
    LastDayForm,
    LevelForm,
    LineForm,
    PostChangeForm,
    PostForm,
    RoleForm,
)
from .team_filter import TeamFilterForm
from .time import AbsenceChangeForm, AbsenceForm, AdjustmentForm

__all__ = [
    "AbsenceChangeForm",
    "AbsenceForm",
    "AcceptInvitationForm",
    "AdjustmentForm",
    "CoverForm",
    "EndForm",
    "FilterForm",
    "TeamFilterForm",
    "LastDayForm",
    "LevelForm",
    "LineForm",
    "OrganisationForm",
    "PersonForm",
    "PostChangeForm",
    "PostForm",
    "RoleForm",
    "TeamForm",
]
