"""User tasks: find, look at, take, give back, change, do."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

import sqlalchemy as sa
from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import Field

from database.session import Session
from engine.definition_tables import deployment_item, form_definition, process_definition
from engine.tables import instance, task
from engine.variables import form_of_task, task_variables
from organisation.staff import keys_of
from web.edge import reading, writing
from web.errors import BadRequest, NotHere
from web.gate import Called
from web.rest.body import ProgramRoute
from web.rest.filters import Condition, Equal, KeyFilter, MomentFilter, NumberFilter, TextFilter, condition
from web.rest.search import Column, Page, Search, SearchWanted
from web.rest.shapes import TENANT, Answered, Key, Moment, Sent, SentKey, SentMoment, answer, nothing
from web.v2.element_keys import of_task
from web.v2.forms import Form, form_shape
from web.v2.variables import Truncate, Variables, VariableSearch, variables_page
from workflows.any_task import change_task, finish_task, free_task, give_task, usernames
from workflows.data_call.own_form import ANSWER, asked_in
from workflows.seeing import seen_tasks

router = APIRouter(prefix="/user-tasks", route_class=ProgramRoute, tags=["User task"])

State = Literal["CREATED", "COMPLETED", "CANCELED"]
STATES: Mapping[State, str] = {"CREATED": "created", "COMPLETED": "completed", "CANCELED": "cancelled"}
_NAMES = {stored: name for name, stored in STATES.items()}


class UserTask(Answered):
    """One task."""

    user_task_key: Key
    element_instance_key: Key
    element_id: str
    name: str | None
    state: State
    assignee: str | None
    candidate_groups: list[str]
    candidate_users: list[str] = Field(default_factory=list)
    process_definition_key: Key
    process_definition_id: str
    process_definition_version: int
    process_name: str | None
    process_instance_key: Key
    root_process_instance_key: Key | None
    form_key: Key | None
    external_form_reference: str | None = None
    creation_date: Moment
    completion_date: Moment | None
    follow_up_date: Moment | None
    due_date: Moment | None
    priority: int
    custom_headers: dict[str, str] = Field(default_factory=dict)
    tenant_id: str = TENANT
    tags: list[str] = Field(default_factory=list)
    business_id: str | None = None


class UserTasks(Answered):
    """One page of tasks."""

    items: list[UserTask]
    page: Page


class UserTaskFilter(Sent):
    """Which tasks."""

    user_task_key: KeyFilter = None
    element_instance_key: KeyFilter = None
    element_id: TextFilter = None
    name: TextFilter = None
    state: TextFilter = None
    assignee: TextFilter = None
    candidate_group: TextFilter = None
    process_definition_key: KeyFilter = None
    process_definition_id: TextFilter = None
    process_instance_key: KeyFilter = None
    creation_date: MomentFilter = None
    completion_date: MomentFilter = None
    follow_up_date: MomentFilter = None
    due_date: MomentFilter = None
    priority: NumberFilter = None
    tenant_id: TextFilter = None


class UserTaskSearch(SearchWanted):
    """A search for tasks."""

    filter: UserTaskFilter | None = None


class Completion(Sent):
    """What the task came to. `action` is taken note of by nobody."""

    variables: dict[str, Any] | None = None
    action: str | None = None


class Assignment(Sent):
    """Whose the task becomes; without a name the caller's own."""

    assignee: str | None = Field(default=None, min_length=1)
    allow_override: bool | None = None
    action: str | None = None


class Changes(Sent):
    """What changes. A date may be emptied with null."""

    due_date: SentMoment | None = None
    follow_up_date: SentMoment | None = None
    candidate_groups: list[str] | None = Field(default=None, max_length=1)
    candidate_users: list[str] | None = Field(default=None, max_length=0)
    priority: int | None = Field(default=None, ge=0, le=100)


class Update(Sent):
    """A change of a task."""

    changeset: Changes | None = None
    action: str | None = None


