"""Expressions of a form that the browser may answer otherwise than the server."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from feel import FeelError
from feel.browser import browser_differences
from feel.errors import Words


@dataclass(frozen=True)
class Doubtful:
    """A part of an expression of one component, and why the browser may answer otherwise."""

    component: str
    part: str
    message: Words


def doubtful_expressions(content: bytes) -> Iterator[Doubtful]:
    """Every such part of a form, in the order of the file; expressions that cannot be read are told elsewhere."""
    for component, source in _expressions(orjson.loads(content), "-"):
        try:
            differences = browser_differences(source)
        except FeelError:
            continue
        for difference in differences:
            yield Doubtful(component, source[difference.position : difference.end], difference.message)


def _expressions(part: Any, component: str) -> Iterator[tuple[str, str]]:
    if isinstance(part, dict):
        here = str(part.get("key") or part.get("id") or component)
        for value in part.values():
            yield from _expressions(value, here)
    elif isinstance(part, list):
        for value in part:
            yield from _expressions(value, component)
    elif isinstance(part, str) and part.startswith("="):
        yield component, part.removeprefix("=")
