"""The request of somebody who is signed in, as the middleware leaves it to a view."""

import datetime as dt

from django.http import HttpRequest

from people.models import User
from people.scope import Scope


class Request(HttpRequest):
    """A request with its user's scope and the day it came on (``people.middleware``)."""

    user: User
    scope: Scope
    today: dt.date
