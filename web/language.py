"""Which language a page is in. Sentences stand in English in templates and code; Vietnamese is a catalogue."""

import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from fastapi import Request

LANGUAGES = ("vi", "en")
DEFAULT = "vi"
COOKIE = "language"
CATALOGUE = Path(__file__).parent / "locale" / "vi" / "LC_MESSAGES" / "messages.po"


@cache
def translations(language: str) -> NullTranslations:
    """The catalogue of a language, read from its text once; English is what the templates say."""
    if language == "en":
        return NullTranslations()
    compiled = io.BytesIO()
    with CATALOGUE.open("rb") as text:
        write_mo(compiled, read_po(text, locale=language))
    compiled.seek(0)
    return Translations(compiled)


def language_of(request: Request) -> str:
    """The language this request or its browser chose; else the one the browser prefers."""
    chosen = getattr(request.state, "language", None) or request.cookies.get(COOKIE)
    return chosen if chosen in LANGUAGES else preferred(request.headers.get("accept-language", ""))


def preferred(accepted: str) -> str:
    """The first of our languages that a browser names, by weight (RFC 9110, 12.5.4); else Vietnamese."""
    weights: dict[str, float] = {}
    for part in accepted.split(","):
        name, _, weight = part.partition(";")
        language = name.strip().lower().partition("-")[0]
        if language in LANGUAGES:
            weights[language] = max(weights.get(language, 0), _weight(weight))
    best = max(weights, key=lambda language: weights[language], default=DEFAULT)
    return best if weights.get(best) else DEFAULT


def _weight(text: str) -> float:
    """1 where none is given, 0 for what cannot be read."""
    name, _, value = text.strip().partition("=")
    if not name:
        return 1
    plain = value.strip()
    return min(float(plain), 1) if name.strip() == "q" and plain.replace(".", "", 1).isdecimal() else 0


def pick(sentence: Mapping[str, str], language: str) -> str:
    """A sentence that a lower room made, in the reader's language."""
    return sentence.get(language) or sentence[DEFAULT]
