"""Which issue of the register a row of a report's draft is about: a number that goes with the page unseen.

Whoever sends a page may change it, so it is believed only where the unit may see that issue.
"""

from collections.abc import Mapping
from typing import Any

FIELD = "register"
LONGEST_KEY = 19


def register_key_in(row: Mapping[str, Any]) -> int:
    """The key a row names; 0 where it names none."""
    text = str(row.get(FIELD) or "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < LONGEST_KEY else 0
