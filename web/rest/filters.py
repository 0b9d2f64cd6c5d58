"""What a search may ask of one field: a plain value means equality, an object names its operators."""

import re
from collections.abc import Callable, Iterable
from typing import Annotated, Any, Generic, TypeVar

import sqlalchemy as sa
from pydantic import BeforeValidator, Field

from web.rest.shapes import Sent, SentKey, SentMoment, SentNumber

Value = TypeVar("Value")
MOST_VALUES = 1000

Condition = sa.ColumnElement[bool]


class Equal(Sent, Generic[Value]):
    """Equality, and being there at all."""

    eq: Value | None = Field(default=None, alias="$eq")
    neq: Value | None = Field(default=None, alias="$neq")
    exists: bool | None = Field(default=None, alias="$exists")
    one_of: list[Value] | None = Field(default=None, alias="$in", max_length=MOST_VALUES)
    none_of: list[Value] | None = Field(default=None, alias="$notIn", max_length=MOST_VALUES)

    def tests(self) -> Iterable[tuple[str, Any]]:
        """The operators that were named, with their values."""
        return [(name, value) for name, value in self if value is not None]


class Ordered(Equal[Value], Generic[Value]):
    """The same, and before and after."""

    gt: Value | None = Field(default=None, alias="$gt")
    gte: Value | None = Field(default=None, alias="$gte")
    lt: Value | None = Field(default=None, alias="$lt")
    lte: Value | None = Field(default=None, alias="$lte")


class Alike(Equal[Value], Generic[Value]):
    """The same, and patterns: `*` stands for any letters, `?` for one, a backslash before them for themselves."""

    like: str | None = Field(default=None, alias="$like", max_length=500)


def _plain_means_equal(value: Any) -> Any:
    return value if value is None or isinstance(value, dict) else {"$eq": value}


_EITHER = BeforeValidator(_plain_means_equal)

TextFilter = Annotated[Alike[str], _EITHER] | None
KeyFilter = Annotated[Equal[SentKey], _EITHER] | None
NumberFilter = Annotated[Ordered[SentNumber], _EITHER] | None
MomentFilter = Annotated[Ordered[SentMoment], _EITHER] | None

_OPERATORS: dict[str, Callable[[Any, Any], Condition]] = {
    "eq": lambda column, value: column == value,
    "neq": lambda column, value: sa.or_(column != value, column.is_(None)),
    "exists": lambda column, value: column.is_not(None) if value else column.is_(None),
    "one_of": lambda column, value: column.in_(value),
    "none_of": lambda column, value: sa.or_(column.not_in(value), column.is_(None)),
    "gt": lambda column, value: column > value,
    "gte": lambda column, value: column >= value,
    "lt": lambda column, value: column < value,
    "lte": lambda column, value: column <= value,
    "like": lambda column, value: column.ilike(_like(value), escape="\\"),
}


def condition(column: sa.ColumnElement[Any], wanted: Equal[Any]) -> Condition:
    """The rows whose column is as wanted. What is not there equals nothing, and differs from everything."""
    return sa.and_(sa.true(), *(_OPERATORS[name](column, value) for name, value in wanted.tests()))


def chosen(names: Iterable[str], wanted: Equal[Any]) -> list[str]:
    """Of a fixed set of names, those that are as wanted."""
    return [name for name in names if all(_holds(test, name, value) for test, value in wanted.tests())]


def _holds(test: str, name: str, value: Any) -> bool:
    answers: dict[str, Callable[[], bool]] = {
        "eq": lambda: name == value,
        "neq": lambda: name != value,
        "exists": lambda: bool(value),
        "one_of": lambda: name in value,
        "none_of": lambda: name not in value,
        "like": lambda: re.fullmatch(_regex(value), name, re.IGNORECASE) is not None,
    }
    return answers[test]()


def _parts(pattern: str) -> Iterable[str]:
    return re.findall(r"\\.|.", pattern, re.DOTALL)


def _like(pattern: str) -> str:
    """The pattern as SQL has it."""
    wild = {"*": "%", "?": "_"}
    return "".join(wild.get(part) or re.sub(r"([\\%_])", r"\\\1", _literal(part)) for part in _parts(pattern))


def _regex(pattern: str) -> str:
    wild = {"*": ".*", "?": "."}
    return "".join(wild.get(part) or re.escape(_literal(part)) for part in _parts(pattern))


def _literal(part: str) -> str:
    return part[1] if len(part) > 1 else part
