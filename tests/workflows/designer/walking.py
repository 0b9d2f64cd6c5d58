"""Plays that go on by themselves: every task is sent with what its form offers, or time passes."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from math import inf
from typing import Any

from tests.workflows.designer.drawing import NOW
from workflows.completion import ProblemsFound
from workflows.designer.playing.asking import Asking
from workflows.designer.playing.beginning.stand import Stand
from workflows.designer.playing.play import StepFailed, played
from workflows.designer.playing.seen import Seen, Turn
from workflows.designer.playing.setting import Setting
from workflows.designer.playing.sheet import Sheet, begin_of, sheet_of_beginning
from workflows.designer.playing.steps import Begin, Step, Wait
from workflows.errors import Refused
from workflows.house import HOUSE

MOST = 120
LATER = timedelta(days=90)
Choose = Callable[[Sheet], Mapping[str, Any]]


def begun(setting: Setting, process: str, **answers: Any) -> Begin:
    """The process begins with what its form offers, and some other answers."""
    with played(setting, HOUSE, (), NOW) as stage:
        with stage.database.read() as session:
            stand = Stand(stage.database, HOUSE, setting.cast, process, stage.now)
            offered: Mapping[str, Any] = sheet_of_beginning(session, stand, setting).answers
        return begin_of(stage.database, HOUSE, setting, process, {**offered, **answers}, NOW)


def as_offered(sheet: Sheet) -> Mapping[str, Any]:
    """What the page shows to begin with."""
    return sheet.answers


def walk(
    setting: Setting, first: Begin, choose: Choose = as_offered, waits: int = 0, most: int = MOST
) -> list[Step]:
    """The steps until all that began at first has ended; `waits` dates pass before anybody acts, each time.

    Whoever is refused with his own choice takes what is offered, then later days.
    """
    steps: list[Step] = [first]
    left, began = waits, _running(setting, steps)
    while len(steps) < most:
        with played(setting, HOUSE, steps, NOW) as stage, stage.database.read() as session:
            seen = Seen(session)
            turns, coming = sorted(seen.turns(), key=_begun_first), seen.coming()
            assert [one.said for one in seen.troubles()] == []
            if all(one.status != "active" for one in seen.running() if one.key in began):
                return steps
            step: list[Step]
            if coming and (left or not turns):
                left, step = max(0, left - 1), [Wait(max(stage.now, coming[0].at))]
            else:
                assert turns, "something runs, and neither anybody nor the clock will bring it on"
                left, step = (
                    waits,
                    _answers(Asking(session, HOUSE, setting, stage.now), turns[0], choose),
                )
        steps.append(_first_that_goes(setting, steps, step))
    raise AssertionError([(type(one).__name__, getattr(one, "element", "")) for one in steps])


def _begun_first(turn: Turn) -> float:
    """What runs longest goes on first: the calendar may open more of them than are ever done."""
    return turn.place.instance or inf


def _running(setting: Setting, steps: list[Step]) -> set[int]:
    with played(setting, HOUSE, steps, NOW) as stage, stage.database.read() as session:
        return {one.key for one in Seen(session).running()}


def _answers(asking: Asking, turn: Turn, choose: Choose) -> list[Step]:
    sheet = asking.sheet(turn.hand)
    assert sheet is not None
    tries = (choose(sheet), sheet.answers, {**sheet.answers, **_later(sheet)})
    found = [asking.step(turn.hand, answers) for answers in tries]
    return [one for one in found if one is not None]


def _later(sheet: Sheet) -> Mapping[str, Any]:
    """Days that are further away: some have to come after a date of the matter."""
    answered = {one.key: sheet.answers.get(one.key) for one in sheet.form.fields if one.kind == "date"}
    return {key: str(date.fromisoformat(day) + LATER) for key, day in answered.items() if day}


def _first_that_goes(setting: Setting, steps: list[Step], offered: Sequence[Step]) -> Step:
    for one in offered[:-1]:
        try:
            with played(setting, HOUSE, [*steps, one], NOW):
                return one
        except StepFailed as failed:
            if not isinstance(failed.cause, ProblemsFound | Refused):
                raise
    return offered[-1]
