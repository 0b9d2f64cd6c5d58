"""Responses to service incidents: a prepared play-book becomes steps of several units, until somebody closes it."""
