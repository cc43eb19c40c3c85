"""What supervision holds about whom (core.classification)."""

from collections.abc import Mapping

from core.classification import Held

PERSONAL_DATA: Mapping[str, Mapping[str, Held]] = {}
