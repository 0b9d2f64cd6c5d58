"""One line of the cycle board in words: the outcome, who holds the report, since when, and a note."""

from dataclasses import dataclass
from datetime import datetime

from web.distances import Distances
from web.outcomes import tag_of
from web.visit import Visit
from workflows.board import Board, BoardRow
from workflows.days_lost import NOTHING_LOST, Lost
from workflows.unit_words import signing_place


@dataclass(frozen=True)
class Line:
    """A unit on the board. With units below it: `below` is the address of its board, `sent` how many sent of all."""

    title: str
    href: str
    tag: str
    holder: str
    since: datetime | None
    note: str
    below: str | None
    sent: str | None


def board_line(visit: Visit, board: Board, row: BoardRow, distances: Distances) -> Line:
    """The line of a unit; its name is short beside others of its kind."""
    return Line(
        title=signing_place(row.name) if row is not board.own else row.name,
        href=f"/reports/{row.report_key}",
        tag=tag_of(row.outcome, row.due_at, visit.now),
        holder=_holder(visit, board, row),
        since=_since(board, row),
        note=_note(visit, row, board.lost.get(row.unit_key, NOTHING_LOST), distances),
        below=f"/cycles/{board.cycle.key}?unit={row.unit_key}" if row.subordinates else None,
        sent=f"{row.below.submitted}/{row.below.expected}" if row.subordinates else None,
    )


def _holder(visit: Visit, board: Board, row: BoardRow) -> str:
    if row.accepted_at is not None:
        superior = board.unit.name if row is not board.own else board.unit.superior_name
        return visit.gettext("Done, received by %(unit)s") % {"unit": superior}
    if row.holder is None:
        return (
            visit.gettext("Nobody: ended") if row.submitted_at or board.cycle.closes_at <= visit.now else ""
        )
    if _untouched(row):
        return visit.gettext("Nobody has taken it")
    return visit.pick(row.holder.office).removesuffix(f", {row.name}")


def _since(board: Board, row: BoardRow) -> datetime | None:
    if row.accepted_at is not None:
        return row.accepted_at
    if row.holder is None:
        return board.cycle.closes_at if row.outcome == "missing" else row.submitted_at
    return row.holder.since


def _untouched(row: BoardRow) -> bool:
    holder = row.holder
    return bool(
        holder
        and holder.step == "draft"
        and not holder.claimed
        and not row.draft_saved_at
        and not row.versions
    )


def _cost(visit: Visit, lost: Lost) -> str:
    """The working days that returns cost, and with whom."""
    if not lost:
        return ""
    words = visit.gettext("days lost: %(unit)s with the unit, %(above)s above")
    return words % {"unit": lost.unit.working, "above": lost.above.working}


def _note(visit: Visit, row: BoardRow, lost: Lost, distances: Distances) -> str:
    """What happened; what returns cost and a correction of what was accepted are told with it."""
    told = [_happened(visit, row, distances), _cost(visit, lost)]
    if row.corrections:
        told.append(visit.ngettext("corrected once", "corrected %(num)s times", row.corrections))
    if row.correcting:
        told.append(visit.gettext("a correction is being written"))
    return "; ".join(one for one in told if one)


def _happened(visit: Visit, row: BoardRow, distances: Distances) -> str:
    if row.returns or row.withdrawals:
        return _came_back(visit, row)
    if row.submitted_at is None:
        return _unsent(visit, row)
    sent = visit.gettext("Sent %(moment)s") % {"moment": visit.short_moment(row.submitted_at)}
    late = row.outcome == "late"
    return f"{sent}, {distances.words(row.due_at, row.submitted_at)}" if late else sent


def _came_back(visit: Visit, row: BoardRow) -> str:
    told = []
    if row.returns:
        told.append(visit.ngettext("Returned once", "Returned %(num)s times", row.returns))
    if row.withdrawals:
        told.append(visit.ngettext("Taken back once", "Taken back %(num)s times", row.withdrawals))
    times = "; ".join(told)
    if row.versions > row.returns + row.withdrawals:
        return times + visit.gettext(", sent again as version %(number)s") % {"number": row.versions}
    return times + visit.gettext(", being corrected")


def _unsent(visit: Visit, row: BoardRow) -> str:
    if row.holder is None:
        return ""
    if _untouched(row):
        return visit.gettext("Task not opened")
    return {
        "collect": visit.gettext("Collecting reports"),
        "draft": visit.gettext("Being drafted"),
        "approve": visit.gettext("Waiting for approval"),
    }.get(row.holder.step, "")
