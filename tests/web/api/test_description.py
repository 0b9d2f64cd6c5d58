"""The description is valid, complete, and of programs' routes alone."""

from typing import Any

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from openapi_spec_validator import OpenAPIV31SpecValidator

from web.rest.paths import PREFIXES


def test_it_is_openapi_3_1(description: dict[str, Any]) -> None:
    OpenAPIV31SpecValidator(description).validate()
    assert description["openapi"].startswith("3.1")


def test_it_has_every_route_for_programs_and_no_page(app: FastAPI, description: dict[str, Any]) -> None:
    ours = {str(one.path) for one in iter_route_contexts(app.routes) if str(one.path).startswith(PREFIXES)}
    assert set(description["paths"]) == ours


def test_every_operation_has_a_name_words_and_refusals(description: dict[str, Any]) -> None:
    names = []
    for path, operations in description["paths"].items():
        for method, operation in operations.items():
            names.append(operation["operationId"])
            assert operation["description"], (path, method)
            assert "422" not in operation["responses"], (path, method)
            refusals = operation["responses"]["401"]["content"]
            assert list(refusals) == ["application/problem+json"], (path, method)
    assert len(names) == len(set(names))


def test_both_ways_to_sign_in_are_told(description: dict[str, Any]) -> None:
    assert {one["scheme"] for one in description["components"]["securitySchemes"].values()} == {
        "bearer",
        "basic",
    }
    assert description["security"] == [{"bearer": []}, {"basic": []}]
