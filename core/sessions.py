"""Sessions that end by the server's clock: 30 minutes idle, or 8 hours in all."""

import time
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.dispatch import receiver

IDLE_SECONDS = 30 * 60
MOST_SECONDS = 8 * 60 * 60
# A look at a page is noted at most once a minute, so that few requests write the session.
NOTE_EVERY = 60
SEEN = "seen_at"
BEGAN = "began_at"


class SessionStore(DatabaseSessionStore):
    """Django's session table; a session past its time is deleted when it is loaded."""

    def load(self) -> dict[str, Any]:
        data = super().load()
        if is_over(data, time.time()):
            self.delete(self.session_key)
            self._session_key = None
            return {}
        return data

    async def aload(self) -> dict[str, Any]:
        data = await super().aload()
        if is_over(data, time.time()):
            await self.adelete(self.session_key)
            self._session_key = None
            return {}
        return data


def is_over(data: dict[str, Any], now: float) -> bool:
    """Say whether a signed-in session has been idle or has lasted too long."""
    if SESSION_KEY not in data:
        return False
    idle = now - data.get(SEEN, now) > IDLE_SECONDS
    return idle or now - data.get(BEGAN, now) > MOST_SECONDS


@receiver(user_logged_in, dispatch_uid="core.session_began")
def _note_beginning(sender: Any, request: Any, **kwargs: Any) -> None:
    request.session[BEGAN] = request.session[SEEN] = int(time.time())
