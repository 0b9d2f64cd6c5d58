"""Tells people: an outbox, its channels and their words. Never decides whether to tell."""
