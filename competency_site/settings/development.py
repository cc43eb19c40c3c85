"""For one machine: the README's `bin/serve`."""

import os
import secrets

from .base import *  # noqa: F403
from .base import VAR

VAR.mkdir(parents=True, exist_ok=True)


def _secret_key() -> str:
    path = VAR / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = os.environ.get("SECRET_KEY") or _secret_key()
DEBUG = os.environ.get("DEBUG") == "1"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
WHITENOISE_USE_FINDERS = True
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
