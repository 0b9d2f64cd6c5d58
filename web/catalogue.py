"""Finds the sentences of templates and code, for the test that all of them are translated.

`python -m web.catalogue` prints those that are not, ready to be filled in at the end of `locale/vi/.../messages.po`.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract, extract_python
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

from web.language import CATALOGUE

WEB = Path(__file__).parent
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}
_TEMPLATE_OPTIONS = {"trimmed": "true", "silent": "false", "extensions": "jinja2.ext.do"}

Sentence = str | tuple[str, ...]


def sentences() -> Catalog:
    """Every sentence of the room, with the places where it stands."""
    found = Catalog(locale="vi", charset="utf-8", fuzzy=False)
    for path in sorted([*WEB.glob("*.py"), *WEB.glob("pages/**/*.py"), *WEB.glob("templates/**/*.html")]):
        for line, sentence in _sentences_of(path):
            found.add(sentence, locations=[(str(path.relative_to(WEB)), line)])
    return found


def untranslated() -> Catalog:
    """The sentences that have no Vietnamese."""
    with CATALOGUE.open("rb") as text:
        known = read_po(text, locale="vi")
    missing = Catalog(locale="vi", charset="utf-8", fuzzy=False)
    for message in sentences():
        if message.id and not _is_translated(known, message.id):
            missing.add(message.id, locations=message.locations)
    return missing


def unused() -> list[str]:
    """Translations of sentences that no longer stand anywhere."""
    with CATALOGUE.open("rb") as text:
        known = read_po(text, locale="vi")
    found = sentences()
    return [str(message.id) for message in known if message.id and message.id not in found]


def _is_translated(known: Catalog, sentence: Sentence) -> bool:
    message = known.get(sentence)
    if message is None or message.fuzzy:
        return False
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


def _sentences_of(path: Path) -> Iterator[tuple[int, Sentence]]:
    method = babel_extract if path.suffix == ".html" else extract_python
    options = _TEMPLATE_OPTIONS if path.suffix == ".html" else {}
    with path.open("rb") as text:
        for line, sentence, _comments, _context in extract(method, text, _KEYWORDS, (), options):
            if isinstance(sentence, str) or all(isinstance(form, str) for form in sentence):
                yield line, sentence


if __name__ == "__main__":
    write_po(sys.stdout.buffer, untranslated(), omit_header=True, width=0)
