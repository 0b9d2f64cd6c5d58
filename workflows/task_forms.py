"""The form of a task as it was deployed with it."""

from collections.abc import Mapping
from functools import lru_cache

import sqlalchemy as sa

from database.remembering import remember
from database.session import Session
from engine.definitions import bound, latest
from engine.tables import instance, task
from forms.form import Form
from forms.schema import load_form
from forms.words import Words
from organisation.viewer import Viewer
from workflows.data_call.own_form import ANSWER, form_of_part
from workflows.data_call.rows import PART
from workflows.errors import NotYours
from workflows.open_task import TaskFacts
from workflows.subject import Subject

NO_FORM = Form("", {"vi": "", "en": ""}, (), {})
"""Of a task that asks nothing: it is only said that it is done."""

_FORM_OF_TASK = (
    sa.select(task.c.candidate_group, task.c.form_id, instance.c.deployment_key, instance.c.subject)
    .join(instance, instance.c.key == task.c.instance_key)
    .where(task.c.key == sa.bindparam("key"))
)


def form_of_task(session: Session, viewer: Viewer, task_key: int) -> Form:
    """The form by which what was sent for a task is read. NotYours unless it lies with one of the viewer's units."""
    row = session.execute(_FORM_OF_TASK, {"key": task_key}).one_or_none()
    if row is None or row.candidate_group not in viewer.unit_groups:
        raise NotYours
    return _meant(session, row.deployment_key, row.form_id, Subject.of(row.subject or ""))


def form_for(session: Session, facts: TaskFacts) -> Form:
    """The form a task was deployed with; later versions of the form do not touch it. NO_FORM where it shows none."""
    return _meant(session, facts.row.deployment_key, facts.row.form_id, facts.subject)


def _meant(session: Session, deployment_key: int, form_id: str | None, subject: Subject | None) -> Form:
    """The form of a task: what a data call asks is written by its caller, everything else is deployed."""
    if form_id is None:
        return NO_FORM
    if form_id == ANSWER and subject is not None and subject.kind == PART:
        return form_of_part(session, subject.key)
    return deployed_form(session, deployment_key, form_id)


def form_named(session: Session, facts: TaskFacts, form_id: str) -> Form:
    """Another form of the same deployment, such as the report's own while it is being received."""
    return deployed_form(session, facts.row.deployment_key, form_id)


def deployed_form(session: Session, deployment_key: int, form_id: str) -> Form:
    """A form as a deployment means it."""
    return remember(
        session,
        ("form", deployment_key, form_id),
        lambda: _loaded(bound(session, deployment_key, "form", form_id).content),
    )


def latest_form(session: Session, form_id: str) -> Form:
    """A form as it was deployed last."""
    return _loaded(latest(session, "form", form_id).content)


def form_at(session: Session, instance_key: int, form_id: str) -> Form:
    """A form as an instance was deployed with it."""
    deployment = sa.select(instance.c.deployment_key).where(instance.c.key == instance_key)
    return deployed_form(session, session.execute(deployment).scalar_one(), form_id)


def choice_words(form: Form, key: str) -> Mapping[str, Words]:
    """What the choices of a question are called, by the code that is kept."""
    return {option.value: option.label for one in form.fields if one.key == key for option in one.options}


def form_title(session: Session, form_id: str) -> Words:
    """What people call a form, as it was deployed last."""
    return latest_form(session, form_id).title


@lru_cache(maxsize=64)
def _loaded(content: bytes) -> Form:
    return load_form(content)
