"""Numbers as people in Viet Nam write them: 1.000 is a thousand, 2,5 is two and a half."""

import re

MOST_DIGITS = 15  # a float keeps that many exactly
WRITTEN = re.compile(r"-?(?:[0-9]{1,3}(?:[. ][0-9]{3})+|[0-9]+)(?:,[0-9]+)?")


def parse_number(text: str) -> int | float | None:
    """The number that is meant, or None if it is none; "1.5" is none, since it may mean two things."""
    plain = text.replace("\u00a0", " ").strip()
    if not WRITTEN.fullmatch(plain) or sum(letter.isdigit() for letter in plain) > MOST_DIGITS:
        return None
    digits = re.sub(r"[. ]", "", plain)
    return float(digits.replace(",", ".")) if "," in digits else int(digits)


def typed_number(value: float) -> str:
    """The number as one would type it, so that it is read back as the same."""
    return f"{value:.15g}".replace(".", ",") if isinstance(value, float) else str(value)


def shown_number(value: float, language: str) -> str:
    """The number for reading, with thousands apart: 1.000 in Vietnamese, 1,000 in English."""
    grouped = f"{value:,}"
    return grouped.translate(str.maketrans(",.", ".,")) if language == "vi" else grouped
