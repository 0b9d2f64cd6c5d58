"""Programs over the reporting work, and the description every answer must keep to."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI
from httpx2 import Response
from jsonschema import Draft202012Validator
from typing_extensions import override

from database.session import Database
from tests.web.programs import Program, bearer, token_of
from tests.web.v2.conftest import app, cycle, database

Reader = Callable[[str], "Reading"]


class Reading(Program):
    """A program whose every answer is held against /openapi.json."""

    def __init__(self, app: FastAPI, description: dict[str, Any], **headers: str) -> None:
        super().__init__(app, **headers)
        self._description = description

    @override
    def request(self, method: str, url: Any, **kwargs: Any) -> Response:
        answer = super().request(method, url, **kwargs)
        hold_against(self._description, answer)
        return answer

    def items(self, path: str, **asked: Any) -> list[Any]:
        """The items of one page."""
        answer = self.get(path, params=asked)
        assert answer.status_code == 200, answer.text
        found: list[Any] = answer.json()["items"]
        return found


def hold_against(description: dict[str, Any], answer: Response) -> None:
    """Raise unless the description has this status for this route, with this kind of body in this shape."""
    path, method = answer.request.url.path, answer.request.method.lower()
    operation = operation_of(description, path, method)
    told = operation["responses"][str(answer.status_code)]
    if not answer.content:
        return
    kind = answer.headers["content-type"].partition(";")[0]
    schema = told["content"][kind]["schema"]
    if kind.endswith("json"):
        whole = {**schema, "components": description["components"]}
        Draft202012Validator(whole).validate(answer.json())


def operation_of(description: dict[str, Any], path: str, method: str) -> Any:
    """The operation of a path: the one with the fewest names in braces."""
    parts = path.split("/")
    fitting = [
        template
        for template in description["paths"]
        if len(template.split("/")) == len(parts)
        and all(
            one.startswith("{") or one == part for one, part in zip(template.split("/"), parts, strict=True)
        )
    ]
    return description["paths"][min(fitting, key=lambda one: one.count("{"))][method]


@pytest.fixture
def description(app: FastAPI) -> dict[str, Any]:
    answer = Program(app).get("/openapi.json")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


@pytest.fixture
def reader(app: FastAPI, database: Database, description: dict[str, Any]) -> Reader:
    """A program with the token of somebody of the cast."""
    return lambda username: Reading(app, description, **bearer(token_of(database, username)))


__all__ = ["app", "cycle", "database"]
