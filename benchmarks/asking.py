"""Clients that ask a running server, and what their answers say."""

import http.client
import json
import os
import statistics
import threading
import time
from collections.abc import Callable
from urllib.parse import urlencode

from assessments.services.submit import REVIEW_FORM
from core.services.drafts import draft_token
from people.models import User


class Saver:
    """Saves a review's draft again and again, as the page does: each with the version it was told.

    Every client has a draft of its own, so that none is refused for another's.
    """

    number = 0

    def __init__(self, writer: User) -> None:
        Saver.number += 1
        self.version = 0
        self.token = draft_token(writer, REVIEW_FORM, f"benchmark:{os.getpid()}.{Saver.number}")

    def body(self) -> str:
        fields = {f"answer-{n}": "met" for n in range(20)}
        fields |= {"finding-1-note": f"{'A line of a note. ' * 20}{self.version}"}
        known = {"draft_token": self.token, "draft_version": str(self.version)}
        return urlencode(fields | known)

    def told(self, answer: bytes) -> None:
        self.version = json.loads(answer)["version"]


class Client:
    """One browser's connection."""

    def __init__(self, port: int, cookie: str) -> None:
        self.link = http.client.HTTPConnection("127.0.0.1", port)
        self.headers = {"Cookie": cookie, "Host": "127.0.0.1"}
        self.queries = 0

    def ask(self, path: str, saver: Saver | None = None, body: str = "") -> float:
        """Ask once; return the time in ms. ``queries`` says how many it took."""
        sent = saver.body() if saver else body
        headers = self.headers
        if sent:
            headers = headers | {
                "Content-Type": "application/x-www-form-urlencoded",
                "Accept": "application/json",
            }
        begun = time.perf_counter()
        self.link.request("POST" if sent else "GET", path, sent or None, headers)
        answer = self.link.getresponse()
        content = answer.read()
        taken = (time.perf_counter() - begun) * 1000
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status}")
        self.queries = int(answer.headers.get("X-Queries", "0"))
        if saver:
            saver.told(content)
        return taken


def together(clients: int, each: Callable[[], list[float]]) -> tuple[list[float], float]:
    """Let several clients ask at once; return all times and the requests a second."""
    results: list[list[float]] = []
    threads = [threading.Thread(target=lambda: results.append(each())) for _ in range(clients)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = [ms for result in results for ms in result]
    return taken, len(taken) / (time.perf_counter() - begun)


def p95(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=20)[-1]
