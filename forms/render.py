"""Forms and answers as HTML in the markup of govuk-frontend: no script, no style attribute, any width.

The templates are in `forms/templates`; what they ask is answered by `forms/sheet.py`.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from forms.answer import Options
from forms.check import Problem
from forms.choosing import choice_name
from forms.difference import Difference
from forms.form import Form
from forms.sheet import Sheet
from forms.words import PHRASES, phrase

TEMPLATES = Path(__file__).parent / "templates"
NOTHING: Mapping[str, Any] = {}


def render_form(
    form: Form,
    answers: Mapping[str, Any],
    *,
    language: str,
    problems: Sequence[Problem] = (),
    warnings: Sequence[Problem] = (),
    options: Options = NOTHING,
    context: Mapping[str, Any] = NOTHING,
    beside: Mapping[str, Markup] = NOTHING,
) -> Markup:
    """The fields of a form, to be placed inside a page's own <form>.

    Names are dotted paths, rows counted from 0; buttons named `do` carry `add:LIST` and `remove:LIST.N`.
    `beside` is set below a field, by its name.
    Raises OptionsMissing for a list of choices that is not among `options`, RuleBroken for a failing condition.
    """
    sheet = Sheet(form, answers, language, problems, warnings, options, context, beside)
    return _rendered("form.html", sheet=sheet, parts=form.components)


def render_answers(
    form: Form,
    answers: Mapping[str, Any],
    *,
    language: str,
    options: Options = NOTHING,
    context: Mapping[str, Any] = NOTHING,
    beside: Mapping[str, Markup] = NOTHING,
) -> Markup:
    """The answers to read: every question that was asked, with what was written. It has no ids.

    `beside` is set below an answer, by the name that its field has in render_form.
    """
    sheet = Sheet(form, answers, language, (), (), options, context, beside)
    return _rendered("answers.html", sheet=sheet, parts=form.components)


def render_difference(
    found: Difference, *, language: str, before: str, after: str, choose: bool = False
) -> Markup:
    """What differs, under the names of the two; with `choose` each difference is a choice, see forms/choosing.py."""

    def say(key: str) -> str:
        return PHRASES[key][language]

    names = {"before": before, "after": after}
    return _rendered("difference.html", found=found, say=say, choose=choose, **names)


def error_summary(problems: Sequence[Problem], *, language: str, draft: bool = False) -> Markup:
    """The box on top: how many places, and a link to each. It takes the focus when the page is shown.

    With `draft` it holds a draft's warnings: nothing was refused.
    """
    title = phrase("warned" if draft else "not_sent", count=len(problems))[language]
    lines = [(field_id(problem.path), problem.summary[language]) for problem in problems]
    return _rendered("summary.html", title=title, kept=PHRASES["kept"][language], lines=lines)


def field_id(path: str) -> str:
    """The id of a field or list on the page: `issues.1.place` -> `f-issues-1-place`."""
    return "f-" + path.replace(".", "-")


def _rendered(name: str, **facts: Any) -> Markup:
    return Markup(_environment().get_template(name).render(facts))  # noqa: S704 - autoescaped


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(field_id=field_id, choice_name=choice_name)
    return made
