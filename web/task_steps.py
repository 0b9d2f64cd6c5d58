"""Small steps beside a task's form: save it, say something, take it, give it back, hand it over, change language.

Each is a button of the one form of the page, so that what was typed comes along: a draft is saved first, and what
has no draft is shown again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from forms.form import Form
from forms.shape import Answers
from web.edge import writing
from web.gate import Visited
from web.keys import RowKey, number_in
from web.language_choice import remember_language
from web.posted import Pairs
from web.sheets.show import show_again
from web.sheets.typed import Typed
from web.visit import Visit, see_other
from workflows.claim import claim, reassign, release
from workflows.comments import comment_on_task
from workflows.draft import Origin, save_draft
from workflows.issues.open_for_report import starting_draft
from workflows.number_steps import give_reasons, take_numbers
from workflows.open_task import find_task

router = APIRouter()

# Names with a hyphen: no field of a form can have one.
REMARK = "remark-text"
COLLEAGUE = "hand-to"

Act = Callable[[Session, Visit, int, Pairs], None]


@dataclass(frozen=True)
class Step:
    """What a button does besides keeping what was typed, what is told then, and where one goes on."""

    act: Act | None
    done: str
    then: str = "/tasks/{key}?done={done}"
    language: str | None = None


@router.post("/tasks/{key}/claim")
@writing
def take(key: RowKey, visit: Visited, *, session: Session) -> Response:
    """Take a task nobody holds, from the list of tasks, and go on to it."""
    claim(session, visit.viewer, key, now=visit.now)
    return see_other(f"/tasks/{key}?done=claimed")


def take_step(key: int, visit: Visit, form: Pairs, asked: Form, typed: Typed) -> Response:
    """Keep the draft, do what the button says, and go on; both or neither.

    Raises RemarkRefused, StalePage, Refused or NotYours; then nothing was kept, and the caller has what was typed.
    """
    wanted = form.first("do")
    step = STEPS[wanted]
    untouched = not form.first("_revision") or typed.answers == _began_with(key, visit, asked)

    def act(session: Session) -> int | None:
        drafting = find_task(session, visit.viewer, key).keeps_draft
        saves = wanted == "draft" or (drafting and not (untouched and typed.origin.revision == 0))
        revision = _save(session, visit, key, typed) if saves else None
        if step.act:
            step.act(session, visit, key, form)
        return revision

    revision = visit.parts.database.transact(act)
    kept = revision is not None
    typed = typed if revision is None else replace(typed, origin=Origin(revision))
    if wanted == "remark":
        typed = replace(typed, remark="")
    done = step.done if step.act or kept else ""
    return _go_on(key, visit, step, typed, done=done, stays=bool(typed.remark or not (kept or untouched)))


def keep_if_draft(key: int, visit: Visit, asked: Form, typed: Typed) -> bool:
    """Whether the task is a draft: then what was typed is kept, if there is anything to keep. Raises as take_step."""
    untouched = typed.origin.revision == 0 and typed.answers == _began_with(key, visit, asked)

    def keep(session: Session) -> bool:
        drafting = find_task(session, visit.viewer, key).keeps_draft
        if drafting and not untouched:
            _save(session, visit, key, typed)
        return drafting

    return visit.parts.database.transact(keep)


def _began_with(key: int, visit: Visit, asked: Form) -> Answers:
    """What the form of a task begins with while nothing is saved."""
    with visit.parts.database.read() as session:
        return starting_draft(session, find_task(session, visit.viewer, key), asked)


def _go_on(key: int, visit: Visit, step: Step, typed: Typed, *, done: str, stays: bool) -> Response:
    """The next page; the same one where something typed would be lost."""
    if step.language:
        visit = visit.in_language(step.language)
    if stays:
        answer = show_again(key, visit, typed, status=200, done=done)
    else:
        answer = see_other(step.then.format(key=key, done=done).removesuffix("?done="))
    if step.language:
        remember_language(answer, step.language, https=visit.parts.settings.https)
    return answer


def _save(session: Session, visit: Visit, key: int, typed: Typed) -> int:
    give_reasons(session, visit.viewer, key, typed.reasons)
    return save_draft(session, visit.viewer, key, typed.answers, origin=typed.origin, now=visit.now)


def _say(session: Session, visit: Visit, key: int, form: Pairs) -> None:
    comment_on_task(session, visit.viewer, key, form.first(REMARK), now=visit.now, page=form.first("_page"))


def _take(session: Session, visit: Visit, key: int, _form: Pairs) -> None:
    claim(session, visit.viewer, key, now=visit.now)


def _give_back(session: Session, visit: Visit, key: int, _form: Pairs) -> None:
    release(session, visit.viewer, key, now=visit.now)


def _take_numbers(session: Session, visit: Visit, key: int, _form: Pairs) -> None:
    take_numbers(session, visit.viewer, key, now=visit.now)


def _hand_over(session: Session, visit: Visit, key: int, form: Pairs) -> None:
    reassign(session, visit.viewer, key, number_in(form.first(COLLEAGUE)), now=visit.now)


STEPS: Mapping[str, Step] = {
    "draft": Step(None, "saved"),
    "remark": Step(_say, "said", "/tasks/{key}?done={done}#comments"),
    "files": Step(None, "saved", "/tasks/{key}/attachments"),
    "claim": Step(_take, "claimed"),
    "release": Step(_give_back, "released", "/tasks?done={done}"),
    "reassign": Step(_hand_over, "handed_over", "/tasks?done={done}"),
    "choose-issues": Step(None, "saved", "/tasks/{key}/issues"),
    "take-numbers": Step(_take_numbers, "numbers_taken"),
    "vi": Step(None, "saved", language="vi"),
    "en": Step(None, "saved", language="en"),
}
