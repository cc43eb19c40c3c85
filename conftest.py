"""Fixtures that every test may ask for. The cast is in tests/conftest.py."""

pytest_plugins = ["tests.fresh_database", "tests.migrated_once"]
