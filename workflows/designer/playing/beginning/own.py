"""A process that an owner drew: it begins with variables, or with its message."""

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
    somebody,
)
from workflows.designer.playing.given import (
    OTHERS,
    definitions_of,
    in_context,
    names_wanted,
    others_for,
    own_form,
    variables_given,
)

FORM, UNIT = "begin_own", "unit"
CONTEXT = "variables"
"""Plays that were kept before variables were asked for have one text of FEEL."""


def own_beginning(process: str, files: Files) -> Beginning:
    """It asks for what the diagram reads and nothing in it sets."""
    names = tuple(names_wanted(files, process, _start(process, files)))

    def starting(form: Form) -> Answers:
        return {**starting_answers(form), OTHERS: others_for(names)}

    return begun_by(_begin, lambda _session: own_form(FORM, names), options=_units, starting=starting)


def _start(process: str, files: Files) -> str:
    definitions = definitions_of(process, files)
    found = definitions.message_start(process) if definitions else None
    return found.id if found else ""


def _units(stand: Stand, _session: Session) -> Options:
    return {"units": [Option(part.unit.handle, in_both(part.unit.name)) for part in stand.cast.parts]}


def _begin(stand: Stand, session: Session, form: Form, answers: Answers) -> None:
    said = checked(form, {UNIT: answers.get(UNIT)}, _units(stand, session))
    variables = {**in_context(answers.get(CONTEXT) or ""), **variables_given(answers), UNIT: said[UNIT]}
    actor = str(somebody(stand, session, group(said[UNIT], REPORTER)).staff_key)
    name = _message(stand.process, session)
    if name is None:
        start_instance(
            session,
            stand.host,
            stand.process,
            variables,
            owner=said[UNIT],
            actor=actor,
            now=stand.now,
        )
        return
    correlate_message(session, stand.host, name, "", actor=actor, now=stand.now, variables=variables)


def _message(process: str, session: Session) -> str | None:
    """The message that a process begins with, if it does."""
    query = sa.select(message_start.c.name).where(message_start.c.process_id == process)
    return session.execute(query).scalar_one_or_none()
