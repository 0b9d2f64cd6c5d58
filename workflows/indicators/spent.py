"""How long issues were held on their way to an answer, and what answers that came back cost: of one window.

Read from the tallies alone. What happened in the last second and waits to be folded up is not in it yet, and what
still lies with somebody counts once he hands it over.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import sqlalchemy as sa

from database.session import Session
from organisation.tables import level, unit
from workflows.indicators.delays import AGENCY, AUTHOR, BACK, HOLDER, LEVEL, MINE, OTHERS, REASON
from workflows.indicators.tables import DELAYS, issue_delay
from workflows.indicators.window import Window

Words = Mapping[str, str]
MINUTES_OF_A_DAY = 480
"""A working day has eight hours."""
RULE: Words = {
    "vi": "Ngày làm việc tính 8 giờ hành chính, một chữ số thập phân, từ nửa làm tròn lên.",
    "en": "A working day is 8 office hours; one decimal, a half is rounded up.",
}
HELD: Mapping[str, Words] = {
    MINE: {"vi": "Đơn vị này đang xử lý", "en": "This unit worked on them"},
    BACK: {"vi": "Bị trả lại, đơn vị này sửa", "en": "Sent back to this unit, corrected by it"},
    OTHERS: {"vi": "Chờ đơn vị khác", "en": "Waiting for others"},
}
_OF = f"{OTHERS}:"


@dataclass(frozen=True)
class Author:
    """Whoever wrote answers: a level or an agency. `value` is how the list of what came back is asked for."""

    value: str
    name: Words
    answers: int
    returns: int
    minutes: int
    reading: int


@dataclass(frozen=True)
class Spent:
    """Minutes of working time by who held issues, who wrote answers, and how often each reason sent one back.

    `waiting` is what `held` says of OTHERS, by level and agency, the longest first.
    """

    held: Mapping[str, int]
    waiting: Sequence[tuple[Words, int]]
    authors: Sequence[Author]
    reasons: Mapping[str, int]


def working_days(minutes: int) -> Decimal:
    """Minutes of working time in days, one decimal, a half rounded up."""
    return (Decimal(minutes) / MINUTES_OF_A_DAY).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def spent(session: Session, window: Window) -> Spent:
    """What ended on the days of a window, as it was known at the end of `as_of`."""
    table = issue_delay.c
    rows = session.execute(
        sa.select(table.dimension, table.value, *(sa.func.sum(table[name]).label(name) for name in DELAYS))
        .where(
            table.unit_key == window.unit_key,
            table.dimension.in_((HOLDER, AUTHOR, REASON)),
            table.day.between(window.first, min(window.last, window.as_of)),
        )
        .group_by(table.dimension, table.value)
        .order_by(table.dimension, table.value)
    ).all()
    minutes = {row.value: int(row.minutes) for row in rows if row.dimension == HOLDER}
    others = {value.removeprefix(_OF): number for value, number in minutes.items() if value.startswith(_OF)}
    held = {**minutes, OTHERS: sum(others.values())}
    wrote = [row for row in rows if row.dimension == AUTHOR]
    names = author_names(session, [*others, *(row.value for row in wrote)])
    return Spent(
        held={who: held[who] for who in HELD if held.get(who)},
        waiting=[
            (names[whose], others[whose]) for whose in sorted(others, key=lambda one: (-others[one], one))
        ],
        authors=[
            Author(row.value, names[row.value], *(int(getattr(row, name)) for name in DELAYS))
            for row in sorted(wrote, key=lambda row: (row.value.startswith(AGENCY), row.value))
        ],
        reasons={row.value: int(row.returns) for row in rows if row.dimension == REASON},
    )


def author_names(session: Session, values: Sequence[str]) -> dict[str, Words]:
    """What writers of answers are called: a level, an agency."""
    levels = session.execute(sa.select(level.c.code, level.c.name_vi, level.c.name_en))
    handles = [value.removeprefix(AGENCY) for value in values]
    agencies = session.execute(sa.select(unit.c.handle, unit.c.name).where(unit.c.handle.in_(handles)))
    known: dict[str, Words] = {
        **{f"{LEVEL}{row.code}": {"vi": row.name_vi, "en": row.name_en} for row in levels},
        **{f"{AGENCY}{row.handle}": {"vi": row.name, "en": row.name} for row in agencies},
    }
    return {value: known.get(value, {"vi": value, "en": value}) for value in values}
