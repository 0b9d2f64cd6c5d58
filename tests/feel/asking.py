"""One question to FEEL, its answer as plain data."""

from typing import Any

from feel import compile_expression
from feel.plain import to_plain


def ask(text: str, context: dict[str, Any] | None = None) -> Any:
    """The plain value of an expression."""
    return to_plain(compile_expression(text).evaluate(context or {}))
