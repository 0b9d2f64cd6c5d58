"""Variables of instances. They live inside the state of an instance, so a search names the instance."""

import zlib
from collections.abc import Mapping
from typing import Annotated, Any

import orjson
import sqlalchemy as sa
from fastapi import APIRouter, Query
from fastapi.responses import Response

from database.session import Session
from database.types import Key as KeyType
from engine.tables import instance
from engine.variables import instance_variables
from web.edge import reading
from web.errors import BadRequest, NotHere
from web.gate import Called
from web.rest.body import ProgramRoute
from web.rest.filters import KeyFilter, TextFilter
from web.rest.listed import listed
from web.rest.search import Column, Page, Search, SearchWanted
from web.rest.shapes import TENANT, Answered, Key, Sent, SentKey, answer
from workflows.seeing import seen_instances

router = APIRouter(prefix="/variables", route_class=ProgramRoute, tags=["Variable"])

LONGEST_SHOWN = 8191
_NAME_BITS = 31

Truncate = Annotated[bool, Query(alias="truncateValues")]
"""Whether long values are cut off."""


class Variable(Answered):
    """One variable; `value` is its JSON as text."""

    variable_key: Key
    name: str
    value: str
    scope_key: Key
    process_instance_key: Key
    root_process_instance_key: Key | None
    tenant_id: str = TENANT


class FoundVariable(Variable):
    """The same, whose value may have been cut off."""

    is_truncated: bool


class Variables(Answered):
    """One page of variables."""

    items: list[FoundVariable]
    page: Page


class VariableFilter(Sent):
    """Which variables."""

    variable_key: KeyFilter = None
    name: TextFilter = None
    value: TextFilter = None
    is_truncated: bool | None = None
    process_instance_key: KeyFilter = None
    scope_key: KeyFilter = None
    tenant_id: TextFilter = None


class VariableSearch(SearchWanted):
    """A search for variables."""

    filter: VariableFilter | None = None


@router.post("/search", operation_id="searchVariables", response_model=Variables)
@reading
def search(
    caller: Called,
    wanted: VariableSearch | None = None,
    *,
    truncate: Truncate = True,
    session: Session,
) -> Response:
    """The variables of an instance that fit a filter."""
    wanted = wanted or VariableSearch()
    key = _instance_named(wanted.filter)
    row = _seen(session, caller, key)
    values = {} if row is None else instance_variables(session, caller.parts.host, key, now=caller.now)
    root_key = None if row is None else row.root_key
    return answer(variables_page(session, key, root_key, values, wanted, truncate=truncate))


@router.get("/{key}", operation_id="getVariable", response_model=Variable)
@reading
def get(key: SentKey, caller: Called, *, session: Session) -> Response:
    """One variable with its whole value."""
    instance_key = key >> _NAME_BITS
    row = _seen(session, caller, instance_key)
    if row is None:
        raise NotHere
    values = instance_variables(session, caller.parts.host, instance_key, now=caller.now)
    named = {_variable_key(instance_key, name): name for name in values}
    if key not in named:
        raise NotHere
    return answer(
        Variable(
            variable_key=key,
            name=named[key],
            value=_text(values[named[key]]),
            scope_key=instance_key,
            process_instance_key=instance_key,
            root_process_instance_key=row.root_key,
        )
    )


def variables_page(
    session: Session,
    instance_key: int,
    root_key: int | None,
    values: Mapping[str, Any],
    wanted: VariableSearch | None,
    *,
    truncate: bool,
) -> Variables:
    """One page of the variables of an instance, or of what one of its tasks sees."""
    wanted = wanted or VariableSearch()
    rows = [_row(instance_key, name, _text(value), truncate=truncate) for name, value in values.items()]
    columns = {"key": KeyType, "name": sa.Text, "value": sa.Text, "is_truncated": sa.Boolean}
    table = listed("variable", columns, rows)
    search = Search(
        {
            "variableKey": Column(table.c.key),
            "name": Column(table.c.name),
            "value": Column(table.c.value),
            "isTruncated": Column(table.c.is_truncated),
            "processInstanceKey": Column(sa.literal(instance_key, KeyType)),
            "scopeKey": Column(sa.literal(instance_key, KeyType)),
            "tenantId": Column(sa.literal(TENANT)),
        },
        key=table.c.key,
    )
    found = search.find(session, sa.select(table).where(*search.conditions(wanted.filter)), wanted)
    items = [
        FoundVariable(
            variable_key=row.key,
            name=row.name,
            value=row.value,
            is_truncated=row.is_truncated,
            scope_key=instance_key,
            process_instance_key=instance_key,
            root_process_instance_key=root_key,
        )
        for row in found.rows
    ]
    return Variables(items=items, page=found.page)


def _instance_named(wanted: VariableFilter | None) -> int:
    for named in (wanted.process_instance_key, wanted.scope_key) if wanted else ():
        if named and named.eq is not None:
            return int(named.eq)
    if wanted and wanted.variable_key and wanted.variable_key.eq is not None:
        return int(wanted.variable_key.eq) >> _NAME_BITS
    raise BadRequest("filter.processInstanceKey", "Variables are searched in one instance: give its key.")


def _seen(session: Session, caller: Called, instance_key: int) -> Any:
    query = sa.select(instance.c.key, instance.c.root_key)
    return session.execute(query.where(instance.c.key == instance_key, seen_instances(caller.viewer))).first()


def _row(instance_key: int, name: str, value: str, *, truncate: bool) -> tuple[int, str, str, bool]:
    is_cut = truncate and len(value) > LONGEST_SHOWN
    return _variable_key(instance_key, name), name, value[:LONGEST_SHOWN] if is_cut else value, is_cut


def _variable_key(instance_key: int, name: str) -> int:
    """Variables have no rows: the key is that of the instance, then a checksum of the name."""
    return (instance_key << _NAME_BITS) | (zlib.crc32(name.encode()) & ((1 << _NAME_BITS) - 1))


def _text(value: Any) -> str:
    return orjson.dumps(value).decode()
