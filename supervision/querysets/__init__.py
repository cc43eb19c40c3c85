"""Reads of supervision. Every list and look-up begins here."""
