"""The body of a program's request: capped, not nested deep, and JSON as the standard has it."""

from collections.abc import Callable, Coroutine
from typing import Any

import orjson
from fastapi import Request
from fastapi.responses import Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from typing_extensions import override

MAX_JSON_BYTES = 1_000_000
MAX_DEPTH = 50


class BodyUnreadable(HTTPException):
    """The body is not what it must be; says why."""

    def __init__(self, detail: str) -> None:
        super().__init__(400, detail)


class JsonRequest(Request):
    """A request whose JSON is read strictly."""

    @override
    async def json(self) -> Any:
        """The body as JSON. Raises BodyUnreadable for anything else, and for nesting deeper than MAX_DEPTH."""
        body = await self.body()
        try:
            value = orjson.loads(body)
        except orjson.JSONDecodeError as error:
            raise BodyUnreadable(f"The body is not JSON: {error}.") from None
        _refuse_deep(value)
        return value


class ProgramRoute(APIRoute):
    """A route for programs: its body is read by JsonRequest."""

    @override
    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler of the framework, over our request."""
        handle = super().get_route_handler()

        async def read(request: Request) -> Response:
            return await handle(JsonRequest(request.scope, request.receive))

        return read


def _refuse_deep(value: Any) -> None:
    """Without recursion: what is refused here must not break what refuses it."""
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [item for outer in level if isinstance(outer, dict | list) for item in _inside(outer)]
        if not level:
            return
    raise BodyUnreadable(f"The body is nested deeper than {MAX_DEPTH} levels.")


def _inside(outer: dict[str, Any] | list[Any]) -> list[Any]:
    found = outer if isinstance(outer, list) else [*outer.values(), *outer]
    if any(isinstance(item, str) and "\0" in item for item in found):
        raise BodyUnreadable("The body has a character with the code 0, which no text here may hold.")
    return found
