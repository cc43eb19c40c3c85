"""Two framework admins apply their sheets at the same moment: one draft, one refusal."""

import threading

from django.db import connections

from core.errors import DomainError
from frameworks.models import Framework, Version
from frameworks.services.version_import import apply_sheet

from .factories import publish
from .sheet_kit import changed

ANNE, BEN = "people.user:1", "people.user:2"


def test_of_two_who_apply_at_once_one_is_refused(committed_db):
    version = publish()
    runs = {
        by: changed(version, lambda rows, by=by: rows[0].update(Behaviour=f"Says {by}"), by)
        for by in (ANNE, BEN)
    }
    ready, said = threading.Barrier(2), {}

    def apply(by: str) -> None:
        framework = Framework.objects.get(code="example")
        ready.wait(10)
        try:
            apply_sheet(framework=framework, run=runs[by], sha256=runs[by].sha256, by=by)
            said[by] = "applied"
        except DomainError as error:
            said[by] = error.message
        finally:
            connections.close_all()

    threads = [threading.Thread(target=apply, args=(by,)) for by in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(said.values()) == [
        "There is a draft of this framework already. Publish it or throw it away first.",
        "applied",
    ]
    winner = next(by for by, words in said.items() if words == "applied")
    draft = Version.objects.get(published_at__isnull=True)
    assert draft.behaviours.order_by("pk").values_list("text", flat=True)[0] == f"Says {winner}"
    assert draft.behaviours.count() == 2
    loser = runs[BEN if winner == ANNE else ANNE]
    loser.refresh_from_db()
    assert loser.state == "compared"
