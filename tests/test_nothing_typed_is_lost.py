"""Every form with words in it: sent after the session ended, it comes back and has done nothing."""

import datetime as dt
import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from cases.models import CaseFile
from core.models import AuditEvent, Draft
from frameworks.enums import Purpose
from people.models import User
from people.scope import scope_for
from records.services.sign_off import sign_off_record
from supervision.models import CapabilitySheet
from supervision.services.capability import open_sheet
from tests.assessments.criteria_factories import announced_criteria, criteria_draft
from tests.assessments.factories import dispute_at, review_at
from tests.assessments.round_factories import drawn, files_of, started
from tests.assessments.rule_factories import announced_change
from tests.cases.factories import CaseFileFactory, HoldingActionFactory, HoldingFactory
from tests.records.factories import small_framework
from tests.supervision.factories import plan_item_of

WORDS = "Words that took a quarter of an hour to find."


@dataclass(frozen=True)
class Typed:
    """A form: who writes it, the page it stands on, where it is sent, and its box of words."""

    writer: User
    page: str
    to: str = ""
    box: str = "text"


@pytest.fixture
def cast(organisation, caseworker, supervisor, manager, today):
    return SimpleNamespace(
        caseworker=caseworker, supervisor=supervisor, manager=manager, today=today
    )


def withdrawal(cast: Any) -> Typed:
    review = review_at(cast, "shared")
    return Typed(cast.supervisor, reverse("review_withdraw", args=[review.pk]), box="reason")


def addendum(cast: Any) -> Typed:
    return Typed(cast.supervisor, reverse("review_add", args=[review_at(cast, "shared").pk]))


def sharing(cast: Any) -> Typed:
    review = review_at(cast, "submitted")
    return Typed(cast.supervisor, reverse("review_share", args=[review.pk]), box="note")


def reply(cast: Any) -> Typed:
    review = review_at(cast, "shared")
    page, to = (reverse(name, args=[review.pk]) for name in ("review_detail", "review_reply"))
    return Typed(cast.caseworker, page, to)


def dispute_talk(cast: Any) -> Typed:
    dispute = dispute_at(cast, "raised")
    return Typed(cast.supervisor, reverse("dispute_talk", args=[dispute.pk]), box="note")


def second_review(cast: Any) -> Typed:
    review = review_at(cast, "assigned")
    return Typed(cast.manager, reverse("second_ask", args=[review.pk]), box="reason")


def judgement(cast: Any) -> Typed:
    review_at(cast, "shared")
    area = cast.caseworker.evidence.first().area_id
    return Typed(
        cast.supervisor, reverse("judgement_add", args=[cast.caseworker.pk, area]), box="reason"
    )


def sign_off(cast: Any) -> Typed:
    review_at(cast, "acknowledged")
    version = cast.caseworker.evidence.first().version_id
    span = "".join(
        f"&{name}-day={on.day}&{name}-month={on.month}&{name}-year={on.year}"
        for name, on in (("first", cast.today - dt.timedelta(days=90)), ("last", cast.today))
    )
    page = reverse("record_sign_off", args=[cast.caseworker.pk]) + f"?version={version}{span}"
    return Typed(cast.supervisor, page, box="note")


def signature(cast: Any) -> Typed:
    review_at(cast, "acknowledged")
    signed = sign_off_record(
        person=cast.caseworker,
        version=cast.caseworker.evidence.first().version,
        period_from=cast.today - dt.timedelta(days=90),
        period_to=cast.today,
        note="",
        by=cast.supervisor,
    )
    return Typed(cast.caseworker, reverse("record_sign", args=[signed.pk]), box="note")


def entry(cast: Any) -> Typed:
    return Typed(cast.caseworker, reverse("journal_write"))


def plan(cast: Any) -> Typed:
    return Typed(cast.caseworker, reverse("plan_add"))


def changed_plan(cast: Any) -> Typed:
    item = plan_item_of(cast.caseworker)
    return Typed(cast.caseworker, reverse("plan_change", args=[item.pk]))


def holding_action(cast: Any) -> Typed:
    review_at(cast, "assigned")
    page = reverse("holding_action_add", args=[CaseFile.objects.get().pk])
    return Typed(cast.supervisor, page, box="step")


def answer_to_a_holding_action(cast: Any) -> Typed:
    review_at(cast, "assigned")
    action = HoldingActionFactory(case_file=CaseFile.objects.get(), told=cast.caseworker)
    page, to = (
        reverse(name, args=[action.pk])
        for name in ("holding_action_detail", "holding_action_answer")
    )
    return Typed(cast.caseworker, page, to)


def adjustment(cast: Any) -> Typed:
    page = reverse("adjustment_create", args=[cast.caseworker.pk])
    return Typed(cast.caseworker, page, box="agreed")


def _sheet(cast: Any) -> CapabilitySheet:
    version = small_framework("support", uses={Purpose.CAPABILITY_SUPPORT: "It can help."})
    version.framework.adopted_on = cast.today
    version.framework.save()
    return open_sheet(
        person=cast.caseworker,
        version=version,
        areas=list(version.areas.all()[:1]),
        bears=False,
        bearing="",
        by=cast.supervisor,
        scope=scope_for(cast.supervisor, cast.today),
    )


