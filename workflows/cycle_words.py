"""What a cycle is called: by its period, and by what was asked for where it is no regular one."""

from collections.abc import Mapping
from typing import Any

from periods.labels import label_words
from periods.windows import period


def cycle_words(row: Any) -> Mapping[str, str]:
    """Such as "quý II/2025", or "đột xuất 20/05/2025: Ngập lụt". `row` has period and title of a cycle."""
    words = label_words(period(row.period))
    if not row.title:
        return words
    return {language: f"{text}: {row.title}" for language, text in words.items()}
