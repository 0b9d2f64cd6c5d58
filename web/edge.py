"""The transaction edge of a request: a decorator around the route body.

Not a dependency: one that holds the single writer while the request waits for a thread starved 40 of 400 requests
at 60 clients; the decorator takes the writer in the thread that uses it. The answer leaves after the commit.

    @router.post("/tasks/{key}/claim")
    @writing
    def claim(key: int, visit: Visited, *, session: Session) -> Response: ...

FastAPI does not see `session`. If the body raises, nothing of it is kept.
"""

import inspect
from collections.abc import Callable
from functools import wraps

from fastapi import Request
from fastapi.responses import Response

from database.session import Database, Session

Body = Callable[..., Response]


def reading(body: Body) -> Body:
    """Give the body a `session` that sees one state of the store and cannot change it."""
    return _with_session(body, _read)


def writing(body: Body) -> Body:
    """Give the body a `session` whose changes are all kept when it returns, or none if it raises.

    Where its locks crossed a rival's nothing was kept, and the body is called again.
    """
    return _with_session(body, Database.transact)


def _read(database: Database, work: Callable[[Session], Response]) -> Response:
    with database.read() as session:
        return work(session)


def _with_session(body: Body, done: Callable[[Database, Callable[[Session], Response]], Response]) -> Body:
    @wraps(body)
    def route(*, request: Request, **facts: object) -> Response:
        return done(request.app.state.parts.database, lambda session: body(session=session, **facts))

    kept = [one for one in inspect.signature(body).parameters.values() if one.name != "session"]
    asked = inspect.Parameter("request", inspect.Parameter.KEYWORD_ONLY, annotation=Request)
    route.__signature__ = inspect.Signature([*kept, asked])  # type: ignore[attr-defined] # functions may have it
    return route
