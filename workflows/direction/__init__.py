"""Directions: who directs which unit, what it owes by when, and what came of it."""
