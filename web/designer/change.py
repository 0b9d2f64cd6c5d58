"""The page of one change: its files, what may be done with them, and all that was done."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from bpmn.errors import words
from bpmn.lint import errors_of
from database.session import Session
from organisation.units import unit_by_key
from web.designer.words import KIND_NAMES, SET_DAYS, STATES
from web.edge import reading
from web.gate import Visited
from web.keys import RowKey, number_in
from web.posted import Pairs, Posted
from web.visit import Visit, see_other
from workflows.designer.adding import add_blank, add_deployed, put_back, take_out
from workflows.designer.authors import author_words, authors
from workflows.designer.calendar_days import days_in_change
from workflows.designer.changes import rename_change
from workflows.designer.checking import findings_of_change
from workflows.designer.in_force import in_force
from workflows.designer.listing import drafts_of
from workflows.designer.proposing import LONGEST_REASON, drop, propose, send_back, withdraw
from workflows.designer.rights import find_change, may_write
from workflows.designer.trail import NAMES, about, events_of
from workflows.errors import NotYours, Refused, StalePage

router = APIRouter()
# What may be told on top of the page after a step; anything else in the address is ignored.
DONE = frozenset(
    {"rename", "out", "back", "propose", "withdraw", "send_back", "drop", "deployed", "imported"}
)
TRIES: list[tuple[str, Mapping[str, str]]] = [
    (
        "year",
        words(
            "Ngày tháng của một năm trên cây đơn vị và lịch làm việc", "The dates of a year on the real tree"
        ),
    ),
    (
        "play",
        words(
            "Chơi thử từng bước: ai làm gì, khi nào, báo cho ai",
            "Play it step by step: who does what, when, who is told",
        ),
    ),
    (
        "scenarios",
        words("Kịch bản: những lần chơi phải luôn ra như cũ", "Scenarios: plays that must come out the same"),
    ),
]
"""Pages on which the whole change is tried: the last part of the address, and words."""


@router.get("/designer/changes/{key}")
@reading
def show_change(key: RowKey, visit: Visited, *, session: Session) -> Response:
    """The files of a change with what is to be mended in each."""
    return _page(session, visit, key, done=visit.done(DONE))


@router.post("/designer/changes/{key}")
def do_with_change(key: RowKey, visit: Visited, form: Posted) -> Response:
    """One step with the change or a file of it. What is refused is said, and what was typed stays."""
    what = form.first("do")
    act = _ACTS.get(what)
    if act is None:
        raise NotYours
    try:
        there = visit.parts.database.transact(lambda session: act(session, visit, key, form))
    except (Refused, StalePage) as refused:
        with visit.parts.database.read() as session:
            field = _FIELDS.get(what, "files")
            return _page(session, visit, key, problem=(field, visit.pick(refused.text)), typed=form)
    return see_other(there or f"/designer/changes/{key}?done={what}")


Act = Callable[[Session, Visit, int, Pairs], str]


def _add(session: Session, visit: Visit, key: int, form: Pairs) -> str:
    draft = add_deployed(session, visit.viewer, key, number_in(form.first("file")), now=visit.now)
    return f"/designer/drafts/{draft}"


def _new(session: Session, visit: Visit, key: int, form: Pairs) -> str:
    draft = add_blank(session, visit.viewer, key, form.first("kind"), form.first("title"), now=visit.now)
    return f"/designer/drafts/{draft}"


def _rename(session: Session, visit: Visit, key: int, form: Pairs) -> str:
    rename_change(session, visit.viewer, key, form.first("name"), now=visit.now)
    return ""


def _out(session: Session, visit: Visit, _key: int, form: Pairs) -> str:
    take_out(session, visit.viewer, number_in(form.first("draft")), now=visit.now)
    return ""


def _back(session: Session, visit: Visit, _key: int, form: Pairs) -> str:
    put_back(session, visit.viewer, number_in(form.first("draft")), now=visit.now)
    return ""


def _propose(session: Session, visit: Visit, key: int, form: Pairs) -> str:
    propose(session, visit.viewer, key, form.first("propose_reason"), now=visit.now)
    return ""


def _withdraw(session: Session, visit: Visit, key: int, _form: Pairs) -> str:
    withdraw(session, visit.viewer, key, now=visit.now)
    return ""


def _send_back(session: Session, visit: Visit, key: int, form: Pairs) -> str:
    send_back(session, visit.viewer, key, form.first("back_reason"), now=visit.now)
    return ""


def _drop(session: Session, visit: Visit, key: int, form: Pairs) -> str:
    drop(session, visit.viewer, key, form.first("drop_reason"), now=visit.now)
    return ""


_ACTS: Mapping[str, Act] = {
    "add": _add,
    "new": _new,
    "rename": _rename,
    "out": _out,
    "back": _back,
    "propose": _propose,
    "withdraw": _withdraw,
    "send_back": _send_back,
    "drop": _drop,
}
_FIELDS = {
    "add": "file",
    "new": "title",
    "rename": "name",
    "propose": "propose_reason",
    "send_back": "back_reason",
    "drop": "drop_reason",
}
"""The field beside which a refusal is said."""


def _page(
    session: Session,
    visit: Visit,
    key: int,
    *,
    done: str = "",
    problem: tuple[str, str] = ("", ""),
    typed: Pairs | None = None,
) -> Response:
    row = find_change(session, visit.viewer, key, visit.now)
    drafts, days = drafts_of(session, key), days_in_change(session, key)
    findings = findings_of_change(session, visit.parts.host, drafts) if row.ended_at is None else {}
    inside = {draft.name for draft in drafts}
    return visit.page(
        "designer/change.html",
        status=422 if problem[0] else 200,
        row=row,
        state=STATES[row.state],
        place=unit_by_key(session, row.unit_key).name if row.unit_key else None,
        people=authors(session, {row.opened_by, *([row.proposed_by] if row.proposed_by else [])}),
        files=[_line(visit, draft, findings.get(draft.name, [])) for draft in drafts],
        days=[(day, visit.pick(SET_DAYS[day.kind])) for day in days],
        left_out=drafts_of(session, key, removed=True),
        others=[
            (str(file.resource_key), f"{visit.pick(file.title)} ({file.file})")
            for file in in_force(session)
            if file.file not in inside
        ],
        kinds=[(kind, visit.pick(words)) for kind, words in KIND_NAMES.items()],
        events=[_event(visit, event) for event in events_of(session, key)],
        tries=TRIES if row.ended_at is None else (),
        may_write=may_write(row),
        owns=row.draws,
        deploys=row.deploys,
        done=done,
        problem=problem,
        typed={name: (typed.first(name) if typed else "") for name in _FIELDS.values()},
        longest_reason=LONGEST_REASON,
        has_problems=bool(problem[0]),
    )


def _line(visit: Visit, draft: Any, findings: list[Any]) -> dict[str, Any]:
    errors = len(errors_of(findings))
    return {
        "row": draft,
        "kind": visit.pick(KIND_NAMES[draft.kind]),
        "author": author_words(draft),
        "errors": errors,
        "warnings": len(findings) - errors,
    }


def _event(visit: Visit, event: Any) -> dict[str, Any]:
    return {
        "title": visit.pick(NAMES[event.what]),
        "about": visit.pick(about(event)),
        "reason": event.facts.get("reason", ""),
        "by": author_words(event),
        "at": event.at,
    }
