from .accounts import AcceptInvitationForm
from .organisation import OrganisationForm, TeamForm
from .persons import FilterForm, PersonForm
from .placing import CoverForm, LastDayForm, LevelForm, LineForm, PostChangeForm, PostForm, RoleForm
from .time import AbsenceForm, AdjustmentForm

__all__ = [
    "AbsenceForm",
    "AcceptInvitationForm",
    "AdjustmentForm",
    "CoverForm",
    "FilterForm",
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
