"""The code of a framework or the key of a statement in an address."""

from django.urls import register_converter

from frameworks.models.keys import KEY_PATTERN


class KeyConverter:
    regex = KEY_PATTERN

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(KeyConverter, "key")
