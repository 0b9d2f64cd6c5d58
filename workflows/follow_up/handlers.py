"""Completing the task of a month: what the unit says of each issue is kept, and its lines are no longer red."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from database.prepared import Prepared
from database.session import Session
from forms.check import Problem
from organisation.days import local_day
from workflows.completion import Check, Completion, Handler
from workflows.follow_up.asked import list_row, no_longer_asked, still_asked
from workflows.follow_up.moving import move_lines
from workflows.follow_up.offices import above_of
from workflows.follow_up.tables import CONFIRMED, SETTLED, follow_up_answer
from workflows.follow_up.words import follow_up_title
from workflows.issues.register_key import register_key_in
from workflows.open_task import TaskFacts
from workflows.set_days import day_words, furthest

FORM = "confirm_follow_up"
_ANSWER = Prepared(sa.insert(follow_up_answer))


def confirm(done: Completion) -> dict[str, Any]:
    """Keep what was said; the issues themselves stay as they are. Where some are left there is one more task."""
    row = list_row(done.session, done.key)
    move_lines(done.session, row.month, no_longer_asked(done.session, row.key), SETTLED)
    open_ones = {one.key: one for one in still_asked(done.session, row.key, most=None)}
    said = {register_key_in(one): one for one in done.answers["issues"]}
    rows = [_kept(done, row, open_ones[key], one) for key, one in said.items() if key in open_ones]
    if rows:
        _ANSWER.each(done.session, rows)
        move_lines(done.session, row.month, [one["issue_key"] for one in rows], CONFIRMED)
    stuck = [one["issue_key"] for one in rows if one["said"] == "stuck"]
    if stuck:
        _tell_above(done, row, len(stuck))
    return {"more": len(open_ones) > len(rows)}


def _kept(done: Completion, row: Any, one: Any, said: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "issue_key": one.key,
        "month": row.month,
        "follow_up_key": row.key,
        "task_key": done.facts.row.key,
        "said": said["said"],
        "next_step": said["next_step"],
        "next_on": date.fromisoformat(said["next_on"]),
        "state": one.state,
        "office": dict(done.actor.office),
        "at": done.now,
    }


def _tell_above(done: Completion, row: Any, number: int) -> None:
    above = above_of(done.session, row.unit_key, done.now)
    text = {
        "vi": f"{number} vấn đề vướng, cần cấp trên gỡ",
        "en": f"{number} issues are stuck and need help from above",
    }
    facts = {"title": follow_up_title(row), "unit": row.unit_name, "text": text}
    done.tell("matter_told", above.get("above", ()), facts)


def check_days(
    _session: Session, _facts: TaskFacts, answers: Mapping[str, Any], now: datetime
) -> Sequence[Problem]:
    """Each next step lies ahead."""
    found = []
    for place, one in enumerate(answers["issues"]):
        words = day_words(date.fromisoformat(one["next_on"]), after=local_day(now), last=furthest(now))
        if words:
            summary = {
                "vi": f"Vấn đề {place + 1}: {words['vi']}",
                "en": f"Issue {place + 1}: {words['en']}",
            }
            found.append(Problem(f"issues.{place}.next_on", words, summary))
    return found


HANDLERS: Mapping[str, Handler] = {FORM: confirm}
CHECKS: Mapping[str, Check] = {FORM: check_days}
