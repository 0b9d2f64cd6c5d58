"""The files of words: the shipped ones, and those an operator has put in their place.

An operator's file has the same name, the same facts and both languages. One that is broken is named, and the shipped
words are used: nobody misses a notice because of a bracket.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import TemplateError
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import ImmutableSandboxedEnvironment

from notifications.errors import WordsUnknown

LANGUAGES = ("vi", "en")
FOLDER = Path(__file__).parent / "words"
LARGEST_BYTES = 20_000
WRITTEN_BY_PEOPLE = frozenset({"reason", "error"})
"""Facts that never leave the house."""


@dataclass(frozen=True)
class Templates:
    """The words of one language. `mail` replaces the body outside the house."""

    subject: str
    body: str
    mail: str | None = None

    @property
    def outside(self) -> str:
        """The body of a mail."""
        return self.body if self.mail is None else self.mail


@dataclass(frozen=True)
class Words:
    """One file: the facts it needs and its templates by language."""

    name: str
    facts: frozenset[str]
    templates: Mapping[str, Templates]


@dataclass(frozen=True)
class Broken:
    """An operator's file that cannot be used, and why, by language."""

    file: str
    why: Mapping[str, str]


class _Unusable(Exception):
    """A file of words cannot be used; said in two languages."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.words = {"vi": vi, "en": en}


def _shipped() -> dict[str, Words]:
    return {path.stem: _read(path) for path in sorted(FOLDER.glob("*.toml"))}


def words_names() -> tuple[str, ...]:
    """The names of all words there are."""
    return tuple(SHIPPED)


def load_words(name: str) -> Words:
    """The words of a name, the operator's before ours. Raises WordsUnknown."""
    if name not in SHIPPED:
        known = ", ".join(words_names())
        raise WordsUnknown(f"There are no words {name!r}. Use one of: {known}.")
    return _adopted.get(name) or SHIPPED[name]


def adopt_words(folder: Path) -> list[Broken]:
    """Use an operator's files from now on, and name those that cannot be used. Once, when a process starts."""
    usable, broken = check_words(folder)
    _adopted.clear()
    _adopted.update(usable)
    return broken


def check_words(folder: Path) -> tuple[dict[str, Words], list[Broken]]:
    """An operator's files: those that can be used, and those that cannot."""
    usable, broken = {}, []
    for path in sorted(folder.glob("*.toml")):
        try:
            usable[path.stem] = _checked(path)
        except _Unusable as error:
            broken.append(Broken(path.name, error.words))
    return usable, broken


def _checked(path: Path) -> Words:
    shipped = SHIPPED.get(path.stem)
    if shipped is None:
        known = ", ".join(words_names())
        raise _Unusable(f"không có lời nào tên này; dùng: {known}", f"there are no such words; use: {known}")
    read = _read_foreign(path)
    if read.facts != shipped.facts:
        facts = ", ".join(sorted(shipped.facts))
        raise _Unusable(f"facts phải là: {facts}", f"facts must be: {facts}")
    for language in LANGUAGES:
        _check_templates(read, language)
    return read


def _read_foreign(path: Path) -> Words:
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise _Unusable("tệp quá lớn", "the file is too large")
        return _read(path)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _Unusable(f"không đọc được ({error})", f"it cannot be read ({error})") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise _Unusable(
            "cần có facts, [vi] và [en], mỗi phần có subject và body",
            "it needs facts, [vi] and [en], each with subject and body",
        ) from error


def _check_templates(words: Words, language: str) -> None:
    texts = words.templates[language]
    for place, text in (("subject", texts.subject), ("body", texts.body), ("mail", texts.outside)):
        if not isinstance(text, str) or not text.strip():
            raise _Unusable(f"{language}: {place} để trống", f"{language}: {place} is empty")
        named = _names_in(text, f"{language}.{place}")
        if unknown := sorted(named - words.facts):
            raise _Unusable(f"{language}: không có {unknown}", f"{language}: there is no {unknown}")
        if place != "body" and (private := sorted(named & WRITTEN_BY_PEOPLE)):
            raise _Unusable(
                f"{language}: {private} không được ra khỏi hệ thống; thêm mail = không có nó",
                f"{language}: {private} may not leave the house; add mail = without it",
            )


def _names_in(text: str, place: str) -> set[str]:
    environment = ImmutableSandboxedEnvironment()
    environment.filters["moment"] = str
    try:
        environment.from_string(text)  # an unknown filter is found here
        return find_undeclared_variables(environment.parse(text))
    except TemplateError as error:
        raise _Unusable(f"{place}: {error}", f"{place}: {error}") from error


def _read(path: Path) -> Words:
    content: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    templates = {language: Templates(**content[language]) for language in LANGUAGES}
    return Words(path.stem, frozenset(content["facts"]), templates)


SHIPPED = _shipped()
_adopted: dict[str, Words] = {}
