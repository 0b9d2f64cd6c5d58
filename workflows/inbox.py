"""The inbox: open tasks of a viewer in bands, with counts, search and paging by cursor.

What it costs stands in open_tasks.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from database.session import Session
from organisation.viewer import Viewer
from workflows.bands import BANDS, Span
from workflows.deadlines import working_calendar
from workflows.inbox_rows import InboxRow, Look, inbox_rows
from workflows.open_tasks import (
    BEGINNING,
    END,
    KINDS,
    MOST_COUNTED,
    SCOPES,
    Branch,
    Counting,
    Position,
    branches_of,
    count_tasks,
    first_tasks,
)

PAGE = 50
LONGEST_SEARCH = 200
LONGEST_KEY = 18


@dataclass(frozen=True)
class Inbox:
    """One page of tasks, most urgent first.

    `counts` is how many there are in each scope, `bands` how many of this scope and search in each band
    (1001 means more than 1000).
    """

    scope: str
    search: str
    kind: str
    band: str
    rows: tuple[InboxRow, ...]
    counts: Mapping[str, int]
    bands: Mapping[str, int]
    next_cursor: str | None


def inbox(
    session: Session,
    viewer: Viewer,
    now: datetime,
    *,
    scope: str,
    search: str = "",
    kind: str = "",
    band: str = "",
    cursor: str | None = None,
    most: int | None = None,
) -> Inbox:
    """The open tasks of a viewer. Unknown scopes read as "mine"; a stranger's tasks are never in it.

    `kind` and `band` narrow it to one of KINDS and one of BANDS; unknown ones read as all.
    It ends after `most` tasks, or after a PAGE of them.
    """
    most = most or PAGE
    scope = scope if scope in SCOPES else SCOPES[0]
    kind, band = (kind if kind in KINDS else ""), (band if band in BANDS else "")
    words = " ".join(search.split())[:LONGEST_SEARCH]
    look = Look(viewer, now, working_calendar(session, now))
    branches = branches_of(viewer, scope, kind)
    spans = {name: span for name, span in look.bands.spans().items() if band in {"", name}}
    found = _found(session, branches, words, _position(cursor), spans.get(band), most)
    counts, by_band = _counts(session, viewer, branches, words, spans)
    return Inbox(
        scope=scope,
        search=words,
        kind=kind,
        band=band,
        rows=tuple(inbox_rows(session, look, [key for _, key in found[:most]])),
        counts=counts,
        bands=by_band,
        next_cursor=_cursor(found[most - 1]) if len(found) > most else None,
    )


def _cursor(last: Position) -> str:
    at, key = last
    return f"{at.isoformat()}~{key}"


def _position(cursor: str | None) -> Position | None:
    """Where a page begins; a cursor that is none of ours begins at the top."""
    at, _, key = (cursor or "").rpartition("~")
    if not (key.isdecimal() and len(key) <= LONGEST_KEY):
        return None
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return (moment, int(key)) if moment.tzinfo else None


def _found(
    session: Session,
    branches: Sequence[Branch],
    words: str,
    after: Position | None,
    span: Span | None,
    most: int,
) -> list[Position]:
    """One task more than a page, of a band or of all."""
    since, until = span or (None, None)
    if since is not None:
        after = max(after or (since, 0), (since, 0))
    found = first_tasks(session, branches, words, after, most + 1)
    return [place for place in found if until is None or place[0] < until]


def _counts(
    session: Session, viewer: Viewer, branches: Sequence[Branch], words: str, spans: Mapping[str, Span]
) -> tuple[dict[str, int], dict[str, int]]:
    """By scope, and by band of what is looked at."""
    parts = ("taken", "unassigned", "unit")
    by_scope = [Counting(branches_of(viewer, name)) for name in parts]
    by_band = [Counting(branches, words, since or BEGINNING, until or END) for since, until in spans.values()]
    found = count_tasks(session, *by_scope, *by_band)
    counts = dict(zip(parts, found, strict=False))
    mine = min(counts["taken"] + counts["unassigned"], MOST_COUNTED + 1)
    return counts | {"mine": mine}, dict(zip(spans, found[len(parts) :], strict=True))
