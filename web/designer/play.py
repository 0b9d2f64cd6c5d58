"""Playing a change: its processes with chosen answers and a moved clock, touching nothing."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from forms.fill import answers_from_post, apply_operation
from forms.refused import FormRefused
from web.designer.play_page import Before, show, show_beginning
from web.designer.play_page import Typed as Shown
from web.gate import Visited
from web.keys import RowKey, number_in
from web.posted import Pairs, Posted
from web.visit import Visit, see_other
from workflows.clock import WORKING_DAY, moment_after
from workflows.completion import ProblemsFound
from workflows.deadlines import ZONE
from workflows.designer.listing import drafts_of
from workflows.designer.playing.asking import Asking
from workflows.designer.playing.beginning.stand import Stand
from workflows.designer.playing.hands import Hand, hand_named
from workflows.designer.playing.keeping import keep_steps, steps_of
from workflows.designer.playing.papers import document_of_play
from workflows.designer.playing.play import StepFailed, played
from workflows.designer.playing.seen import Seen
from workflows.designer.playing.setting import setting_of_change
from workflows.designer.playing.sheet import begin_of, sheet_of_beginning
from workflows.designer.playing.steps import Step, Wait
from workflows.designer.rights import find_change
from workflows.errors import NotYours, Refused, StalePage
from workflows.refusals import ROOM_ERRORS, sentence

router = APIRouter()
HAND, BEFORE, PROCESS, UNTIL = "in-hand", "steps-before", "process-id", "wait-until"


@dataclass(frozen=True)
class Sent:
    """What a page sent: of the form in hand, and which button."""

    hand: Hand | None
    process: str
    answers: dict[str, Any]
    do: str


@router.get("/designer/changes/{key}/play")
def show_play(key: RowKey, visit: Visited, process: str = "", hand: str = "", at: str = "") -> Response:
    """The play that the reader has begun of this change, or what can be played."""
    before = _before(visit, key)
    if process and not before.steps:
        return show_beginning(visit, before, process)
    return show(visit, before, hand=hand_named(hand), at=number_in(at))


@router.get("/designer/changes/{key}/play/{name}.pdf")
def send_document(key: RowKey, name: str, visit: Visited) -> Response:
    """A document that the play has made."""
    before = _before(visit, key)
    with (
        played(before.setting, visit.parts.host, before.steps, visit.now) as stage,
        stage.database.read() as own,
    ):
        content = document_of_play(own, name)
    headers = {
        "content-disposition": f'attachment; filename="{name}.pdf"',
        "cache-control": "private, no-store",
    }
    return Response(content, media_type="application/pdf", headers=headers)


@router.post("/designer/changes/{key}/play")
def go_on(key: RowKey, visit: Visited, form: Posted) -> Response:
    """One step more, or one less. What cannot be done is said, and nothing that was typed is lost."""
    before = _before(visit, key)
    hand, process, do = hand_named(form.first(HAND)), form.first(PROCESS), form.first("do")
    typed = Sent(hand, process, {}, do)
    try:
        if number_in(form.first(BEFORE)) != len(before.steps):
            raise _moved_on()
        if do in {"submit", "begin"} or ":" in do:
            typed = replace(typed, answers=_answers(visit, before, typed, form))
        if ":" in do:
            return _show_again(visit, before, typed)
        steps = _next(visit, before, typed, form)
        if steps:
            with played(before.setting, visit.parts.host, steps, visit.now):
                pass  # it can be done, and is remembered for the page that follows
        visit.parts.database.transact(
            lambda session: keep_steps(
                session, visit.viewer, key, steps, after=len(before.steps), now=visit.now
            )
        )
    except StepFailed as failed:
        return _show_failed(visit, before, typed, failed)
    except ProblemsFound as found:
        return _show_again(visit, before, typed, problems=found.problems)
    except ROOM_ERRORS as error:
        return _show_again(visit, before, typed, problem=sentence(error, visit.language))
    return see_other(f"/designer/changes/{key}/play")


def _before(visit: Visit, key: int) -> Before:
    """What is played, and how far. The real store is read here and nowhere else, so that nobody waits for a play."""
    with visit.parts.database.read() as session:
        row = find_change(session, visit.viewer, key, visit.now)
        return Before(
            row=row,
            drafts=frozenset(draft.name for draft in drafts_of(session, key)),
            setting=setting_of_change(session, row, visit.now),
            steps=steps_of(session, visit.viewer, key),
        )


def _answers(visit: Visit, before: Before, typed: Sent, form: Pairs) -> dict[str, Any]:
    """What stands in the form in hand, after its own buttons."""
    host = visit.parts.host
    with played(before.setting, host, before.steps, visit.now) as stage, stage.database.read() as session:
        if typed.process:
            stand = Stand(stage.database, host, before.setting.cast, typed.process, stage.now)
            asked = sheet_of_beginning(session, stand, before.setting).form
        else:
            asking = Asking(session, host, before.setting, stage.now)
            sheet = asking.sheet(typed.hand) if typed.hand else None
            if sheet is None:
                raise _moved_on()
            asked = sheet.form
    answers = answers_from_post(asked, form)
    return apply_operation(asked, answers, typed.do) if ":" in typed.do else answers


def _next(visit: Visit, before: Before, typed: Sent, form: Pairs) -> tuple[Step, ...]:
    """The steps as they would be after a button."""
    if typed.do == "back":
        return before.steps[:-1]
    if typed.do == "restart":
        return ()
    if typed.do == "cut":
        return before.steps[: number_in(form.first("step-kept"))]
    with played(before.setting, visit.parts.host, before.steps, visit.now) as stage:
        if typed.do == "begin":
            begun = begin_of(
                stage.database, visit.parts.host, before.setting, typed.process, typed.answers, visit.now
            )
            return (begun,)
        with stage.database.read() as session:
            asking = Asking(session, visit.parts.host, before.setting, stage.now)
            return (*before.steps, _step(asking, typed, form))


def _step(asking: Asking, typed: Sent, form: Pairs) -> Step:
    if typed.do in {"submit", "retry"}:
        step = _answered(asking, typed, form)
        if step is None:
            raise _moved_on()
        return step
    return Wait(_until(asking.session, asking.now, typed, form))


def _answered(asking: Asking, typed: Sent, form: Pairs) -> Step | None:
    if typed.do == "retry":
        return asking.retry(number_in(form.first("incident-key")))
    return asking.step(typed.hand, typed.answers) if typed.hand else None


def _until(session: Session, now: datetime, typed: Sent, form: Pairs) -> datetime:
    if typed.do == "wait-next":
        coming = Seen(session).coming()
        return max(now, coming[0].at) if coming else now
    if typed.do == "wait-day":
        return moment_after(session, WORKING_DAY, now)
    if typed.do == "wait-until":
        return _moment(form.first(UNTIL), now)
    raise NotYours


def _moment(text: str, now: datetime) -> datetime:
    try:
        moment = datetime.fromisoformat(text).replace(tzinfo=ZONE)
    except ValueError:
        raise Refused("Chọn ngày và giờ.", "Choose a date and a time.") from None
    if moment < now:
        raise Refused(
            "Đồng hồ chỉ đi tới. Chọn một lúc sau thời điểm của lần chơi.",
            "The clock only goes on. Choose a moment after that of the play.",
        )
    return moment


def _show_failed(visit: Visit, before: Before, typed: Sent, failed: StepFailed) -> Response:
    """A step before the new one can no longer be done where a file was changed meanwhile: the page says which."""
    if failed.place < len(before.steps):
        return show(visit, before)
    if isinstance(failed.cause, ProblemsFound):
        return _show_again(visit, before, typed, problems=failed.cause.problems)
    if isinstance(failed.cause, FormRefused | ROOM_ERRORS):
        return _show_again(visit, before, typed, problem=sentence(failed.cause, visit.language))
    raise failed.cause


def _show_again(
    visit: Visit, before: Before, typed: Sent, *, problems: Any = (), problem: str = ""
) -> Response:
    shown = Shown(typed.answers or None, problems, problem)
    if typed.process and not before.steps:
        return show_beginning(visit, before, typed.process, typed=shown)
    return show(visit, before, hand=typed.hand, typed=shown)


def _moved_on() -> StalePage:
    return StalePage(
        "Lần chơi này vừa đi tiếp ở một trang khác. Xem lại bên dưới rồi làm tiếp.",
        "This play has gone on in another window. Look at it below, then go on.",
    )
