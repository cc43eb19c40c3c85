"""Pages of what is kept."""
