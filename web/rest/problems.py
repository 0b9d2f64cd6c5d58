"""How a program is told that something cannot be done: problem+json (RFC 9457), in English."""

from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

import orjson
from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from web.errors import BadRequest
from web.rest.body import BodyTooLarge, BodyUnreadable
from workflows.completion import ProblemsFound

CHALLENGE = 'Bearer realm="Giaoban", Basic realm="Giaoban", charset="UTF-8"'


class FieldProblem(BaseModel):
    """What is wrong with one field."""

    field: str
    message: str


class Problem(BaseModel):
    """Why a request was refused."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    instance: str
    errors: list[FieldProblem] = Field(default_factory=list)


PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "description": HTTPStatus(status).phrase}
    for status in (400, 401, 403, 404, 409)
}
"""For the description of every route."""


def problem(
    request: Request,
    status: int,
    detail: str,
    *,
    errors: Sequence[FieldProblem] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The answer that refuses a request."""
    told = Problem(
        title=_title(status), status=status, detail=detail, instance=request.url.path, errors=list(errors)
    )
    more = dict(headers or {})
    if status == HTTPStatus.UNAUTHORIZED:
        more["www-authenticate"] = CHALLENGE
    elif status == HTTPStatus.TOO_MANY_REQUESTS:
        more["retry-after"] = "900"
    content = orjson.dumps(told.model_dump(exclude=set() if errors else {"errors"}))
    return Response(content, status, more, "application/problem+json")


def problem_of(request: Request, error: Exception, status: int) -> Response:
    """The problem of an error of ours: its English sentence, and the fields it names."""
    return problem(request, status, sentence_of(error), errors=_fields_of(error))


def _fields_of(error: Exception) -> list[FieldProblem]:
    if isinstance(error, BadRequest):
        return [FieldProblem(field=error.field, message=error.sentence)]
    if isinstance(error, ProblemsFound):
        return [
            FieldProblem(field=f"variables.{one.path}", message=one.summary["en"]) for one in error.problems
        ]
    return []


def problem_of_fields(request: Request, error: RequestValidationError) -> Response:
    """A body, an address or a query that is not of the shape it must have: each field is named."""
    errors = [_field_problem(found) for found in error.errors()]
    detail = "; ".join(f"{one.field}: {one.message}" for one in errors[:5])
    return problem(request, HTTPStatus.BAD_REQUEST, detail, errors=errors[:50])


def problem_of_http(request: Request, error: HTTPException) -> Response:
    """What the framework refuses, and a body that cannot be read."""
    detail = {
        HTTPStatus.NOT_FOUND: "There is nothing at this address.",
        HTTPStatus.METHOD_NOT_ALLOWED: "This address does not take this method.",
    }.get(HTTPStatus(error.status_code), "The body cannot be read.")
    if isinstance(error, BodyUnreadable | BodyTooLarge):
        detail = error.detail
    return problem(request, error.status_code, detail, headers=error.headers)


def sentence_of(error: Exception) -> str:
    """What an error says in English: its own words, else what its class says."""
    for name in ("text", "message"):
        words = getattr(error, name, None)
        if isinstance(words, Mapping):
            return str(words["en"])
    return str(error) or (type(error).__doc__ or "").split("\n", 1)[0]


def _title(status: int) -> str:
    return HTTPStatus(status).phrase


def _field_problem(found: Mapping[str, Any]) -> FieldProblem:
    message = str(found["msg"]).removeprefix("Value error, ")
    return FieldProblem(field=_name(found["loc"]), message=message)


def _name(loc: Iterable[Any]) -> str:
    """filter.state.$eq, sort[0].field: as the sender wrote it."""
    where, *path = loc
    shown = ""
    for step in path:
        shown += f"[{step}]" if isinstance(step, int) else f".{step}"
    return shown.lstrip(".") or str(where)
