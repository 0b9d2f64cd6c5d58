"""Routes that do one thing each, for tests of what surrounds every route."""

import sqlalchemy as sa
from fastapi import APIRouter
from fastapi.responses import HTMLResponse, PlainTextResponse, Response

from database.session import Session
from engine.errors import StaleTask
from organisation.errors import StaffRefused, UnitUnknown
from tests.web.cast import NOW
from web.edge import reading, writing
from web.errors import NotAllowed, NotHere
from web.gate import Visited
from web.posted import Posted
from web.tables import sign_in_attempt
from workflows.errors import NotYours, Refused, StalePage

router = APIRouter()

ERRORS = {
    "not_here": NotHere(),
    "not_allowed": NotAllowed(),
    "not_yours": NotYours(),
    "unit": UnitUnknown("Không có đơn vị này.", "There is no such unit."),
    "staff": StaffRefused("Không giao được vai trò này.", "This role cannot be given."),
    "refused": Refused("Kỳ này đã đóng.", "This cycle is closed."),
    "stale_page": StalePage("Có người đã gửi trước.", "Somebody sent it before."),
    "stale_task": StaleTask(),
}


@router.get("/probe")
def probe(visit: Visited) -> Response:
    return HTMLResponse(f'{visit.viewer.username} <input name="_token" value="{visit.token}">')


@router.get("/probe/count")
@reading
def count(*, session: Session) -> Response:
    return PlainTextResponse(str(session.scalar(sa.select(sa.func.count()).select_from(sign_in_attempt))))


@router.post("/probe")
@writing
def keep(visit: Visited, form: Posted, *, session: Session) -> Response:
    row = {"subject": form.first("subject"), "attempts": 1, "last_at": NOW}
    session.execute(sa.insert(sign_in_attempt).values(**row))
    if form.first("crash"):
        raise RuntimeError(form.first("crash"))
    return PlainTextResponse(f"kept for {visit.viewer.username}")


@router.post("/probe/refused/{name}")
def refuse(name: str) -> Response:
    raise ERRORS[name]


@router.post("/probe/echo")
def echo(form: Posted) -> Response:
    return PlainTextResponse("|".join(f"{name}={value}" for name, value in form if name != "_token"))


@router.get("/probe/number/{key}")
def numbered(key: int) -> Response:
    return PlainTextResponse(str(key))
