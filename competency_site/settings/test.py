"""For the checks: the same as production where it can be, with a quick password hasher."""

from pathlib import Path
from tempfile import gettempdir

from .base import *  # noqa: F403

SECRET_KEY = "only-for-the-checks-0123456789-0123456789-0123456789"  # noqa: S105  # nosec B105
DEBUG = False
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
PDF_LIMITS = {"memory": 800, "cpu": 120, "wall": 300}

# What tests attach lies outside the checkout.
MEDIA_ROOT = Path(gettempdir()) / "competency-test-files"
