"""Numbers as people in Viet Nam write them: 1.000 is a thousand, 2,5 is two and a half."""

import re
from decimal import Decimal

MOST_DIGITS = 15  # a float keeps that many exactly
WRITTEN = re.compile(r"-?(?:[0-9]{1,3}(?:[. ][0-9]{3})+|[0-9]+)(?:,[0-9]+)?")


def parse_number(text: str) -> int | float | None:
    """The number that is meant, or None if it is none.

    What may mean two things is none: "1.5", and "1,000", which is a thousand in English.
    """
    plain = text.replace("\u00a0", " ").strip()
    digits = sum(letter.isdigit() for letter in plain)
    if digits > MOST_DIGITS or plain.endswith(",000") or not WRITTEN.fullmatch(plain):
        return None
    joined = re.sub(r"[. ]", "", plain)
    return float(joined.replace(",", ".")) if "," in joined else int(joined)


def typed_number(value: float) -> str:
    """The number as one would type it, so that it is read back as the same."""
    return _plain(value).replace(".", ",")


def shown_number(value: float, language: str) -> str:
    """The number for reading, with thousands apart: 1.000 in Vietnamese, 1,000 in English."""
    grouped = f"{Decimal(_plain(value)):,f}"
    return grouped.translate(str.maketrans(",.", ".,")) if language == "vi" else grouped


def _plain(value: float) -> str:
    """Digits with a decimal point and never an exponent; a whole number has no point."""
    written = f"{Decimal(repr(value)):f}"
    return written.rstrip("0").removesuffix(".") if "." in written else written
