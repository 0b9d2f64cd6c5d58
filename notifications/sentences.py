"""Words in both languages, filled with facts: plain text, one line of subject and one short paragraph.

A file words/NAME.toml states which facts it needs and holds a subject and a body for vi and for en. A fact is
a text, a number, a moment as ISO text (`{{ due | moment }}`), or a mapping by language such as
{"vi": "tháng 05/2025", "en": "May 2025"}, of which the reader's language is taken. Where the body quotes what
somebody wrote, `mail` stands in its place outside the house. words_files.py reads them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from notifications.errors import FactsMissing
from notifications.words_files import load_words

HOME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True)
class Rendered:
    """A notice as somebody reads it. Plain text: whoever shows it as HTML escapes it."""

    subject: str
    body: str


def check_facts(name: str, facts: Mapping[str, Any]) -> None:
    """Refuse facts that are not exactly those the words need. Raises FactsMissing, WordsUnknown."""
    needed = load_words(name).facts
    if needed != facts.keys():
        missing, unused = sorted(needed - facts.keys()), sorted(facts.keys() - needed)
        raise FactsMissing(f"The words {name!r} lack {missing or 'nothing'} and have no use for {unused}.")


def render(name: str, language: str, facts: Mapping[str, Any], zone: ZoneInfo = HOME_ZONE) -> Rendered:
    """Subject and body in a language. Raises FactsMissing, WordsUnknown."""
    check_facts(name, facts)
    templates = load_words(name).templates[language]
    return Rendered(*(_said(text, language, facts, zone) for text in (templates.subject, templates.body)))


def render_outside(
    name: str, language: str, facts: Mapping[str, Any], zone: ZoneInfo = HOME_ZONE
) -> Rendered:
    """The same for a mail: it never says what somebody wrote. Raises FactsMissing, WordsUnknown."""
    check_facts(name, facts)
    templates = load_words(name).templates[language]
    return Rendered(*(_said(text, language, facts, zone) for text in (templates.subject, templates.outside)))


def _said(template: str, language: str, facts: Mapping[str, Any], zone: ZoneInfo) -> str:
    return _fill(template, {fact: _in_language(value, language) for fact, value in facts.items()}, zone)


def _in_language(value: Any, language: str) -> Any:
    return value[language] if isinstance(value, Mapping) else value


def _fill(template: str, facts: Mapping[str, Any], zone: ZoneInfo) -> str:
    return " ".join(_compiled(template, zone).render(facts).split())


@cache
def _compiled(template: str, zone: ZoneInfo) -> Template:
    return environment(zone).from_string(template)


@cache
def environment(zone: ZoneInfo) -> ImmutableSandboxedEnvironment:
    """Not escaped: this is plain text. Facts are typed by people, so they are values and never templates."""
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    environment.filters["moment"] = lambda text: _moment(text, zone)
    return environment


def _moment(text: str, zone: ZoneInfo) -> str:
    """17:00 16/05/2025, in the zone of the reader."""
    return datetime.fromisoformat(text).astimezone(zone).strftime("%d/%m/%Y %H:%M")
