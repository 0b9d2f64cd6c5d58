"""A process that an owner drew: it begins with variables, or with its message."""

from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.message_tables import message_start
from engine.messages import correlate_message
from engine.start import start_instance
from forms.form import Form, Option
from forms.shape import starting_answers
from organisation.roles import REPORTER, group
from workflows.deployment import Files
from workflows.designer.playing.beginning.stand import (
    Answers,
    Beginning,
    Options,
    Stand,
    begun_by,
    checked,
    in_both,
    small,
    somebody,
)
from workflows.designer.playing.given import (
    ROWS,
    definitions_of,
    in_context,
    names_wanted,
    rows_for,
    variables_given,
)

FORM = "begin_own"


def own_beginning(process: str, files: Files) -> Beginning:
    """Rows for what the diagram asks for and nothing in it sets."""

    def starting(form: Form) -> Answers:
        return {
            **starting_answers(form),
            ROWS: rows_for(names_wanted(files, process, _start(process, files))),
        }

    return begun_by(_begin, small(FORM), options=_units, starting=starting)


def _start(process: str, files: Files) -> str:
    definitions = definitions_of(process, files)
    found = definitions.message_start(process) if definitions else None
    return found.id if found else ""


def _units(stand: Stand, _session: Session) -> Options:
    return {"units": [Option(part.unit.handle, in_both(part.unit.name)) for part in stand.cast.parts]}


def _begin(stand: Stand, session: Session, form: Form, answers: Answers) -> None:
    given = _given(form, answers)
    said = checked(
        form, {**answers, ROWS: answers[ROWS] if _in_rows(answers) else []}, _units(stand, session)
    )
    variables = {**given, "unit": said["unit"]}
    actor = str(somebody(stand, session, group(said["unit"], REPORTER)).staff_key)
    name = _message(stand.process, session)
    if name is None:
        start_instance(
            session,
            stand.host,
            stand.process,
            variables,
            owner=said["unit"],
            actor=actor,
            now=stand.now,
        )
        return
    correlate_message(session, stand.host, name, "", actor=actor, now=stand.now, variables=variables)


def _given(form: Form, answers: Answers) -> dict[str, Any]:
    return variables_given(form, answers) if _in_rows(answers) else in_context(answers.get(ROWS) or "")


def _in_rows(answers: Answers) -> bool:
    """Plays that were kept before rows were asked for have one text of FEEL."""
    return isinstance(answers.get(ROWS), list)


def _message(process: str, session: Session) -> str | None:
    """The message that a process begins with, if it does."""
    query = sa.select(message_start.c.name).where(message_start.c.process_id == process)
    return session.execute(query).scalar_one_or_none()
