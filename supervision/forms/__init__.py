"""Forms of supervision: they validate and word errors, and save nothing."""
