"""Finds the sentences of templates and code, for the test that all of them are translated.

`python -m web.catalogue` prints those that are not, ready to be filled in at the end of `locale/vi/.../messages.po`.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from web.language import CATALOGUE

WEB = Path(__file__).parent
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}
_OPTIONS = {"trimmed": "true", "silent": "false", "extensions": "jinja2.ext.do"}


def sentences() -> Catalog:
    """Every sentence of the room, with the places where it stands."""
    found = Catalog(locale="vi", charset="utf-8", fuzzy=False)
    for path in sorted([*WEB.rglob("*.py"), *WEB.glob("templates/**/*.html")]):
        if "node_modules" in path.parts:
            continue
        for line, sentence in _sentences_of(path):
            found.add(sentence, locations=[(str(path.relative_to(WEB)), line)])
    return found


def untranslated() -> Catalog:
    """The sentences that have no Vietnamese."""
    with CATALOGUE.open("rb") as text:
        known = read_po(text, locale="vi")
    missing = Catalog(locale="vi", charset="utf-8", fuzzy=False)
    for message in sentences():
        if message.id and not _is_translated(known.get(message.id)):
            missing.add(message.id, locations=message.locations)
    return missing


def unused() -> list[str]:
    """Translations of sentences that no longer stand anywhere."""
    with CATALOGUE.open("rb") as text:
        known = read_po(text, locale="vi")
    found = sentences()
    return [str(message.id) for message in known if message.id and message.id not in found]


def _is_translated(message: Message | None) -> bool:
    if message is None or message.fuzzy:
        return False
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


def _sentences_of(path: Path) -> Iterator[tuple[int, str | tuple[str, ...]]]:
    method, options = ("jinja2", _OPTIONS) if path.suffix == ".html" else ("python", {})
    with path.open("rb") as text:
        for line, sentence, _comments, _context in extract(method, text, _KEYWORDS, (), options):
            yield line, sentence


if __name__ == "__main__":
    write_po(sys.stdout.buffer, untranslated(), omit_header=True, width=0)
