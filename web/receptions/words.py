"""A sitting, and an issue that was raised at one, as lists show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from database.session import Session
from organisation.days import local_day
from web.distances import Distances
from web.issues.states import state_tag as issue_tag
from web.visit import Visit
from workflows.holder import Holder, holders
from workflows.issues.words import number_of, short
from workflows.reception.deciding import may_change
from workflows.reception.rows import Line
from workflows.reception.words import reception_title


@dataclass(frozen=True)
class Sitting:
    """A sitting in words; `distance` is empty for what waits for nobody."""

    row: Any
    title: str
    tag: tuple[str, str]
    distance: str
    late: bool


@dataclass(frozen=True)
class Raised:
    """An issue in words, its `title` no longer than a list shows.

    `said` is what was decided about it at the sitting, `held` who has it now.
    """

    line: Line
    number: str
    title: str
    said: str
    held: str
    tag: tuple[str, str]
    distance: str
    late: bool
    may_change: bool


def sitting(visit: Visit, row: Any, distances: Distances) -> Sitting:
    """For a list."""
    waits = row.state in ("planned", "held")
    return Sitting(
        row=row,
        title=visit.pick(reception_title(row)),
        tag=state_tag(visit, row),
        distance=distances.words(row.due_at) if waits else "",
        late=waits and row.due_at < visit.now,
    )


def state_tag(visit: Visit, row: Any) -> tuple[str, str]:
    """The words and the colour."""
    if row.state == "closed":
        return visit.gettext("Concluded"), "teal"
    if row.state == "cancelled":
        return visit.gettext("Not held"), "purple"
    if row.state == "held":
        return visit.gettext("To be concluded"), "orange"
    if row.due_at < visit.now:
        return visit.gettext("Not noted as held"), "red"
    if row.meets_on <= local_day(visit.now):
        return visit.gettext("Today"), "blue"
    return visit.gettext("Planned"), "grey"


def raised(session: Session, visit: Visit, lines: Sequence[Line], *, by_head: bool) -> list[Raised]:
    """For a list, whose reader heads the unit or not."""
    held = holders(session, [line.row.instance_key for line in lines if line.row.instance_key])
    distances = Distances(session, visit)
    return [_raised(visit, line, held, distances, by_head=by_head) for line in lines]


def _raised(
    visit: Visit, line: Line, held: Mapping[int, Holder], distances: Distances, *, by_head: bool
) -> Raised:
    row = line.row
    holder = held.get(row.instance_key)
    words, colour = issue_tag(row.state, merged=row.merged_into is not None)
    return Raised(
        line=line,
        number=number_of(row),
        title=f"{number_of(row)}: {short(row.summary)}",
        said=_said(visit, line),
        held=visit.pick(holder.office) if holder else "",
        tag=(visit.pick(words), colour),
        distance=distances.words(line.due) if line.due and line.owed else "",
        late=line.late(visit.now),
        may_change=may_change(line, by_head=by_head),
    )


def _said(visit: Visit, line: Line) -> str:
    if line.row.way is None:
        return visit.gettext("Nobody yet: the head is to decide")
    if line.to_confirm:
        return visit.gettext("As the head named it; given when the sitting is concluded")
    if line.given:
        return visit.gettext("Named by the head")
    return visit.gettext("By the ordinary clock")
