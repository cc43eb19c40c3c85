"""Forms of what is kept: they validate and word errors, and save nothing."""
