"""Calling for data: the call gets its number and dates, every unit its row, and the case starts."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import orjson
import sqlalchemy as sa

from database.session import Session
from engine.definitions import latest, names
from engine.host import Host
from forms.check import Problem, check_answers
from forms.form import Form, Option
from forms.personal_questions import asks_about_persons, refused_question
from forms.schema import load_form
from notifications.outbox import notify
from organisation.units import Unit, unit_by_handle
from organisation.viewer import Post, Viewer
from periods.dated import Dated
from workflows.completion import ProblemsFound
from workflows.data_call.clock import WAIT, call_date
from workflows.data_call.own_form import as_answer, choices_in, offered, schema_of
from workflows.data_call.rows import KIND, PART, call_row, parts_of
from workflows.data_call.tables import data_call, data_call_part
from workflows.data_call.targets import Reach, reach_of
from workflows.data_call.words import call_title
from workflows.deadlines import ZONE
from workflows.desk import desk_of
from workflows.direction.give import due_on
from workflows.errors import Refused
from workflows.numbering import Numbers
from workflows.offices import acting_office, office_of
from workflows.open_task import TaskFacts
from workflows.printing import unprintable_letters
from workflows.starting import start_matter
from workflows.subject import Subject
from workflows.unit_choices import unit_options

FORM = "ask_data_call"
PROCESS = "data_call"
OWN_FORMS_BEGIN = "call_"
"""Forms that a process owner deploys under such an id are offered to whoever calls for data."""
_NUMBERS = Numbers("data_calls", data_call.c.number, unit=data_call.c.unit_key, year=data_call.c.year)
Words = Mapping[str, str]


def choices_for(session: Session, reach: Reach, now: datetime) -> Mapping[str, Sequence[Option]]:
    """The choices of the form by which a call is written."""
    return {"call_units": _units(session, reach, now), "call_forms": _forms(session)}


def units_for(session: Session, facts: TaskFacts) -> Sequence[Option]:
    """The units that the unit of a task may ask."""
    now = facts.row.created_at
    return _units(session, reach_of(session, unit_by_handle(session, facts.row.owner).key, now), now)


def _units(session: Session, reach: Reach, now: datetime) -> Sequence[Option]:
    return unit_options(session, list(reach.everybody.values()), now)


def forms_for(session: Session, _facts: TaskFacts) -> Sequence[Option]:
    """The forms that are there for calls."""
    return _forms(session)


def call_for_data(
    session: Session,
    host: Host,
    viewer: Viewer,
    post: Post,
    form: Form,
    answers: Mapping[str, Any],
    *,
    now: datetime,
) -> int:
    """Send a call to the units it names. Returns its key. ProblemsFound says what to mend, field by field."""
    reach = reach_of(session, post.unit_key or 0, now)
    said = checked_call(session, form, answers, reach, now)
    key = _put_down(session, viewer, post, said, now)
    row = call_row(session, key)
    for position, one in enumerate(reach.chosen(said["whom"], said.get("units") or []), 1):
        _ask(session, row, position, one)
    variables = {"due": row.due_at.isoformat(), "closes": row.closes_at.isoformat()}
    actor = str(viewer.staff_key)
    start_matter(session, host, PROCESS, Subject(KIND, key), variables, unit=row.unit, actor=actor, now=now)
    _tell(session, row, now)
    return key


def checked_call(
    session: Session, form: Form, answers: Mapping[str, Any], reach: Reach, now: datetime
) -> Mapping[str, Any]:
    """The clean answers. Raises ProblemsFound."""
    checked = check_answers(
        form,
        answers,
        options=choices_for(session, reach, now),
        draft=False,
        unprintable=unprintable_letters,
    )
    problems = [*checked.problems, *_more_problems(session, checked.answers, reach, now)]
    if problems:
        raise ProblemsFound(problems)
    return checked.answers


def _more_problems(session: Session, said: Mapping[str, Any], reach: Reach, now: datetime) -> list[Problem]:
    return [
        *_about_persons(said, ("title", "what")),
        *_question_problems(said),
        *_due_problems(session, said, now),
        *_whom_problems(said, reach),
    ]


def _question_problems(said: Mapping[str, Any]) -> list[Problem]:
    """Own questions, or a form, not both; a choice has choices; and nothing asks about persons."""
    questions = said.get("questions") or []
    if said.get("form"):
        return [] if not questions else [_at("form", _ONE_OF_BOTH)]
    if not questions:
        return [_at("questions", _NO_QUESTION)]
    found = []
    for place, one in enumerate(questions):
        if one.get("kind") == "choice" and len(choices_in(one.get("choices") or "")) < LEAST_CHOICES:
            found.append(_at(f"questions.{place}.choices", _CHOICES, place))
        found += _about_persons(one, ("label", "hint", "choices"), place)
    return found


def _about_persons(said: Mapping[str, Any], names: Sequence[str], place: int | None = None) -> list[Problem]:
    """The topic and the purpose ask as much as a question does."""
    words = {name: asks_about_persons(said.get(name) or "") for name in names}
    path = "" if place is None else f"questions.{place}."
    return [_at(f"{path}{name}", refused_question(word), place) for name, word in words.items() if word]


LEAST_CHOICES = 2
_ONE_OF_BOTH = {
    "vi": "Chọn biểu mẫu có sẵn thì bỏ các câu hỏi tự đặt, hoặc ngược lại",
    "en": "With a form that is there, take your own questions out, or the other way round",
}
_NO_QUESTION = {
    "vi": "Đặt ít nhất một câu hỏi, hoặc chọn biểu mẫu có sẵn",
    "en": "Ask at least one question, or choose a form",
}
_CHOICES = {
    "vi": "Ghi ít nhất hai lựa chọn, mỗi dòng một lựa chọn",
    "en": "Give at least two choices, one on each line",
}
_NOBODY = {
    "vi": "Không có đơn vị nào như vậy: chọn cách khác",
    "en": "There is no such unit: choose otherwise",
}


def _due_problems(session: Session, said: Mapping[str, Any], now: datetime) -> list[Problem]:
    try:
        due_on(session, date.fromisoformat(said["due"]), now)
    except (KeyError, TypeError, ValueError):
        return []  # the form has said so
    except Refused as refused:
        return [_at("due", refused.text)]
    return []


def _whom_problems(said: Mapping[str, Any], reach: Reach) -> list[Problem]:
    whom = said.get("whom")
    if not whom or reach.chosen(whom, said.get("units") or []):
        return []
    return [_at("units" if whom == "chosen" else "whom", _NOBODY)]


def _at(path: str, words: Words, place: int | None = None) -> Problem:
    if place is None:
        return Problem(path, words, words)
    before = {"vi": f"Câu hỏi {place + 1}: ", "en": f"Question {place + 1}: "}
    return Problem(path, words, {language: before[language] + words[language] for language in before})


def _forms(session: Session) -> list[Option]:
    known = sorted(name for name in names(session, "form") if name.startswith(OWN_FORMS_BEGIN))
    return offered([load_form(latest(session, "form", name).content) for name in known])


def _schema(session: Session, said: Mapping[str, Any]) -> dict[str, Any]:
    if said.get("form"):
        return as_answer(orjson.loads(latest(session, "form", said["form"]).content))
    return schema_of(said["title"], said["questions"])


def _put_down(session: Session, viewer: Viewer, post: Post, said: Mapping[str, Any], now: datetime) -> int:
    year, due = now.astimezone(ZONE).year, due_on(session, date.fromisoformat(said["due"]), now)
    values = {
        "year": year,
        "number": _NUMBERS.next(session, post.unit_key, year),
        "unit_key": post.unit_key,
        "unit": post.unit,
        "unit_name": post.unit_name or "",
        "asked_by": post.group,
        "office": dict(acting_office(viewer, post.group, office_of(session, post.group))),
        "title": said["title"].strip(),
        "what": said["what"].strip(),
        "form": _schema(session, said),
        "approve": bool(said.get("approve")),
        "asked_at": now,
        "due_at": due.at,
        "dates": {"due": _by_caller(due).to_json()},
        "closes_at": call_date(session, WAIT, due.at, now),
    }
    return int(session.execute(sa.insert(data_call).values(**values).returning(data_call.c.key)).scalar_one())


def _by_caller(due: Dated) -> Dated:
    words = {
        "vi": due.explanation["vi"].replace("nơi giao việc đặt", "nơi yêu cầu đặt"),
        "en": due.explanation["en"].replace("set by the office that directs", "set by the caller"),
    }
    return Dated(due.at, words, due.steps, due.calendar)


def _ask(session: Session, call: Any, position: int, one: Unit) -> None:
    session.execute(
        sa.insert(data_call_part).values(
            call_key=call.key,
            caller_key=call.unit_key,
            position=position,
            unit_key=one.key,
            unit=one.handle,
            unit_name=one.name,
            state="asked",
            due_at=call.due_at,
        )
    )


def _tell(session: Session, row: Any, now: datetime) -> None:
    """Every unit's desk is told of its task."""
    facts = {"title": call_title(row), "unit": row.unit_name, "due": row.due_at.astimezone(ZONE).isoformat()}
    for part in parts_of(session, row.key):
        about = str(Subject(PART, part.key))
        notify(
            session,
            key=f"{about}:asked",
            recipients=[desk_of(session, part.unit, now)],
            words="matter_assigned",
            facts=facts,
            about=about,
            rule="matter_assigned",
            now=now,
        )
