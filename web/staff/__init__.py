"""Pages about the staff of a unit."""
