"""Words as people type them: without marks, in any case, "d" for "đ"."""

import unicodedata
from itertools import filterfalse


def folded(text: str) -> str:
    """Text for searching: lower case, no Vietnamese marks, one space between words."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d").replace("\0", " "))
    return " ".join("".join(filterfalse(unicodedata.combining, plain)).split())
