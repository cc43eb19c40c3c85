"""A form whose view fails, for the tests of what is left of its text."""

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def failing(request: HttpRequest) -> HttpResponse:
    raise OperationalError("database or disk is full")


urlpatterns = [path("fails/", failing, name="fails"), path("", include("competency_site.urls"))]
