"""A demonstration organisation: invented people, cases and words, the same from the same seed."""
