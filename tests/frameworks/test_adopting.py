"""Which frameworks are in use is said by a framework admin, once, and leaves an event."""

import pytest
from django.test import Client
from django.urls import reverse

from core.models import AuditEvent
from frameworks.models import Framework

from .factories import publish


def test_framework_admin_starts_and_stops_using_a_framework(db, sign_in, framework_admin, today):
    version = publish(adopted=False)
    url = reverse("framework_use", args=["example"])
    client = sign_in(framework_admin)
    assert "Start using the Example framework" in client.get(url).content.decode()
    client.post(url, {"use": "start"})
    client.post(url, {"use": "start"})
    assert Framework.objects.get().adopted_on == today
    assert Client().get(reverse("framework_detail", args=["example"])).status_code == 200
    assert "Stop using the Example framework" in client.get(url).content.decode()
    client.post(url, {"use": "stop"})
    assert Framework.objects.get().adopted_on is None
    assert client.post(url).status_code == 400
    assert Client().get(reverse("framework_detail", args=["example"])).status_code == 302
    acts = AuditEvent.objects.filter(record_key=f"frameworks.framework:{version.framework_id}")
    assert list(acts.order_by("id").values_list("act", "actor_key")) == [
        ("framework.adopted", f"people.user:{framework_admin.pk}"),
        ("framework.no_longer_used", f"people.user:{framework_admin.pk}"),
    ]


def test_others_see_no_way_to_start_using_a_framework(db, sign_in, framework_admin, caseworker):
    publish(adopted=False)
    register = reverse("framework_register")
    assert "Start using it" in sign_in(framework_admin).get(register).content.decode()
    page = sign_in(caseworker).get(register).content.decode()
    assert "Example framework" in page
    assert "Start using it" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_register_asks_the_same_queries_however_many(
    organisation, sign_in, framework_admin, count, django_assert_num_queries
):
    for number in range(count):
        publish(framework__code=f"example-{number}")
    client = sign_in(framework_admin)
    client.get(reverse("framework_register"))
    with django_assert_num_queries(REGISTER_QUERIES):
        client.get(reverse("framework_register"))


#: session, user, scope, organisation, versions, drafts, what was loaded lately
REGISTER_QUERIES = 7