SEARCH = Search(
    {
        "userTaskKey": Column(task.c.key),
        "elementInstanceKey": Column(of_task(task.c.key)),
        "elementId": Column(task.c.element),
        "name": Column(task.c.name, optional=True),
        "state": Column(task.c.status, names=STATES),
        "candidateGroup": Column(task.c.candidate_group, optional=True),
        "processDefinitionKey": Column(instance.c.definition_key),
        "processDefinitionId": Column(process_definition.c.process_id),
        "processInstanceKey": Column(task.c.instance_key),
        "creationDate": Column(task.c.created_at),
        "completionDate": Column(task.c.ended_at, optional=True),
        "followUpDate": Column(task.c.follow_up_at, optional=True),
        "dueDate": Column(task.c.due_at, optional=True),
        "priority": Column(task.c.priority),
        "tenantId": Column(sa.literal(TENANT)),
    },
    key=task.c.key,
)


@router.post("/search", operation_id="searchUserTasks", response_model=UserTasks)
@reading
def search(caller: Called, wanted: UserTaskSearch | None = None, *, session: Session) -> Response:
    """The tasks that fit a filter, of those the caller may see."""
    wanted = wanted or UserTaskSearch()
    rows = _visible(caller).where(*SEARCH.conditions(wanted.filter))
    if wanted.filter and wanted.filter.assignee:
        rows = rows.where(_held_as(session, wanted.filter.assignee))
    found = SEARCH.find(session, rows, wanted)
    return answer(UserTasks(items=_shapes(session, found.rows), page=found.page))


@router.get("/{key}", operation_id="getUserTask", response_model=UserTask)
@reading
def get(key: SentKey, caller: Called, *, session: Session) -> Response:
    """One task."""
    return answer(_shapes(session, [_find(session, caller, key)])[0])


@router.get("/{key}/form", operation_id="getUserTaskForm", response_model=Form, responses={204: {}})
@reading
def get_form(key: SentKey, caller: Called, *, session: Session) -> Response:
    """The form of a task, in the version its instance was started with; 204 where it has none."""
    _find(session, caller, key)
    form = form_of_task(session, key)
    if form is not None and form.name == ANSWER:  # what it asks is written by whoever calls for data
        form = replace(form, content=asked_in(session, key) or form.content)
    return nothing() if form is None else answer(form_shape(form))


@router.post("/{key}/variables/search", operation_id="searchUserTaskVariables", response_model=Variables)
@reading
def search_variables(
    key: SentKey,
    caller: Called,
    wanted: VariableSearch | None = None,
    *,
    truncate: Truncate = True,
    session: Session,
) -> Response:
    """What an open task sees: the variables where it waits, and its own inputs."""
    row = _find(session, caller, key)
    values = (
        task_variables(session, caller.parts.host, key, now=caller.now) if row.status == "created" else {}
    )
    return answer(variables_page(session, row.instance_key, row.root_key, values, wanted, truncate=truncate))


@router.post("/{key}/completion", operation_id="completeUserTask", status_code=204)
@writing
def complete(key: SentKey, caller: Called, wanted: Completion | None = None, *, session: Session) -> Response:
    """Do a task. For a report's task the variables are the answers of its form, checked as on the page."""
    variables = (wanted.variables if wanted else None) or {}
    finish_task(session, caller.parts.host, caller.viewer, key, variables, now=caller.now)
    return nothing()


@router.post("/{key}/assignment", operation_id="assignUserTask", status_code=204)
@writing
def assign(key: SentKey, caller: Called, wanted: Assignment, *, session: Session) -> Response:
    """Give a task to an account: one's own, or by whoever hands out the tasks."""
    receiver = wanted.assignee or caller.viewer.username
    override = wanted.allow_override is not False
    give_task(session, caller.viewer, key, receiver, override=override, now=caller.now)
    return nothing()


@router.delete("/{key}/assignee", operation_id="unassignUserTask", status_code=204)
@writing
def unassign(key: SentKey, caller: Called, *, session: Session) -> Response:
    """Give a task back to its group."""
    free_task(session, caller.viewer, key, now=caller.now)
    return nothing()


@router.patch("/{key}", operation_id="updateUserTask", status_code=204)
@writing
def update(key: SentKey, caller: Called, wanted: Update | None = None, *, session: Session) -> Response:
    """Change dates, priority or group of a task that is no report's."""
    changes = _changes(wanted.changeset) if wanted and wanted.changeset else {}
    if not changes:
        raise BadRequest(
            "changeset", "Name at least one of dueDate, followUpDate, candidateGroups, priority."
        )
    change_task(session, caller.viewer, key, changes, now=caller.now)
    return nothing()


