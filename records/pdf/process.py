"""One process a document, forked from a server that has WeasyPrint loaded, under limits.

A text can be written so that laying it out takes all the memory or time there is (289 bytes of
nested flex boxes take minutes). So each document is laid out in a fork that may use only so much
of either, and the web process only waits. One document and a thousand go the same way.
"""

import datetime as dt
import multiprocessing
import resource
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import forkserver
from multiprocessing.connection import Connection

from .errors import DocumentTooLarge, RenderingBusy, RenderingFailed

MEGABYTE = 1024 * 1024
AT_ONCE = 2
WAIT_SECONDS = 20

_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(["__main__", "records.pdf.weasy"])
_slots = threading.BoundedSemaphore(AT_ONCE)

DONE, TOO_LARGE, FAILED = b"d", b"l", b"f"
HEAD = 5
"""An answer begins with one byte for its outcome and four for the number of pages."""


@dataclass(frozen=True)
class Limits:
    """What one document may use.

    :ivar memory: megabytes of address space of the rendering process, libraries included.
    :ivar cpu: seconds of processor time.
    :ivar wall: seconds until the answer must be there.
    """

    memory: int = 800
    cpu: int = 30
    wall: float = 60.0


def prepare() -> None:
    """Start the server of forks now, so that it has WeasyPrint loaded when it is needed.

    Returns at once. Call it when somebody opens the page on which a document can be asked for.
    """
    forkserver.ensure_running()


@dataclass(frozen=True)
class Rendered:
    """A document: the bytes of its file, and how many pages it has."""

    content: bytes
    pages: int


def render(
    html: str,
    css: str,
    *,
    title: str,
    created_at: dt.datetime,
    limits: Limits | None = None,
) -> bytes:
    """Return the bytes of the file that :func:`render_document` makes."""
    document = render_document(html, css, title=title, created_at=created_at, limits=limits)
    return document.content


def render_document(
    html: str,
    css: str,
    *,
    title: str,
    created_at: dt.datetime,
    limits: Limits | None = None,
) -> Rendered:
    """Lay out a finished page as a tagged PDF that is both PDF/UA-1 and PDF/A-3a.

    Nothing is fetched: no address in the text is opened, save ``data:``. The same arguments give
    the same bytes.

    :param html: a whole HTML document with ``lang``; every text in it escaped.
    :param css: the stylesheet, as text.
    :param title: the document's title; holds no personal text.
    :param created_at: the moment written into the document as that of its making.
    :param limits: what the document may use; by default what is right for any record.
    :returns: the PDF and the number of its pages.
    :raises DocumentTooLarge: a limit of memory or time was met.
    :raises RenderingBusy: too many documents are being made at once.
    :raises RenderingFailed: anything else; nothing was written anywhere.
    """
    limits = limits or Limits()
    with _slot():
        receiver, sender = _forks.Pipe(duplex=False)
        child = _forks.Process(
            target=_child, args=(sender, html, css, title, created_at, limits), daemon=True
        )
        child.start()
        sender.close()
        try:
            return _answer(receiver, limits.wall)
        finally:
            child.kill()
            child.join()
            child.close()
            receiver.close()


@contextmanager
def _slot() -> Iterator[None]:
    if not _slots.acquire(timeout=WAIT_SECONDS):
        raise RenderingBusy
    try:
        yield
    finally:
        _slots.release()


def _answer(receiver: Connection, wall: float) -> Rendered:
    """Wait for the child's answer. A child that dies of a limit answers nothing."""
    if not receiver.poll(wall):
        raise DocumentTooLarge
    try:
        answer = receiver.recv_bytes()
    except EOFError:
        raise DocumentTooLarge from None
    outcome, pages, content = answer[:1], answer[1:HEAD], answer[HEAD:]
    if outcome == TOO_LARGE:
        raise DocumentTooLarge
    if outcome != DONE:
        raise RenderingFailed
    return Rendered(content=content, pages=int.from_bytes(pages))


def _child(
    sender: Connection, html: str, css: str, title: str, created_at: dt.datetime, limits: Limits
) -> None:
    """In the fork: take the limits on, then lay out, then answer with one message of bytes."""
    from records.pdf import weasy  # noqa: PLC0415  (only ever loaded in the rendering process)

    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu, limits.cpu))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory * MEGABYTE, limits.memory * MEGABYTE))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        content, pages = weasy.lay_out(html, css, title=title, created_at=created_at)
        answer = DONE + pages.to_bytes(HEAD - 1) + content
    except (MemoryError, RecursionError):
        answer = TOO_LARGE
    except Exception:
        answer = FAILED
    sender.send_bytes(answer)
