"""One run of `benchmarks/scale` in a process of its own: the worker and the client in one.

Prints JSON: for a bare view and each main page the CPU of the process in ms (median over the requests), the pages
of the buffer cache that its reads touch, and the time of the database for them.
"""

import argparse
import json
import os
import statistics
import time
from io import BytesIO
from typing import Any
from wsgiref.util import setup_testing_defaults

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"

from competency_site.wsgi import application  # isort: skip

from django.db import connection  # noqa: E402

from assessments.models import Evidence  # noqa: E402
from benchmarks.cast import Page, cast, cookie_of, pages  # noqa: E402
from people.models import User  # noqa: E402

READS = ("SELECT", "WITH")


class Explained:
    """Explains every read before it runs, and adds up what the database did for it."""

    def __init__(self) -> None:
        self.buffers = 0
        self.ms = 0.0
        self.reads: list[tuple[int, float, str]] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip(" \n(").upper().startswith(READS):
            with context["connection"].connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", params)
                told = cursor.fetchone()[0][0]
            plan = told["Plan"]
            touched = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
            self.buffers += touched
            self.ms += told["Execution Time"]
            self.reads.append((touched, told["Execution Time"], sql))
        return execute(sql, params, many, context)


def ask(path: str, cookie: str) -> float:
    """Ask for a page as a web server would; return the CPU of this process in ms."""
    environ: dict[str, Any] = {"PATH_INFO": path, "HTTP_COOKIE": cookie, "HTTP_HOST": "127.0.0.1"}
    setup_testing_defaults(environ)
    environ["wsgi.input"] = BytesIO()
    status: list[str] = []
    begun = time.process_time()
    answer = application(environ, lambda line, headers: status.append(line))
    for _part in answer:
        pass
    answer.close()
    taken = (time.process_time() - begun) * 1000
    if not status[0].startswith("200"):
        raise SystemExit(f"{path}: {status[0]}")
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=20)
    parser.add_argument("--only", default="", help="pages whose name holds this")
    parser.add_argument("--reads", action="store_true", help="tell of every read")
    options = parser.parse_args()
    people = cast()
    cookies = {name: cookie_of(user) for name, user in people.items()}
    found = {}
    bare = Page("bare view of 50 rows", "caseworker", "/bare/50/")
    for page in (bare, *pages(people)):
        if options.only not in page.name:
            continue
        for _turn in range(5):
            ask(page.path, cookies[page.who])
        cpu = [ask(page.path, cookies[page.who]) for _turn in range(options.requests)]
        explained = Explained()
        with connection.execute_wrapper(explained):
            ask(page.path, cookies[page.who])
        found[page.name] = [statistics.median(cpu), explained.buffers, explained.ms]
        for touched, ms, sql in explained.reads if options.reads else ():
            print(f"{page.name}: {touched} buffers, {ms:.2f} ms: {sql}\n")
    told = {"people": User.objects.count(), "evidence": Evidence.objects.count(), "pages": found}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