def _changes(wanted: Changes) -> dict[str, Any]:
    columns = {"due_date": "due_at", "follow_up_date": "follow_up_at", "priority": "priority"}
    named = wanted.model_fields_set
    found = {columns[name]: getattr(wanted, name) for name in columns if name in named}
    if found.get("priority", 0) is None:
        raise BadRequest("changeset.priority", "Give a number from 0 to 100.")
    if "candidate_groups" in named:
        found["candidate_group"] = next(iter(wanted.candidate_groups or ()), None)
    return found


def _held_as(session: Session, wanted: Equal[str]) -> Condition:
    """Tasks name their holder by the key of the account, or as a foreign diagram wrote it."""
    tests = dict(wanted.tests())
    if "like" in tests:
        raise BadRequest("filter.assignee.$like", "Holders can be asked for by their whole names only.")
    named = [tests.get("eq"), tests.get("neq"), *tests.get("one_of", ()), *tests.get("none_of", ())]
    keys = keys_of(session, {name for name in named if name})

    def stored(names: list[str]) -> list[str]:
        return [*names, *(str(keys[name]) for name in names if name in keys)]

    held = [
        Equal[str].model_validate({"$in" if sought else "$notIn": stored(names)})
        for sought, names in (
            (True, [tests["eq"]] if "eq" in tests else None),
            (True, tests.get("one_of")),
            (False, [tests["neq"]] if "neq" in tests else None),
            (False, tests.get("none_of")),
        )
        if names is not None
    ]
    if "exists" in tests:
        held.append(Equal[str].model_validate({"$exists": tests["exists"]}))
    return sa.and_(sa.true(), *(condition(task.c.assignee, one) for one in held))


def _find(session: Session, caller: Called, key: int) -> Any:
    row = session.execute(_visible(caller).where(task.c.key == key)).first()
    if row is None:
        raise NotHere
    return row


def _visible(caller: Called) -> sa.Select[Any]:
    form = deployment_item.alias("form")
    return (
        sa.select(
            task,
            instance.c.definition_key,
            instance.c.root_key,
            process_definition.c.process_id,
            process_definition.c.version.label("definition_version"),
            process_definition.c.name.label("process_name"),
            sa.func.coalesce(form.c.definition_key, _newest_form()).label("form_key"),
        )
        .join(instance, instance.c.key == task.c.instance_key)
        .join(process_definition, process_definition.c.key == instance.c.definition_key)
        .outerjoin(
            form,
            sa.and_(
                form.c.deployment_key == instance.c.deployment_key,
                form.c.kind == "form",
                form.c.name == task.c.form_id,
            ),
        )
        .where(seen_tasks(caller.viewer))
    )


def _newest_form() -> sa.ScalarSelect[Any]:
    """Of a form that is worked out when the task is made, no deployment says which version is meant."""
    newest = sa.select(sa.func.max(form_definition.c.key))
    return newest.where(form_definition.c.form_id == task.c.form_id).scalar_subquery()


def _shapes(session: Session, rows: Any) -> list[UserTask]:
    names = usernames(session, {row.assignee for row in rows if row.assignee})
    return [_shape(row, names.get(row.assignee)) for row in rows]


def _shape(row: Any, assignee: str | None) -> UserTask:
    return UserTask(
        user_task_key=row.key,
        element_instance_key=of_task(row.key),
        element_id=row.element,
        name=row.name,
        state=_NAMES[row.status],
        assignee=assignee,
        candidate_groups=[row.candidate_group] if row.candidate_group else [],
        process_definition_key=row.definition_key,
        process_definition_id=row.process_id,
        process_definition_version=row.definition_version,
        process_name=row.process_name,
        process_instance_key=row.instance_key,
        root_process_instance_key=row.root_key,
        form_key=row.form_key,
        creation_date=row.created_at,
        completion_date=row.ended_at if row.status == "completed" else None,
        follow_up_date=row.follow_up_at,
        due_date=row.due_at,
        priority=row.priority,
    )
