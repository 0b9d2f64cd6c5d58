"""Somebody of the cast, signed in without the slow check of a password."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime

from fastapi import FastAPI

from database.session import Database
from organisation.staff import find_staff
from tests.web.browsing import Visitor
from web.sessions import begin_session

SignIn = Callable[[str], Visitor]


@contextmanager
def signing_in(app: FastAPI, database: Database) -> Iterator[SignIn]:
    """Signs in whoever is named, until the end of the test."""
    with ExitStack() as open_visitors:

        def enter(username: str) -> Visitor:
            with database.write() as session:
                found = find_staff(session, username)
                assert found is not None, username
                token = begin_session(session, found.key, datetime.now(UTC))
            visitor = open_visitors.enter_context(Visitor(app))
            visitor.cookies.set("sid", token)
            return visitor

        yield enter
