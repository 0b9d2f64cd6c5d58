"""For whoever watches the process: is it alive, can it work."""

import sqlalchemy as sa
from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response
from sqlalchemy.exc import SQLAlchemyError

from web.parts import parts_of
from web.tables import web_session

router = APIRouter()


@router.get("/health/live")
def live() -> Response:
    """The process answers."""
    return PlainTextResponse("live\n")


@router.get("/health/ready")
def ready(request: Request) -> Response:
    """The store answers and has its tables."""
    try:
        with parts_of(request).database.read() as session:
            session.execute(sa.select(web_session.c.token_hash).limit(1))
    except SQLAlchemyError:
        return PlainTextResponse("The store does not answer, or `manage.py migrate` has not run.\n", 503)
    return PlainTextResponse("ready\n")
