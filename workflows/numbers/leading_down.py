"""From a number of a report to its issues, whatever the period: the page of one number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from forms.form import Field, Form
from organisation.viewer import Viewer
from workflows.case import find_report
from workflows.errors import NotYours
from workflows.leafing import Leaf, leaf
from workflows.numbers.counted_once import Twice
from workflows.numbers.gives import Number
from workflows.numbers.sources import reach
from workflows.numbers.told_register import Registered, registered
from workflows.numbers.tree import Counts, Otherwise, Placed, Tree, below, placed, tree
from workflows.prefill import Prefill, Writing, find_prefill
from workflows.submission import draft_answers
from workflows.tables import cycle, report_version
from workflows.task_forms import deployed_form

PAGE = 100


@dataclass(frozen=True)
class Down:
    """A number with what it is made of.

    `value` is what the report says, `added_up` what it was added up to; `within` the report below that was chosen,
    whose number it is then. `parts` are the reports right below with what each gave. `whole` is all that it is made
    of, None where that are too many reports to follow at once; `issues` are those of its issues that the page shows.
    `known` is what the register says of each, by the key of the report's issue.
    """

    row: Any
    number: int
    field: Field
    form: Form
    value: Any
    added_up: Number
    reason: str
    within: Placed | None
    parts: Sequence[tuple[Placed, Number]]
    whole: Tree | None
    issues: Sequence[Counts]
    known: Mapping[int, Sequence[Registered]]
    leaf: Leaf

    @property
    def left_shown(self) -> Sequence[Counts]:
        """The issues that are counted elsewhere, as many as a page shows."""
        return self.whole.left[:PAGE] if self.whole else ()

    @property
    def otherwise(self) -> Sequence[Otherwise]:
        """The reports on the way that say another number than it adds up to."""
        return self.whole.otherwise if self.whole else ()


@dataclass(frozen=True)
class _Top:
    """The report whose number it is: what it says, and what that was added up from."""

    row: Any
    number: int
    form: Form
    answers: Mapping[str, Any]
    prefill: Prefill

    def field(self, key: str) -> Field:
        """One of its numbers. NotYours where it has none of that name."""
        found = next((one for one in self.prefill.fields if one.key == key), None)
        if found is None:
            raise NotYours
        return found


def number_down(
    session: Session,
    viewer: Viewer,
    report_key: int,
    key: str,
    now: datetime,
    *,
    number: int | None = None,
    within: int | None = None,
    page: int = 1,
) -> Down:
    """A number of a version of a report (the newest sent, else the one being written), or of a report below it.

    NotYours unless the viewer may see the report; a draft is shown to its unit alone.
    """
    top = _top(session, viewer, report_key, number, now)
    field = top.field(key)
    said = _said(session, top, field, within)
    whole = tree(session, field, said.given, said.twice)
    chosen, parts = _parts(session, field, said, within)
    at, shown = _leaf(whole, page)
    left = whole.left[:PAGE] if whole else ()
    return Down(
        row=top.row,
        number=top.number,
        field=field,
        form=top.form,
        value=said.value,
        added_up=said.added_up,
        reason=said.reason,
        within=chosen,
        parts=parts,
        whole=whole,
        issues=shown,
        known=registered(session, viewer, [one.key for one in (*shown, *left)]),
        leaf=at,
    )


def _leaf(whole: Tree | None, page: int) -> tuple[Leaf, Sequence[Counts]]:
    """A page of the issues of a number."""
    issues = whole.counts if whole else ()
    at = leaf(len(issues), page, PAGE)
    return at, issues[at.before : at.before + PAGE]


@dataclass(frozen=True)
class _Said:
    """A number as its report says it, with what each version gave to it and what was told of twice."""

    value: Any
    added_up: Number
    reason: str
    given: Mapping[int, Number]
    twice: Sequence[Twice]


def _parts(
    session: Session, field: Field, said: _Said, within: int | None
) -> tuple[Placed | None, list[tuple[Placed, Number]]]:
    """The report that was chosen, and those right below with what each gave."""
    parts = said.given if within is None else below(session, field, [within])[within]
    places = placed(session, {*parts, *([within] if within is not None else [])})
    chosen = None if within is None else places[within]
    return chosen, [(places[one], gave) for one, gave in parts.items()]


def _said(session: Session, top: _Top, field: Field, within: int | None) -> _Said:
    given = {part.version_key: part.value for part in top.prefill.parts.get(field.key, ())}
    if within is not None:
        given, value = _within(session, field, given, within)
        return _Said(value, value, "", given, ())
    reason = top.prefill.reasons.get(field.key, "")
    total = top.prefill.total(field.key)
    return _Said(top.answers.get(field.key), total, reason, given, top.prefill.twice)


def _top(session: Session, viewer: Viewer, report_key: int, number: int | None, now: datetime) -> _Top:
    row = find_report(session, viewer, report_key, now)
    number = number if number is not None else max(row.versions, 1)
    drafted = number == row.versions + 1
    if not 1 <= number <= row.versions + 1 or (drafted and row.handle not in viewer.units()):
        raise NotYours
    if row.deployment_key is None:
        raise NotYours
    name = session.execute(sa.select(cycle.c.form).where(cycle.c.key == row.cycle_key)).scalar_one()
    form = deployed_form(session, row.deployment_key, name)
    found = find_prefill(session, form, Writing(report_key, row.cycle_unit_key, number))
    if found is None:
        raise NotYours
    answers = draft_answers(session, report_key) if drafted else _sent(session, report_key, number)
    return _Top(row, number, form, answers, found)


def _sent(session: Session, report_key: int, number: int) -> Mapping[str, Any]:
    answers: Mapping[str, Any] = session.execute(
        sa.select(report_version.c.answers).where(
            report_version.c.report_key == report_key, report_version.c.number == number
        )
    ).scalar_one()
    return answers


def _within(
    session: Session, field: Field, given: Mapping[int, Number], within: int
) -> tuple[dict[int, Number], Number]:
    """The chosen report with what it gave to the one above it. NotYours where the number is not made of it."""
    if within in given:
        return {within: given[within]}, given[within]
    inside = reach(session, [within], list(given))
    if within not in inside:
        raise NotYours
    gave = [found[within] for found in below(session, field, inside - {within}).values() if within in found]
    if not gave:
        raise NotYours
    return {within: gave[0]}, gave[0]
