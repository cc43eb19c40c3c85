"""A page with a long form, for the browser tests of drafts."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import engines
from django.urls import include, path

from core.services.drafts import discard_draft, draft_for, typed_in
from core.services.outbox import queue_mail
from core.submit import once_per_nonce

PAGE = """
{% extends "base.html" %}{% load drafts submissions %}
{% block title %}A long form{% endblock %}
{% block content %}
<h1 class="govuk-heading-l">A long form</h1>
<form method="post" data-draft>
  {% csrf_token %}{% submit_nonce %}{% draft_fields %}
  <label class="govuk-label" for="words">Your words</label>
  <textarea class="govuk-textarea" id="words" name="words" rows="5">{{ typed.words }}</textarea>
  <button class="govuk-button">Send</button>
  <button class="govuk-button" formaction="{% url "draft_save" %}" formnovalidate>Save for later</button>
</form>
{% endblock %}
"""


@once_per_nonce
def long_form(request: HttpRequest) -> HttpResponse:
    draft = draft_for(writer=request.user, form="long")
    if request.method == "POST":
        queue_mail(to="a@example.org", subject="Sent", body=request.POST["words"])
        discard_draft(writer=request.user, form="long")
        return HttpResponseRedirect("/cookies/")
    page = engines["django"].from_string(PAGE)
    return HttpResponse(page.render({"draft": draft, "typed": typed_in(draft) or {}}, request))


urlpatterns = [
    path("long-form/", long_form, name="long_form"),
    path("", include("competency_site.urls")),
]
handler404 = "competency_site.views.page_not_found"
