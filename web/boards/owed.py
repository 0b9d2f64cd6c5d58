"""What my unit owes and what is owed to it: over all kinds of matter, counted, then one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.boards.lines import Line, lines_of_lists
from web.charts import Part
from web.edge import reading
from web.gate import Visited
from web.visit import Visit
from workflows.boards.accounts import Account, account, accounts
from workflows.boards.ledgers import BY_NAME, LEDGERS
from workflows.boards.owed import SIDES, Side

router = APIRouter()
FEW, PAGE = 5, 25
"""Rows of each kind where all are shown, and of one kind alone. What is late stands first; old phones draw slowly."""


@dataclass(frozen=True)
class Section:
    """One kind of debt: its heading, the first rows, and where the rest of it is."""

    words: str
    total: int
    lines: Sequence[Line]
    more: str


@router.get("/owed")
@reading
def show_owed(
    visit: Visited, side: str = "", kind: str = "", after: str = "", *, session: Session
) -> Response:
    """One side at a time; all kinds with their first rows, or one kind page by page."""
    chosen = _side(side)
    ledger = BY_NAME.get(kind)
    keys, now = visit.viewer.unit_keys(), visit.now
    counted = {
        one: accounts(
            session,
            [(found, one) for found in LEDGERS],
            keys,
            now,
            limit=FEW if one == chosen and ledger is None else 0,
        )
        for one in SIDES
    }
    shown = [one for one in counted[chosen] if one.total]
    if ledger is not None:
        shown = [account(session, ledger, chosen, keys, now, limit=PAGE, cursor=after)]
    parts = _parts(visit, counted[chosen])
    return visit.page(
        "boards/owed.html",
        side=chosen,
        kind=ledger.name if ledger else "",
        sides=[
            (
                _address(one),
                _side_words(visit, one),
                sum(found.total for found in counted[one]),
                one == chosen,
            )
            for one in SIDES
        ],
        total=sum(one.total for one in counted[chosen]),
        parts=parts,
        sentence=", ".join(f"{part.shown} {part.label}" for part in parts),
        sections=_sections(session, visit, chosen, shown, whole=ledger is not None),
        first=_address(chosen, kind) if after else None,
        more=_address(chosen, kind, shown[0].next_cursor) if ledger and shown[0].next_cursor else None,
        all_of_side=_address(chosen),
    )


def _side(asked: str) -> Side:
    return next((one for one in SIDES if one == asked), SIDES[0])


def _side_words(visit: Visit, side: Side) -> str:
    return {
        "owing": visit.gettext("What my unit owes"),
        "awaited": visit.gettext("What others owe my unit"),
    }[side]


def _address(side: Side, kind: str = "", after: str | None = None) -> str:
    asked = {"side": side if side != SIDES[0] else "", "kind": kind, "after": after or ""}
    given = urlencode({name: value for name, value in asked.items() if value})
    return f"/owed?{given}" if given else "/owed"


def _parts(visit: Visit, accounts: Sequence[Account]) -> list[Part]:
    """The terms of the sum: each debt stands in one of them."""
    late = sum(one.late for one in accounts)
    return [
        Part(late, visit.gettext("past its date"), "hatched"),
        Part(sum(one.total for one in accounts) - late, visit.gettext("not due yet"), "empty"),
    ]


def _sections(
    session: Session, visit: Visit, side: Side, shown: Sequence[Account], *, whole: bool
) -> list[Section]:
    """Where a kind is not shown whole, a link leads to the rest of it."""
    listed = lines_of_lists(session, visit, *(one.rows for one in shown))
    return [
        Section(
            visit.pick(one.words),
            one.total,
            rows,
            _address(side, one.name) if one.next_cursor and not whole else "",
        )
        for one, rows in zip(shown, listed, strict=True)
    ]
