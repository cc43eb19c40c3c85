"""A later release of core, for the tests of what a migration does to the closing triggers."""
