"""A real password hasher that counts how often it worked."""

from typing import Any

from django.contrib.auth.hashers import MD5PasswordHasher


class CountingHasher(MD5PasswordHasher):
    algorithm = "counted"
    worked = 0

    def encode(self, *args: Any, **kwargs: Any) -> str:
        type(self).worked += 1
        return super().encode(*args, **kwargs)
