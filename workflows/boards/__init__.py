"""Boards: what units owe, what is owed to them, and what a leader must know first."""
