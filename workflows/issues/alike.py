"""Which issues may be the same one, told twice: suggested with a score that says what it is made of.

Only issues of the same ground, the same field and about the same weeks are compared, a bounded number of them: one
range of an index, however large the register is. People decide; nothing is merged by itself.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.viewer import Viewer
from workflows.issue_words import WHOLE_UNIT
from workflows.issues.parties import seen_by_units
from workflows.issues.tables import issue
from workflows.search import folded

Words = Mapping[str, str]

WEEKS_APART = timedelta(days=92)
COMPARED = 300
SHOWN = 5
ENOUGH = 45
SHORTEST_WORD = 2
# words that say nothing about the matter, as workflows/search.py folds them
EMPTY = frozenset(
    {
        *(
            "va",
            "cua",
            "la",
            "tai",
            "co",
            "khong",
            "cac",
            "nhung",
            "cho",
            "ve",
            "da",
            "dang",
            "bi",
            "do",
            "voi",
            "tu",
        ),
        *("den", "nay", "mot", "nhieu", "the", "of", "and"),
    }
)

SAME_PLACE = 25
SAME_UNIT_GROUND = 10
SAME_CATEGORY = 15
CLOSE_IN_TIME = 15
SAME_WORDS = 45
LEAST_WORDS = 2
_SPELT = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Told:
    """What is compared of an issue."""

    place_unit_key: int
    area: str
    category: str
    raised_on: date
    summary: str


@dataclass(frozen=True)
class Alike:
    """An issue that may be the same, from 0 to 100, and what the score is made of: points with their reason."""

    row: Any
    score: int
    reasons: Sequence[tuple[int, Words]]


def alike(session: Session, viewer: Viewer, told: Told, *, but: int | None = None) -> list[Alike]:
    """The issues the viewer may see that are most like this one, the likeliest first; `but` is left out."""
    return alike_in(session, sorted(viewer.unit_keys()), told, but=but)


def alike_in(
    session: Session, unit_keys: Sequence[int], told: Told, *, but: int | None = None
) -> list[Alike]:
    """The same among the issues that some of these units may see."""
    field = told.category.partition(".")[0]
    rows = session.execute(
        sa.select(issue.c.key, *(issue.c[name] for name in Told.__dataclass_fields__))
        .where(
            issue.c.place_unit_key == told.place_unit_key,
            issue.c.field == field,
            issue.c.raised_on >= told.raised_on - WEEKS_APART,
            issue.c.raised_on <= told.raised_on + WEEKS_APART,
            issue.c.merged_into.is_(None),
            seen_by_units(unit_keys, issue.c.key),
        )
        .order_by(issue.c.raised_on.desc(), issue.c.key.desc())
        .limit(COMPARED)
    )
    mine = _words(told.summary)
    found = [_compared(told, mine, row) for row in rows if row.key != but]
    likely = [one for one in found if one.score >= ENOUGH]
    shown = sorted(likely, key=lambda one: (-one.score, -one.row.key))[:SHOWN]
    query = sa.select(issue).where(issue.c.key.in_([one.row.key for one in shown]))
    whole = {row.key: row for row in session.execute(query)} if shown else {}
    return [replace(one, row=whole[one.row.key]) for one in shown]


def compared(told: Told, row: Any) -> Alike:
    """How like an issue is to another of the same ground and field."""
    return _compared(told, _words(told.summary), row)


def _compared(told: Told, mine: Mapping[str, str], row: Any) -> Alike:
    common, share = _words_in_common(mine, _words(row.summary))
    days = abs((told.raised_on - row.raised_on).days)
    points = [
        _place(told.area, row.area),
        (SAME_CATEGORY, {"vi": "cùng lĩnh vực", "en": "same category"})
        if told.category == row.category
        else (SAME_CATEGORY // 2, {"vi": "cùng nhóm lĩnh vực", "en": "same group of categories"}),
        (
            round(CLOSE_IN_TIME * (1 - days / (WEEKS_APART.days + 1))),
            {"vi": f"cách nhau {days} ngày", "en": f"{days} days apart"},
        ),
        (round(SAME_WORDS * share), _word_reason(common)),
    ]
    # issues with hardly a word in common are two, however near they lie
    score = sum(number for number, _ in points) if len(common) >= LEAST_WORDS else 0
    return Alike(row, score, [point for point in points if point[0]])


def _place(mine: str, other: str) -> tuple[int, Words]:
    if mine == other:
        return SAME_PLACE, {"vi": "cùng địa bàn", "en": "same place"}
    if WHOLE_UNIT in (mine, other):
        return SAME_UNIT_GROUND, {"vi": "một bên ghi toàn đơn vị", "en": "one names the whole unit"}
    return 0, {"vi": "khác địa bàn", "en": "another place"}


def _words_in_common(mine: Mapping[str, str], theirs: Mapping[str, str]) -> tuple[list[str], float]:
    """The words both texts have, as the first spells them, and their share among the words of the shorter one."""
    common = [spelt for word, spelt in mine.items() if word in theirs]
    shorter = min(len(mine), len(theirs))
    return common, len(common) / shorter if shorter else 0.0


def _words(text: str) -> dict[str, str]:
    """The words of a text that say something, folded, each once, in their order; and as they are spelt there."""
    composed = unicodedata.normalize("NFC", text).lower()
    found: dict[str, str] = {}
    for word in _SPELT.findall(composed):
        plain = _plain(word)
        if len(plain) >= SHORTEST_WORD and plain not in EMPTY:
            found.setdefault(plain, word)
    return found


@lru_cache(maxsize=8192)
def _plain(word: str) -> str:
    """Remembered: Vietnamese has some seven thousand syllables, and hundreds of texts are compared on a page."""
    return folded(word)


def _word_reason(common: Sequence[str]) -> Words:
    shown = ", ".join(common[:6])
    return {"vi": f"chung {len(common)} từ: {shown}", "en": f"{len(common)} words in common: {shown}"}
