"""The page of a play: the clock, whose turn it is with the form in hand, the diagram, what comes and what was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi.responses import Response
from markupsafe import Markup

from database.session import Session
from forms.check import Problem
from forms.render import error_summary, render_form
from web.designer.pictures import picture_of_play
from web.visit import Visit
from workflows.deadlines import ZONE
from workflows.designer.playing.asking import Asking
from workflows.designer.playing.beginning.stand import Stand
from workflows.designer.playing.choosing import names_of, playable
from workflows.designer.playing.hands import Hand
from workflows.designer.playing.keeping import KEPT_DAYS
from workflows.designer.playing.play import Played, StepFailed, played
from workflows.designer.playing.setting import Setting
from workflows.designer.playing.sheet import Sheet, sheet_of_beginning
from workflows.designer.playing.steps import Begin, Step
from workflows.designer.playing.view import Known, View, known_of, view_of
from workflows.designer.rights import may_write
from workflows.designer.scenarios.comparing import CHECKS
from workflows.refusals import ROOM_ERRORS, sentence


@dataclass(frozen=True)
class Before:
    """A change with the play that its reader has before him. `drafts` are the names of its files."""

    row: Any
    drafts: frozenset[str]
    setting: Setting
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Typed:
    """What was typed into the form in hand, and what is wrong with it."""

    answers: Mapping[str, Any] | None = None
    problems: Sequence[Problem] = ()
    problem: str = ""


NOTHING = Typed()


def show(
    visit: Visit, before: Before, *, hand: Hand | None = None, at: int = 0, typed: Typed = NOTHING
) -> Response:
    """Where the play stands; where none was begun, what can be played."""
    if not before.steps:
        return _page(visit, before, typed=typed, choices=playable(before.setting.files, before.drafts))
    try:
        with played(before.setting, visit.parts.host, before.steps, visit.now) as stage:
            known = _known_before(visit, before, before.steps)
            return _standing(visit, before, stage, known, hand, at, typed)
    except StepFailed as failed:
        return _broken_off(visit, before, failed, hand, at)
    except ROOM_ERRORS as error:
        return _page(visit, before, typed=Typed(problem=sentence(error, visit.language)), choices=())


def _broken_off(visit: Visit, before: Before, failed: StepFailed, hand: Hand | None, at: int) -> Response:
    """A file was changed, and a step that was done before cannot be done any more: all before it is shown."""
    if not isinstance(failed.cause, ROOM_ERRORS):
        raise failed.cause
    typed = Typed(problem=sentence(failed.cause, visit.language))
    broken = {"broken_at": failed.place + 1, "steps_before": len(before.steps)}
    if failed.place == 0:
        return _page(visit, before, typed=typed, choices=(), **broken)
    kept = before.steps[: failed.place]
    with played(before.setting, visit.parts.host, kept, visit.now) as stage:
        known = _known_before(visit, before, kept)
        return _standing(visit, before, stage, known, hand, at, typed, **broken)


def _known_before(visit: Visit, before: Before, steps: tuple[Step, ...]) -> Known:
    """What there was before the last of these steps; nothing before the first."""
    if len(steps) == 1:
        return Known()
    with (
        played(before.setting, visit.parts.host, steps[:-1], visit.now) as stage,
        stage.database.read() as session,
    ):
        return known_of(session)


def _standing(
    visit: Visit,
    before: Before,
    stage: Played,
    known: Known,
    hand: Hand | None,
    at: int,
    typed: Typed,
    **more: Any,
) -> Response:
    with stage.database.read() as session:
        view = view_of(session, stage.now, instance=at, hand=hand, process=_process(before), known=known)
        first = view.turns[0] if view.turns else None
        in_hand = next((one for one in view.turns if one.hand == hand), first)
        sheet, refused = None, ""
        if in_hand is not None:
            sheet, refused = _sheet(visit, before, session, stage.now, in_hand.hand)
        return _page(
            visit,
            before,
            typed=typed,
            view=view,
            in_hand=in_hand,
            sheet=sheet,
            refused=refused,
            fields=_fields(visit, sheet, typed) if sheet else "",
            pictures=_pictures(visit, view),
            at=view.drawn.instance if view.drawn else 0,
            until=stage.now.astimezone(ZONE).replace(tzinfo=None).isoformat(timespec="minutes"),
            **more,
        )


def _process(before: Before) -> str:
    """What is played; empty where nothing was begun."""
    first = before.steps[0] if before.steps else None
    return first.process if isinstance(first, Begin) else ""


def _sheet(
    visit: Visit, before: Before, session: Session, now: datetime, hand: Hand
) -> tuple[Sheet | None, str]:
    """The form of what is in hand, or why there is none."""
    try:
        return Asking(session, visit.parts.host, before.setting, now).sheet(hand), ""
    except ROOM_ERRORS as error:
        return None, sentence(error, visit.language)


def show_beginning(visit: Visit, before: Before, process: str, *, typed: Typed = NOTHING) -> Response:
    """The form by which a process begins."""
    try:
        with played(before.setting, visit.parts.host, (), visit.now) as stage:
            stand = Stand(stage.database, visit.parts.host, before.setting.cast, process, stage.now)
            with stage.database.read() as session:
                sheet = sheet_of_beginning(session, stand, before.setting)
                fields = _fields(visit, sheet, typed)
    except ROOM_ERRORS as error:
        choices = playable(before.setting.files, before.drafts)
        return _page(visit, before, typed=Typed(problem=sentence(error, visit.language)), choices=choices)
    return _page(visit, before, typed=typed, process=process, sheet=sheet, fields=fields)


def _fields(visit: Visit, sheet: Sheet, typed: Typed) -> Markup:
    answers = sheet.answers if typed.answers is None else typed.answers
    return render_form(
        sheet.form, answers, language=visit.language, problems=typed.problems, options=sheet.options
    )


def _pictures(visit: Visit, view: View) -> list[Markup]:
    if view.drawn is None:
        return []
    drawn = view.drawn
    title = visit.gettext("Where the play stands")
    return picture_of_play(
        drawn.content, visit.language, title, here=drawn.here, ahead=drawn.ahead, passed=drawn.passed
    )


def _page(visit: Visit, before: Before, *, typed: Typed, **facts: Any) -> Response:
    process = _process(before) or facts.get("process", "")
    facts.pop("process", None)
    whole = {
        "choices": None,
        "view": None,
        "in_hand": None,
        "sheet": None,
        "refused": "",
        "fields": "",
        "pictures": (),
        "at": 0,
        "until": "",
        "broken_at": 0,
        "steps_before": len(before.steps),
        **facts,
    }
    wrong = bool(typed.problems or typed.problem)
    return visit.page(
        "designer/play.html",
        status=422 if wrong and not whole["broken_at"] else 200,
        row=before.row,
        cast=before.setting.cast,
        process=process,
        name=names_of(before.setting.files).get(process, dict.fromkeys(("vi", "en"), process)),
        checks=CHECKS,
        kept_days=KEPT_DAYS,
        may_write=may_write(before.row),
        steps=before.steps,
        problem=typed.problem,
        has_problems=wrong,
        summary=error_summary(typed.problems, language=visit.language) if typed.problems else "",
        **whole,
    )
