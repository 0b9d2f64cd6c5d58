"""Months as texts: "2025-05"."""

import re
from datetime import date, datetime, time, timedelta

from workflows.deadlines import ZONE

FORM = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])")
TOLD_FROM = time(8)
"""On the first day of the next month, not in the night."""


def month_of(day: date) -> str:
    """The month of a day."""
    return f"{day:%Y-%m}"


def first_day(month: str) -> date:
    """The first day of a month."""
    return date.fromisoformat(f"{month}-01")


def next_month(month: str) -> str:
    """The month after one."""
    return month_of(first_day(month) + timedelta(days=31))


def month_before(month: str) -> str:
    """The month before one."""
    return month_of(first_day(month) - timedelta(days=1))


def last_complete(now: datetime) -> str:
    """The newest month that is over, and whose word may be told at this hour."""
    local = now.astimezone(ZONE)
    before = month_before(month_of(local.date()))
    early = local.date().day == 1 and local.time() < TOLD_FROM
    return month_before(before) if early else before


def in_words(month: str) -> str:
    """05/2025."""
    return f"{month[5:]}/{month[:4]}"
