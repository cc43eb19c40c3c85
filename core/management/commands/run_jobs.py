"""The job process: it runs the jobs that people asked for, and what is done each minute."""

import logging
import threading
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections, connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from core.jobs import chores
from core.services.jobs import give_signs_of_life

logger = logging.getLogger(__name__)

SIGN_OF_LIFE_SECONDS = 15
MINUTE = 60


class Command(BaseCommand):
    help = "Run jobs, send e-mail, seal the trail: one process, stopped by SIGTERM or Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--once", action="store_true", help="Do what waits now, and the minute's work, and end."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        worker = Worker(
            queue_names=["default"],
            interval=1,
            batch=options["once"],
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        if options["once"]:
            worker.run()
            do_chores()
            return
        stop = threading.Event()
        minutes = threading.Thread(target=_each_minute, args=[stop], name="each minute")
        minutes.start()
        try:
            worker.configure_signals()
            worker.run()
        finally:
            stop.set()
            minutes.join()


def do_chores() -> None:
    """Do the work of one minute; a chore that fails is logged and keeps no other from its turn."""
    now = timezone.now()
    for name, chore in chores().items():
        try:
            chore(now)
        except Exception:
            logger.exception("%s failed; it is tried again in a minute", name)


def _each_minute(stop: threading.Event) -> None:
    """Give signs of life, and do the chores each minute, on connections of this thread's own."""
    next_minute = 0.0
    while not stop.is_set():
        close_old_connections()
        try:
            give_signs_of_life()
        except Exception:
            logger.exception("No sign of life could be given")
        if time.monotonic() >= next_minute:
            next_minute = time.monotonic() + MINUTE
            do_chores()
        stop.wait(SIGN_OF_LIFE_SECONDS)
    connections.close_all()
