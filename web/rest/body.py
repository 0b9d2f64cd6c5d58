"""The body of a program's request: capped, not nested deep, and JSON as the standard has it."""

from collections.abc import AsyncGenerator, Callable, Coroutine
from typing import Any, ClassVar

import orjson
from fastapi import Request
from fastapi.responses import Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from typing_extensions import override

from web.keys import number_in

MAX_JSON_BYTES = 1_000_000
MAX_FILES_BYTES = 12_000_000
MAX_DEPTH = 50


class BodyUnreadable(HTTPException):
    """The body is not what it must be; says why."""

    def __init__(self, detail: str) -> None:
        super().__init__(400, detail)


class BodyTooLarge(HTTPException):
    """More was sent than this address takes."""

    def __init__(self, most_bytes: int) -> None:
        super().__init__(413, f"The body is larger than {most_bytes:,} bytes. Send it in parts.")


class JsonRequest(Request):
    """A request whose body is capped, and whose JSON is read strictly."""

    most_bytes = MAX_JSON_BYTES

    @override
    async def stream(self) -> AsyncGenerator[bytes, None]:
        """The body as it comes. Raises BodyTooLarge as soon as it is."""
        told = self.headers.get("content-length", "")
        if number_in(told) > self.most_bytes:
            raise BodyTooLarge(self.most_bytes)
        count = 0
        async for chunk in super().stream():
            count += len(chunk)
            if count > self.most_bytes:  # the header was absent or too low
                raise BodyTooLarge(self.most_bytes)
            yield chunk

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


class FilesRequest(JsonRequest):
    """A request that carries files."""

    most_bytes = MAX_FILES_BYTES


class ProgramRoute(APIRoute):
    """A route for programs: its body is read by JsonRequest."""

    request_class: ClassVar[type[JsonRequest]] = JsonRequest

    @override
    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler of the framework, over our request."""
        handle, request_class = super().get_route_handler(), self.request_class

        async def read(request: Request) -> Response:
            return await handle(request_class(request.scope, request.receive))

        return read


class FilesRoute(ProgramRoute):
    """A route for programs that send files."""

    request_class = FilesRequest


def _refuse_deep(value: Any) -> None:
    """Without recursion: what is refused here must not break what refuses it."""
    level = [value]
    for _ in range(MAX_DEPTH + 1):
        level = [item for item in level if isinstance(item, dict | list)]
        if not level:
            return
        level = [item for outer in level for item in _inside(outer)]
    raise BodyUnreadable(f"The body is nested deeper than {MAX_DEPTH} levels.")


def _inside(outer: dict[str, Any] | list[Any]) -> list[Any]:
    found = outer if isinstance(outer, list) else [*outer.values(), *outer]
    if any(isinstance(item, str) and "\0" in item for item in found):
        raise BodyUnreadable("The body has a character with the code 0, which no text here may hold.")
    return found
