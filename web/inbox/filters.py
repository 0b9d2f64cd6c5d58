"""Keeping what the list shows now under a name, and forgetting it again."""

from dataclasses import replace

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.edge import writing
from web.gate import Visited
from web.inbox.page import Asked, Told, list_page
from web.keys import RowKey
from web.posted import Posted
from web.visit import see_other
from workflows.errors import Refused
from workflows.saved_filters import remove_filter, save_filter

router = APIRouter()


@router.post("/tasks/filters")
def keep_filter(visit: Visited, form: Posted) -> Response:
    """Keep this part of the list under a name."""
    asked = Asked.of(form.first)
    name = form.first("name")
    try:
        visit.parts.database.transact(
            lambda session: save_filter(
                session,
                visit.viewer,
                name,
                scope=asked.scope,
                search=asked.search,
                kind=asked.kind,
                band=asked.band,
                now=visit.now,
            )
        )
    except Refused as refused:
        told = Told(filter_name=name, filter_problem=visit.pick(refused.text))
        return list_page(visit, asked, status=422, told=told)
    return see_other(replace(asked, after="", everything=False).address(done="filter_kept"))


@router.post("/tasks/filters/{key}/removal")
@writing
def forget_filter(visit: Visited, key: RowKey, *, session: Session) -> Response:
    """One's own filter goes; the list itself stays as it is."""
    remove_filter(session, visit.viewer, key)
    return see_other("/tasks?done=filter_removed")
