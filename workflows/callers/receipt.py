"""The number of a receipt: it cannot be guessed, it can be read out, and a mistyped letter is noticed."""

import secrets

# no letter that is taken for another on the telephone
LETTERS = "ABCDEFGHKLMNPQRSTUVXY23456789"
DRAWN = 11
"""Letters drawn by chance, 53 bits; one more is reckoned from them."""
GROUP = 4


def new_receipt() -> str:
    """A number that nobody has: "K7MQ-3VXA-9TRC"."""
    chance = secrets.randbelow(len(LETTERS) ** DRAWN)  # once: each draw asks the system
    drawn = "".join(LETTERS[chance // len(LETTERS) ** place % len(LETTERS)] for place in range(DRAWN))
    return _grouped(drawn + _check_letter(drawn))


def read_receipt(typed: str) -> str | None:
    """The number as it is kept, however it was typed; None for what cannot be one: a letter is missing or wrong."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum())
    if len(letters) != DRAWN + 1 or not set(letters) <= set(LETTERS):
        return None
    return _grouped(letters) if _check_letter(letters[:DRAWN]) == letters[DRAWN] else None


def _check_letter(drawn: str) -> str:
    """Differs when one letter does, or two neighbours change places: 29 is a prime, and each place has its weight."""
    total = sum((place + 1) * LETTERS.index(letter) for place, letter in enumerate(drawn))
    return LETTERS[total % len(LETTERS)]


def _grouped(letters: str) -> str:
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))
