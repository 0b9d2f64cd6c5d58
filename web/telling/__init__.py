"""Pages about what leaves the house: what a person wants, and what became of it."""
