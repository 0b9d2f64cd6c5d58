"""What a report, or one issue of it, gives to a number of a longer report."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from database.session import Session
from forms.form import Field
from forms.visible import evaluated
from workflows.tables import report_issue, report_version

Number = int | float
Said = Mapping[str, Any]
LIST = "issues"


def whole(value: float) -> Number:
    """A number without decimals where it has none."""
    return int(value) if value == int(value) else value


def counted(one: Field, answers: Said) -> Number:
    """A number out of another report: its own where it has the same, else counted from what it lists."""
    own = answers.get(one.key)
    if isinstance(own, int | float) and not isinstance(own, bool):
        return own
    return _evaluated(one, answers)


def gives(one: Field, issue: Said) -> Number:
    """What an issue gives to a number: the number as it would be if there were no other."""
    return _evaluated(one, {LIST: [issue]})


def joined_to(one: Field, issue: Said, joining: Said) -> Number:
    """What an issue gives more for the mentions of another one that was merged into it."""
    more = {**issue, "mentions": _mentions(issue) + _mentions(joining)}
    return gives(one, more) - gives(one, issue)


def said(session: Session, keys: Iterable[int]) -> dict[int, Said]:
    """Issues of reports as they were written there, by their key in `report_issue`."""
    rows = session.execute(
        sa.select(report_issue.c.key, report_issue.c.version_key, report_issue.c.position).where(
            report_issue.c.key.in_(sorted(set(keys)))
        )
    ).all()
    versions = sorted({row.version_key for row in rows})
    written = session.execute(
        sa.select(report_version.c.key, report_version.c.answers).where(report_version.c.key.in_(versions))
    )
    answers: dict[int, Sequence[Said]] = {row.key: row.answers.get(LIST) or () for row in written}
    return {row.key: answers[row.version_key][row.position - 1] for row in rows}


def _evaluated(one: Field, answers: Said) -> Number:
    if one.prefill is None:
        return 0
    value = evaluated(one.prefill, {LIST: [], **answers})
    try:
        return whole(float(value))
    except (TypeError, ValueError):
        return 0


def _mentions(issue: Said) -> Number:
    found = issue.get("mentions")
    return found if isinstance(found, int | float) else 0
