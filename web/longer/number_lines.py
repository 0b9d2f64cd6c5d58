"""The numbers of a longer report as a page shows them: what was added up, from what, and what was written instead."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from web.visit import Visit
from workflows.numbers.gives import Number
from workflows.prefill import Part, Prefill

REASON = "reason-"
"""The name of a reason's field before the number's key; a hyphen, for no field of a form has one."""


@dataclass(frozen=True)
class NumberLine:
    """One number; `href` leads to its issues.

    `entered` stands in the report; `now` is what the sources come to now, if not `total`. `less` is what it is less
    for issues that several of the sources tell of.
    """

    key: str
    href: str
    label: str
    total: Number
    entered: Any
    differs: bool
    reason: str
    parts: tuple[Part, ...]
    less: Number
    now: Number | None
    compared: Number | None


@dataclass(frozen=True)
class NumberBox:
    """All numbers of a report with the state of their sources.

    `offers`: the clerk can take the numbers as they come to now, some being new or not written yet.
    """

    prefill: Prefill
    lines: tuple[NumberLine, ...]
    offers: bool

    def named(self, state: str) -> list[Any]:
        """The sources in one state."""
        return [source for source in self.prefill.feeding.sources if source.state == state]


def number_box(
    visit: Visit, prefill: Prefill | None, answers: Mapping[str, Any], reasons: Mapping[str, str]
) -> NumberBox | None:
    """The numbers beside `answers`; `reasons` that were just typed stand before those that were kept."""
    if prefill is None:
        return None
    lines = tuple(_line(visit, prefill, one, answers, reasons) for one in prefill.fields)
    blank = bool(prefill.totals) and any(not _written(answers.get(line.key)) for line in lines)
    return NumberBox(prefill, lines, offers=prefill.is_behind or blank)


def reasons_in(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """The reasons that a page sent, by the key of their number."""
    return {name.removeprefix(REASON): value for name, value in pairs if name.startswith(REASON)}


def beside_fields(visit: Visit, box: NumberBox | None) -> dict[str, Markup]:
    """What stands below each number on the draft: its sources, and the reason where it was written otherwise."""
    if box is None or not box.prefill.totals:
        return {}
    return {line.key: _rendered(visit, line) for line in box.lines}


def _rendered(visit: Visit, line: NumberLine) -> Markup:
    text = visit.parts.pages.render(visit.language, "longer/beside.html", {"line": line, "visit": visit})
    return Markup(text)  # noqa: S704 - the template is autoescaped


def _line(
    visit: Visit, prefill: Prefill, one: Any, answers: Mapping[str, Any], reasons: Mapping[str, str]
) -> NumberLine:
    total, now = prefill.total(one.key), prefill.total_now(one.key)
    entered, of = answers.get(one.key), prefill.writing
    return NumberLine(
        key=one.key,
        href=f"/reports/{of.report_key}/numbers/{one.key}?version={of.number}",
        label=visit.pick(one.label),
        total=total,
        entered=entered,
        differs=bool(prefill.totals) and _written(entered) and entered != total,
        reason=reasons.get(one.key, prefill.reasons.get(one.key, "")),
        parts=tuple(prefill.parts.get(one.key, ())),
        less=prefill.less.get(one.key, 0),
        now=now if prefill.is_behind and now != total else None,
        compared=prefill.compared.get(one.key),
    )


def _written(value: Any) -> bool:
    return value is not None and value != ""
