"""Proposals of reports: each has an item of its own, somebody who decides it by a date, and what became of it."""
