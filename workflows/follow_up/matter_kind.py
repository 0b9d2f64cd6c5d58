"""The list of a unit for a month as a matter: how it is named, and what the page of its task shows."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from typing_extensions import override

from database.session import Session
from organisation.roles import HEAD, group
from organisation.viewer import Viewer
from periods.dated import Dated, from_json
from periods.words import day_text
from workflows.desk import desk_of
from workflows.follow_up.asked import list_row, still_asked
from workflows.follow_up.finding import answers_to, sees_list
from workflows.follow_up.offices import above_of
from workflows.follow_up.tables import RANKS, follow_up
from workflows.follow_up.words import SAID, follow_up_title
from workflows.issues.register_key import FIELD
from workflows.issues.words import number_of, short
from workflows.matter import Line, Matter, MatterKind, Shown, key_of, name_instance
from workflows.open_task import TaskFacts
from workflows.responsible import leaders_of
from workflows.search import folded

LONGEST_NAME = 70


class FollowUpKind(MatterKind):
    """See workflows/matter.py."""

    name = "follow_up"

    @override
    def began(self, session: Session, key: int, instance_key: int) -> str:
        name_instance(session, follow_up, key, instance_key)
        row = list_row(session, key)
        return folded(f"{follow_up_title(row)['vi']} {row.unit_name}")

    @override
    def lines(self, session: Session, keys: Sequence[int]) -> Mapping[int, Line]:
        rows = session.execute(sa.select(follow_up).where(follow_up.c.key.in_(keys)))
        return {row.key: _line(row) for row in rows}

    @override
    def matter(self, session: Session, facts: TaskFacts, now: datetime) -> Matter:
        row = list_row(session, key_of(facts))
        asked = still_asked(session, row.key) if facts.open else ()
        return Matter(
            line=_line(row),
            shown=[_counted(row), *_promised(session, row, asked)],
            starting={"issues": [_starting(one) for one in asked]},
        )

    @override
    def offices(self, session: Session, key: int, now: datetime) -> Mapping[str, Sequence[str]]:
        """Nobody is told where nothing is left to confirm."""
        row, silent = list_row(session, key), still_asked(session, key)
        if not silent:
            return {}
        fields = dict.fromkeys(one.field for one in silent)
        leaders = [who for field in fields for who in leaders_of(session, row.handle, [field], now)]
        return {
            "own": [desk_of(session, row.handle, now)],
            "own_head": [group(row.handle, HEAD)],
            **above_of(session, row.unit_key, now),
            "leader": list(dict.fromkeys(leaders)),
        }

    @override
    def seen_by(self, session: Session, viewer: Viewer, key: int, now: datetime) -> bool:
        return sees_list(session, viewer, key, now)

    @override
    def due(self, session: Session, facts: TaskFacts) -> Dated | None:
        return from_json(list_row(session, facts.subject.key).dates["due"]) if facts.subject else None


def _line(row: Any) -> Line:
    return Line(follow_up_title(row), row.unit_name, f"/follow-ups/{row.key}")


def _counted(row: Any) -> Shown:
    total = sum(getattr(row, name) for name in RANKS.values())
    return Shown(
        heading={"vi": "Bảng kiểm soát của tháng", "en": "The list of the month"},
        text="",
        note={
            "vi": f"{total} vấn đề mở của đơn vị và bên dưới, {row.carried} từ bảng trước, {row.red} đỏ.",
            "en": f"{total} open issues here and below, {row.carried} from the list before, {row.red} red.",
        },
    )


def _promised(session: Session, row: Any, asked: Sequence[Any]) -> Iterator[Shown]:
    """What was said of the same issues the time before, each."""
    said = answers_to(session, row.before_key, [one.key for one in asked])
    for issue in asked:
        if before := said.get(issue.key):
            number, words = number_of(issue), SAID[before.said]
            yield Shown(
                {"vi": f"Vấn đề {number}, lần trước đã hẹn", "en": f"Issue {number}, as promised before"},
                text=before.next_step,
                note={language: f"{words[language]}, {day_text(before.next_on)}" for language in words},
            )


def _starting(one: Any) -> dict[str, Any]:
    """The row of an issue: what it is called stands there, the rest is asked."""
    return {
        FIELD: str(one.key),
        "issue": f"{number_of(one)} · {short(one.summary, LONGEST_NAME)}",
        "said": "",
        "next_step": "",
        "next_on": "",
    }
