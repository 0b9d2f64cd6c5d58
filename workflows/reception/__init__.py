"""Citizen receptions: the days on which the head of a unit receives, what was raised, and what became of it."""