def talk(cast: Any) -> Typed:
    _sheet(cast)
    page = reverse("capability_open", args=[cast.caseworker.pk])
    return Typed(cast.supervisor, page, box="bearing")


def words_in_a_talk(cast: Any) -> Typed:
    return Typed(cast.caseworker, reverse("capability_say", args=[_sheet(cast).pk]))


def help_agreed(cast: Any) -> Typed:
    page = reverse("capability_agree", args=[_sheet(cast).pk])
    return Typed(cast.caseworker, page, box="help_agreed")


def answer_to_a_talk(cast: Any) -> Typed:
    return Typed(cast.supervisor, reverse("capability_sign", args=[_sheet(cast).pk]), box="note")


def reason_to_read(cast: Any) -> Typed:
    page = reverse("capability_reason", args=[cast.caseworker.pk])
    return Typed(cast.manager, page, box="reason")


def objection(cast: Any) -> Typed:
    files_of(cast.caseworker)
    round_ = started(cast.manager)
    share = round_.shares.get(person=cast.caseworker)
    reviewer = round_.drawn.filter(person=cast.caseworker).first().reviewer_id
    page = reverse("round_object", args=[share.pk, reviewer])
    return Typed(cast.caseworker, page, box="reason")


def withdrawn_round(cast: Any) -> Typed:
    files_of(cast.caseworker)
    page = reverse("round_withdraw", args=[drawn(cast.manager).pk])
    return Typed(cast.manager, page, box="reason")


def monitoring(cast: Any) -> Typed:
    page = reverse("monitoring_set", args=[cast.caseworker.pk])
    return Typed(cast.supervisor, page, box="reason")


def changed_rule(cast: Any) -> Typed:
    return Typed(cast.manager, reverse("rule_change", args=["sampling.light"]), box="reason")


def withdrawn_rule(cast: Any) -> Typed:
    page = reverse("rule_withdraw", args=[announced_change(cast.manager).pk])
    return Typed(cast.manager, page, box="reason")


def new_criterion(cast: Any) -> Typed:
    page = reverse("criterion_add", args=[criteria_draft(cast.manager).pk])
    return Typed(cast.manager, page)


def changed_criterion(cast: Any) -> Typed:
    criterion = criteria_draft(cast.manager).criteria.all()[0]
    return Typed(cast.manager, reverse("criterion_change", args=[criterion.pk]))


def published_criteria(cast: Any) -> Typed:
    page = reverse("criteria_publish", args=[criteria_draft(cast.manager).pk])
    return Typed(cast.manager, page, box="reason")


def withdrawn_criteria(cast: Any) -> Typed:
    page = reverse("criteria_withdraw", args=[announced_criteria(cast.manager).pk])
    return Typed(cast.manager, page, box="reason")


def case_check(cast: Any) -> Typed:
    file = CaseFileFactory(closed_on=None)
    HoldingFactory(case_file=file, user=cast.caseworker, from_on=file.opened_on)
    page = reverse("case_check_add", args=[file.pk])
    return Typed(cast.supervisor, page, box="guidance")


def praise(cast: Any) -> Typed:
    return Typed(cast.supervisor, reverse("well_done_add", args=[cast.caseworker.pk]))


def restricted_case(cast: Any) -> Typed:
    page = reverse("case_restrict", args=[CaseFileFactory().pk])
    return Typed(cast.manager, page, box="reason")


FORMS = [
    restricted_case,
    case_check,
    praise,
    new_criterion,
    changed_criterion,
    published_criteria,
    withdrawn_criteria,
    changed_rule,
    withdrawn_rule,
    objection,
    withdrawn_round,
    monitoring,
    withdrawal,
    dispute_talk,
    second_review,
    addendum,
    sharing,
    reply,
    judgement,
    sign_off,
    signature,
    entry,
    plan,
    changed_plan,
    holding_action,
    answer_to_a_holding_action,
    adjustment,
    talk,
    words_in_a_talk,
    help_agreed,
    answer_to_a_talk,
    reason_to_read,
]


def hidden_in(page: Any, name: str) -> str:
    return html.unescape(
        re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', page.content.decode())[1]
    )


@pytest.mark.parametrize("form", FORMS)
def test_what_is_sent_without_a_session_comes_back_after_signing_in(
    form: Callable[[Any], Typed], cast, sign_in
):
    typed = form(cast)
    opened = sign_in(typed.writer).get(typed.page)
    sent = {name: hidden_in(opened, name) for name in ("draft_token", "draft_version")}
    acts = AuditEvent.objects.count()

    answer = Client().post(typed.to or typed.page, {**sent, typed.box: WORDS})

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse(settings.LOGIN_URL))
    assert AuditEvent.objects.count() == acts
    assert Draft.objects.get().data[typed.box] == [WORDS]
    assert WORDS in sign_in(typed.writer).get(typed.page).content.decode()


@pytest.mark.parametrize("form", FORMS)
def test_a_text_that_is_kept_comes_back_to_nobody_else(form, cast, sign_in):
    typed = form(cast)
    opened = sign_in(typed.writer).get(typed.page)
    sent = {name: hidden_in(opened, name) for name in ("draft_token", "draft_version")}
    Client().post(typed.to or typed.page, {**sent, typed.box: WORDS})

    for other in {cast.caseworker, cast.supervisor, cast.manager} - {typed.writer}:
        assert WORDS not in sign_in(other).get(typed.page).content.decode()
