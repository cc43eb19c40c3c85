"""The code of a framework or the key of a statement in an address."""

from django.urls import register_converter

from frameworks.models.keys import KEY_PATTERN


class KeyConverter:
    regex = KEY_PATTERN

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class AddressConverter(KeyConverter):
    """A key, or two: of what a statement stands in, where its own is its own only there."""

    regex = f"{KEY_PATTERN}(?::{KEY_PATTERN})?"


register_converter(KeyConverter, "key")
register_converter(AddressConverter, "address")
