"""The page says what is served: exactly that."""

import re
from pathlib import Path

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

PAGE = Path(__file__).parents[3] / "docs" / "developers" / "rest-v2.md"


def test_the_page_lists_exactly_the_routes_that_are_served(app: FastAPI) -> None:
    served = {
        f"{method} {re.sub(r'{[^}]*}', '{key}', one.path)}"
        for one in iter_route_contexts(app.routes)
        if one.path and one.path.startswith("/v2")
        for method in one.methods or ()
    }
    table = PAGE.read_text(encoding="utf-8").split("## What is served")[1].split("Not served")[0]
    listed = re.findall(r"`((?:GET|POST|PUT|PATCH|DELETE) /v2[^`]*)`", table)
    assert sorted(listed) == sorted(served)
