"""The application as it is served, with the number of queries of each answer in a header."""

import os

from competency_site.settings.base import *  # noqa: F403
from competency_site.settings.base import MIDDLEWARE, database

SECRET_KEY = "only-for-benchmarks-0123456789-0123456789-0123456789"
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
DATABASES = {"default": database(os.environ["DATABASE_URL"])}
ROOT_URLCONF = "benchmarks.urls"
MIDDLEWARE = ["benchmarks.counting.CountQueries", *MIDDLEWARE]
WHITENOISE_USE_FINDERS = True
