"""Whoever raised an issue: the number he asks with, and his contact, which is kept apart and for a while only."""
