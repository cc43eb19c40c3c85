"""Making a framework's booklet once, and keeping it: a crowd asks the renderer nothing."""

import fcntl
import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version as version_of
from pathlib import Path

from django.conf import settings
from django.core.cache import cache as shared
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils.translation import get_language

from frameworks.models import Version
from frameworks.tree import Tree, tree_of
from records import pdf
from records.contexts.booklet import Booklet, booklet
from records.services.documents import stylesheet

FOLDER = "booklets"
WAIT_SECONDS = 20
NOT_AGAIN_SECONDS = 600

# What a booklet is made by: a change in any of these makes new ones.
MADE_BY = (
    "records/contexts/booklet.py",
    "records/pdf/weasy.py",
    "static/print/booklet.css",
    "static/print/print.css",
    "templates/print/booklet.html",
    "templates/print/booklet",
)


def booklet_file(version: Version, *, organisation: str) -> bytes:
    """Return the booklet of a published version as a PDF; made when it is first asked for.

    It is kept by what it says and by the software that made it, so it is never out of date. One
    is made at a time, whoever asks; one that could not be made is not tried again for 10 minutes.

    :raises records.pdf.RenderingFailed: it could not be made within the limits.
    :raises records.pdf.RenderingBusy: another is being made, and that takes long.
    """
    tree = tree_of(version.pk)
    content = booklet(tree, organisation=organisation, in_use_since=version.framework.adopted_on)
    name = f"{FOLDER}/{tree.code}-{tree.number}-{digest_of(content)}.pdf"
    if not default_storage.exists(name):
        _make(name, content, version)
    with default_storage.open(name) as file:
        return bytes(file.read())


def digest_of(content: Booklet) -> str:
    """Return by what a booklet is known: what it says, its language, and what it is made by."""
    tree, adaptations = content.tree, content.adaptations
    parts = (
        tree.digest,
        adaptations.original.digest if adaptations else "",
        content.organisation,
        str(content.in_use_since or ""),
        get_language() or "",
        made_by(),
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:40]


@cache
def made_by() -> str:
    """Return the digest of the software that makes booklets."""
    known = hashlib.sha256(version_of("weasyprint").encode())
    for name in MADE_BY:
        place = Path(settings.ROOT, name)
        for path in sorted(place.iterdir()) if place.is_dir() else [place]:
            known.update(path.read_bytes())
    return known.hexdigest()


def lay_out_booklet(content: Booklet, version: Version) -> pdf.Rendered:
    """Lay a booklet out as a PDF. The same version gives the same bytes."""
    assert version.published_at is not None, "a draft has no booklet"  # noqa: S101  # nosec B101
    return pdf.render_document(
        render_to_string("print/booklet.html", {"booklet": content, "tree": content.tree}),
        stylesheet() + booklet_stylesheet(),
        title=content.tree.title,
        created_at=version.published_at,
        limits=pdf.Limits(**settings.PDF_LIMITS),
    )


@cache
def booklet_stylesheet() -> str:
    """Return what a booklet's stylesheet adds to that of every document."""
    return Path(settings.ROOT, "static", "print", "booklet.css").read_text()


def _make(name: str, content: Booklet, version: Version) -> None:
    failed = f"booklet-failed:{name}"
    if shared.get(failed):
        raise pdf.RenderingFailed
    with _one_at_a_time():
        if default_storage.exists(name):
            return
        try:
            made = lay_out_booklet(content, version)
        except pdf.RenderingBusy:
            raise
        except pdf.RenderingFailed:
            shared.set(failed, True, NOT_AGAIN_SECONDS)
            raise
        _throw_away_earlier(content.tree)
        default_storage.save(name, ContentFile(made.content))


def _throw_away_earlier(tree: Tree) -> None:
    """Delete what the booklet of this version was before the software or its words changed."""
    if not default_storage.exists(FOLDER):
        return
    start = f"{tree.code}-{tree.number}-"
    for old in default_storage.listdir(FOLDER)[1]:
        if old.rpartition("-")[0] + "-" == start:
            default_storage.delete(f"{FOLDER}/{old}")


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Hold the lock of all processes of this machine; it ends with the process that holds it."""
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "booklets.lock").open("w") as lock:
        give_up = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > give_up:
                    raise pdf.RenderingBusy from None
                time.sleep(0.1)
        yield
