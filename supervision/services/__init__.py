"""What supervision does: every write, with its event."""
