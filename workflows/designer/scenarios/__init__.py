"""Scenarios: plays that are kept with what shall come of them, and played again before every deployment."""
