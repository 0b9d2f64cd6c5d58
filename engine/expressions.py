"""The expressions of a diagram: compiled once per process, evaluated inside a step."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from engine.errors import ExpressionFailed
from engine.failures import error_words
from engine.host import BoundFunctions
from engine.values import to_json
from feel import Expression, compile_expression
from feel.run import Warned


@lru_cache(maxsize=4096)
def compiled(text: str) -> Expression:
    """The expression behind a text, with or without its leading "=". Raises `FeelError`."""
    return compile_expression(text.strip().removeprefix("="))


def is_expression(text: str | None) -> bool:
    """True for what zeebe calls an expression: a text that begins with "="."""
    return text is not None and text.lstrip().startswith("=")


def evaluate(text: str, variables: Mapping[str, Any], functions: BoundFunctions, element: str) -> Any:
    """What the expression gives, as JSON. Raises `ExpressionFailed` naming the element and the expression."""
    return _evaluate(text, variables, functions, element, [])


def _evaluate(
    text: str,
    variables: Mapping[str, Any],
    functions: BoundFunctions,
    element: str,
    warnings: list[Warned],
) -> Any:
    try:
        found = compiled(text).evaluate(variables, functions, now=functions.now, warnings=warnings)
        return to_json(found)
    except ExpressionFailed:
        raise
    except Exception as error:  # a function of the house may raise anything; its sentence is kept
        words = error_words(error)
        raise ExpressionFailed(element, text, words["vi"], words["en"]) from error


def value_of(text: str | None, variables: Mapping[str, Any], functions: BoundFunctions, element: str) -> Any:
    """An attribute that may be an expression (`=due`) or a constant; absent is null."""
    if text is None or not is_expression(text):
        return text
    return evaluate(text, variables, functions, element)


def is_true(text: str, variables: Mapping[str, Any], functions: BoundFunctions, element: str) -> bool:
    """A condition. Null or anything but true and false is an error: a token never goes on by a guess."""
    warnings: list[Warned] = []
    value = _evaluate(text, variables, functions, element, warnings)
    if not isinstance(value, bool):
        why = warnings[0].message if warnings else {"vi": "", "en": ""}
        raise ExpressionFailed(
            element,
            text,
            f"không cho kết quả đúng hoặc sai. {why['vi']} Hãy kiểm tra các biến mà nó dùng.",
            f"is neither true nor false. {why['en']} Check the variables it reads.",
        )
    return value


def mapped(
    pairs: tuple[tuple[str, str], ...], variables: Mapping[str, Any], functions: BoundFunctions, element: str
) -> dict[str, Any]:
    """The targets of an ioMapping.

    Each source sees the variables as they were before the mapping, whatever the order of its lines; a name
    that is not among them may be a target of an earlier line.
    """
    found: dict[str, Any] = {}
    for source, target in pairs:
        found[target] = value_of(source, {**found, **variables}, functions, element)
    return found
