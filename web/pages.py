"""Templates, strictly: a name that a route forgot is an error, not an empty place."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from web.charts import segments
from web.csrf import FIELD
from web.formats import Formats
from web.language import LANGUAGES, translations

_LONGEST_CODE = 20

TEMPLATES = Path(__file__).parent / "templates"


class Pages:
    """Renders a template in a language."""

    def __init__(self, zone: ZoneInfo, static: Callable[[str], str]) -> None:
        self._environments = {language: environment(language, zone, static) for language in LANGUAGES}

    def render(self, language: str, template: str, facts: dict[str, object]) -> str:
        """The text of a page."""
        return self._environments[language].get_template(template).render(facts)


@cache
def environment(language: str, zone: ZoneInfo, static: Callable[[str], str]) -> Environment:
    """The templates of one language: its sentences, its formats, and the addresses of static files.

    Made once for each of them, so every template is compiled once a process however many applications show it.
    """
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    found = translations(language)
    install = made.install_gettext_callables  # type: ignore[attr-defined] # the i18n extension adds it
    install(found.gettext, found.ngettext, newstyle=True)
    made.filters.update(Formats(language, zone).filters())
    made.tests["text"] = is_text
    made.globals.update(static=static, segments=segments, token_field=FIELD, language=language)
    return made


def is_text(value: str) -> bool:
    """Whether somebody wrote it in words, and did not just choose it or enter a number."""
    return " " in value or len(value) > _LONGEST_CODE
