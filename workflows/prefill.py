"""The numbers of a longer report, added up from the reports that feed it; each keeps what it was added up from.

What was added up belongs to one version (`number`; the one being written is one more than those sent). It is noted
when the draft is first saved, and again when the clerk asks for it, never behind his back: what has changed since is
shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from forms.check import Problem
from forms.form import Field, Form
from periods.labels import label_words
from periods.windows import period
from workflows.errors import Refused
from workflows.feeding import Feeding, Source, Words, feeding, other_line
from workflows.numbers.counted_once import Twice, less, noted_for, own_twice, told_twice
from workflows.numbers.gives import Number, counted, whole
from workflows.tables import (
    cycle,
    cycle_unit,
    number_reason,
    report,
    report_source,
    report_twice,
    report_version,
)

LONGEST_REASON = 500


@dataclass(frozen=True)
class Writing:
    """A version of a report, sent or being written."""

    report_key: int
    cycle_unit_key: int
    number: int


def being_written(found: Any) -> Writing:
    """The version that the report of a task (workflows/open_task.py) gets while it is drafted and approved."""
    return Writing(found.key, found.cycle_unit_key, found.versions + 1)


def sent_last(found: Any) -> Writing:
    """The newest version of it that was sent."""
    return Writing(found.key, found.cycle_unit_key, found.versions)


@dataclass(frozen=True)
class Part:
    """What one source version gave to one number."""

    version_key: int
    value: Number
    report_key: int
    cycle_key: int
    name: Words


@dataclass(frozen=True)
class Prefill:
    """The numbers of one version of a report.

    `parts` are what each number was added up from, by field; `now` what they would be added up from now. `twice` are
    the issues that they tell more than once, and `less` what each number is less for that; `twice_now`, `less_now` as
    it is now. `reasons` are the clerk's for the numbers he changed, `compared` the totals of the line that is not
    added up.
    """

    form: Form
    writing: Writing
    feeding: Feeding
    parts: Mapping[str, Sequence[Part]]
    now: Mapping[str, Sequence[Part]]
    twice: Sequence[Twice]
    twice_now: Sequence[Twice]
    less: Mapping[str, Number]
    less_now: Mapping[str, Number]
    reasons: Mapping[str, str]
    compared: Mapping[str, Number] = field(default_factory=dict)

    @property
    def fields(self) -> list[Field]:
        """The numbers of the form that are added up."""
        return prefilled_fields(self.form)

    def total(self, key: str) -> Number:
        """What the number was added up to, each issue once."""
        return whole(total(self.parts.get(key, ())) + self.less.get(key, 0))

    def total_now(self, key: str) -> Number:
        """What it would be added up to now."""
        return whole(total(self.now.get(key, ())) + self.less_now.get(key, 0))

    @property
    def totals(self) -> dict[str, Number]:
        """All numbers; empty where no source counts yet, for nothing is not zero."""
        return {one.key: self.total(one.key) for one in self.fields} if any(self.parts.values()) else {}

    @property
    def is_behind(self) -> bool:
        """Whether a source was accepted, corrected or taken back since, or issues of them merged or parted."""
        return _versions(self.parts) != _versions(self.now) or self.twice != self.twice_now

    def changed(self, answers: Mapping[str, Any]) -> list[Field]:
        """The numbers that the clerk has written otherwise; an empty one is not written yet."""
        totals = self.totals
        return [
            one
            for one in self.fields
            if one.key in totals
            and isinstance(answers.get(one.key), int | float)
            and answers[one.key] != totals[one.key]
        ]


def prefilled_fields(form: Form) -> list[Field]:
    """The numbers of a form that are added up from other reports."""
    return [one for one in form.fields if one.prefill is not None]


def total(parts: Iterable[Part]) -> Number:
    """The sum, whole where it is."""
    return whole(sum(part.value for part in parts))


def find_prefill(session: Session, form: Form, writing: Writing) -> Prefill | None:
    """The numbers of a version; None for a report that takes none from others.

    Before anything was noted they are what they would come to now.
    """
    if not prefilled_fields(form):
        return None
    found = feeding(session, writing.cycle_unit_key)
    if found is None:
        return None
    now, twice_now = _added_up(form, found), told_twice(session, found, writing.cycle_unit_key)
    less_now = less(session, prefilled_fields(form), twice_now)
    number = _noted_number(session, writing)
    twice = twice_now if number is None else noted_for(session, writing.report_key, number)
    other = other_line(session, writing.cycle_unit_key, found.feed)
    return Prefill(
        form,
        writing,
        found,
        now if number is None else _kept(session, writing.report_key, number),
        now,
        twice,
        twice_now,
        less_now if twice == twice_now else less(session, prefilled_fields(form), twice),
        less_now,
        _reasons(session, writing),
        _compared(session, form, other) if other else {},
    )


def _compared(session: Session, form: Form, other: Feeding) -> dict[str, Number]:
    """What the line that is not added up comes to, each issue once there, too."""
    twice = less(session, prefilled_fields(form), own_twice(session, other))
    return {key: whole(total(parts) + twice.get(key, 0)) for key, parts in _added_up(form, other).items()}


def note_sources(session: Session, form: Form, writing: Writing, now: datetime) -> None:
    """Note what the numbers of the version being written were added up from, unless that is noted already."""
    if not prefilled_fields(form) or _is_noted(session, writing):
        return
    found = find_prefill(session, form, writing)
    if found is not None:
        _write(session, writing, found.parts, found.twice, now)


def take_again(
    session: Session, form: Form, writing: Writing, answers: Mapping[str, Any], now: datetime
) -> dict[str, Any]:
    """The answers with the numbers as they come to now. What the clerk wrote otherwise stays as he wrote it."""
    found = find_prefill(session, form, writing)
    if found is None:
        return dict(answers)
    own = {one.key for one in found.changed(answers)}
    for table in (report_source, report_twice):
        session.execute(sa.delete(table).where(*_of(table, writing)))
    _write(session, writing, found.now, found.twice_now, now)
    if not any(found.now.values()):
        return dict(answers)
    return {**answers, **{one.key: found.total_now(one.key) for one in found.fields if one.key not in own}}


def keep_reasons(session: Session, writing: Writing, reasons: Mapping[str, str]) -> None:
    """Keep why the clerk wrote other numbers; an empty reason takes the one before away. Refused for a long one."""
    for key, reason in ((key, reason.strip()) for key, reason in reasons.items()):
        if len(reason) > LONGEST_REASON:
            raise Refused(
                f"Lý do nhiều nhất {LONGEST_REASON} ký tự; bạn đã gõ {len(reason)}. Rút bớt rồi làm lại.",
                f"A reason has at most {LONGEST_REASON} characters; yours has {len(reason)}. Shorten it.",
            )
        session.execute(
            sa.delete(number_reason).where(*_of(number_reason, writing), number_reason.c.field == key)
        )
        if reason:
            session.execute(
                sa.insert(number_reason).values(
                    report_key=writing.report_key,
                    number=writing.number,
                    field=key,
                    reason=reason,
                )
            )


def unexplained(found: Prefill | None, answers: Mapping[str, Any]) -> list[Problem]:
    """The numbers written otherwise than added up, without a reason why."""
    if found is None:
        return []
    return [_problem(one, found) for one in found.changed(answers) if not found.reasons.get(one.key)]


def _problem(one: Field, found: Prefill) -> Problem:
    counted = found.total(one.key)
    words = {
        "vi": f"Khác số máy cộng từ các báo cáo nguồn ({counted}). Ghi lý do ở ô bên dưới, hoặc lấy lại số đã cộng.",
        "en": f"Not what the source reports add up to ({counted}). Give the reason below, or take that number.",
    }
    return Problem(
        one.key, words, {language: f"{one.label[language]}: {text}" for language, text in words.items()}
    )


def _added_up(form: Form, found: Feeding) -> dict[str, list[Part]]:
    return {
        one.key: [_part(one, source) for source in found.accepted if source.version_key]
        for one in prefilled_fields(form)
    }


def _part(one: Field, source: Source) -> Part:
    value = counted(one, source.answers or {})
    return Part(source.version_key or 0, value, source.report_key or 0, source.cycle_key or 0, source.name)


def _versions(parts: Mapping[str, Sequence[Part]]) -> set[int]:
    return {part.version_key for found in parts.values() for part in found}


def _of(table: sa.Table, writing: Writing) -> tuple[sa.ColumnElement[bool], ...]:
    return table.c.report_key == writing.report_key, table.c.number == writing.number


def _noted_number(session: Session, writing: Writing) -> int | None:
    """The version for which sources were noted: this one; after a return, before it is saved, the one before."""
    newest: int | None = session.execute(
        sa.select(sa.func.max(report_source.c.number)).where(
            report_source.c.report_key == writing.report_key, report_source.c.number <= writing.number
        )
    ).scalar_one()
    return newest


def _kept(session: Session, report_key: int, number: int) -> dict[str, list[Part]]:
    """What was noted for a version."""
    rows = session.execute(
        sa.select(
            report_source,
            report_version.c.report_key.label("from_report"),
            report.c.cycle_key,
            cycle_unit.c.name,
            cycle.c.period,
        )
        .select_from(
            report_source.join(report_version, report_version.c.key == report_source.c.version_key)
            .join(report, report.c.key == report_version.c.report_key)
            .join(cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key)
            .join(cycle, cycle.c.key == report.c.cycle_key)
        )
        .where(report_source.c.report_key == report_key, report_source.c.number == number)
        .order_by(report_source.c.key)
    )
    found: dict[str, list[Part]] = {}
    for row in rows:
        name = {
            language: f"{row.name}, {words}" for language, words in label_words(period(row.period)).items()
        }
        part = Part(row.version_key, whole(row.value), row.from_report, row.cycle_key, name)
        found.setdefault(row.field, []).append(part)
    return found


def _is_noted(session: Session, writing: Writing) -> bool:
    query = sa.select(report_source.c.key).where(*_of(report_source, writing))
    return session.execute(query.limit(1)).first() is not None


def _write(
    session: Session,
    writing: Writing,
    parts: Mapping[str, Sequence[Part]],
    twice: Sequence[Twice],
    now: datetime,
) -> None:
    rows = [
        {
            "report_key": writing.report_key,
            "number": writing.number,
            "field": key,
            "version_key": part.version_key,
            "value": part.value,
            "taken_at": now,
        }
        for key, found in parts.items()
        for part in found
    ]
    if rows:
        session.execute(sa.insert(report_source), rows)
    if twice:
        session.execute(
            sa.insert(report_twice),
            [
                {
                    "report_key": writing.report_key,
                    "number": writing.number,
                    "left_key": one.left,
                    "kept_key": one.kept,
                }
                for one in twice
            ],
        )


def _reasons(session: Session, writing: Writing) -> dict[str, str]:
    rows = session.execute(
        sa.select(number_reason.c.field, number_reason.c.reason).where(*_of(number_reason, writing))
    )
    return {row.field: row.reason for row in rows}
