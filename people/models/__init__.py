from .access import AccessRole, Cover, Line
from .post import Post, PostLevel, Team
from .time import Absence, Adjustment
from .user import Invitation, Organisation, User

__all__ = [
    "Absence",
    "AccessRole",
    "Adjustment",
    "Cover",
    "Invitation",
    "Line",
    "Organisation",
    "Post",
    "PostLevel",
    "Team",
    "User",
]
