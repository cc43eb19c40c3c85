"""Reads of what is kept about people. Every list and look-up begins here."""
