"""The addresses of the house and one page with a form of every field."""

import datetime as dt

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from competency_site.urls import urlpatterns as ours
from tests.look.sample import EveryFieldForm


@login_not_required
def sample(request: HttpRequest) -> HttpResponse:
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = EveryFieldForm(*data, today=dt.date(2026, 11, 22))
    return render(request, "account/password_change.html", {"form": form})


urlpatterns = [*ours, path("sample/", sample)]
