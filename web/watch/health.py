"""For whoever watches the process: is it alive, can it work. Strangers may ask, and learn no more than names."""

import threading
import time
from collections.abc import Callable, Mapping
from functools import cache

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from sqlalchemy.exc import SQLAlchemyError

from database.session import Database
from database.version import current, newest
from documents.errors import DocumentError
from documents.fonts import check_fonts
from documents.press import check_press
from web.parts import parts_of

router = APIRouter()

AGAIN_SECONDS = 60
"""How soon what failed outside the store is looked at again: starting a press costs a second."""

Check = Callable[[Database], bool]


@router.get("/health/live")
def live() -> Response:
    """The process answers."""
    return JSONResponse({"live": True})


@router.get("/health/ready")
def ready(request: Request) -> Response:
    """The store answers and has the tables of this version, and documents can be made."""
    database = parts_of(request).database
    found = {name: check(database) for name, check in CHECKS.items()}
    whole = all(found.values())
    return JSONResponse({"ready": whole, "parts": found}, 200 if whole else 503)


def _store_answers(database: Database) -> bool:
    try:
        with database.read() as session:
            return session.exec_driver_sql("select 1").scalar() == 1
    except SQLAlchemyError:
        return False


def _schema_is_newest(database: Database) -> bool:
    try:
        with database.read() as session:
            return current(session) == _newest()
    except SQLAlchemyError:
        return False


@cache
def _newest() -> str:
    return newest()


class Lasting:
    """A check whose good answer lasts as long as the process, and whose bad one is kept for a while."""

    def __init__(self, check: Callable[[], None], seconds: Callable[[], float] = time.monotonic) -> None:
        self._check, self._seconds = check, seconds
        self._turn = threading.Lock()
        self._holds = False
        self._again_at = 0.0

    def __call__(self, _database: Database) -> bool:
        """Whether it holds; many who ask at once start one check."""
        with self._turn:
            if not self._holds and self._seconds() >= self._again_at:
                self._again_at = self._seconds() + AGAIN_SECONDS
                self._holds = self._succeeds()
            return self._holds

    def _succeeds(self) -> bool:
        try:
            self._check()
        except DocumentError:
            return False
        return True


CHECKS: Mapping[str, Check] = {
    "store": _store_answers,
    "schema": _schema_is_newest,
    "fonts": Lasting(check_fonts),
    "press": Lasting(check_press),
}
