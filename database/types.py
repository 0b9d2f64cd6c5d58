"""Column types that read the same on SQLite and PostgreSQL."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from typing_extensions import override

Processor = Callable[[Any], Any]
# SQLite numbers rows by itself only for INTEGER PRIMARY KEY; both hold 63 bits.
Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


TEXT_LENGTH = 27
LONGEST_KEY = 18


def time_text(moment: datetime) -> str:
    """A moment as SQLite stores it: UTC, fixed width, so that text order is time order."""
    return _time_text(moment, moment.fold)


@lru_cache(maxsize=1024)
def _time_text(moment: datetime, _fold: int) -> str:
    """Remembered: every step writes the same few moments a dozen times. Two that differ in their fold are equal."""
    if moment.tzinfo is None:
        raise ValueError("A moment needs its zone: pass an aware datetime.")
    # strftime takes five times as long
    return f"{moment.astimezone(UTC).isoformat(' ', 'microseconds')[:-6]}Z"


def text_time(text: str) -> datetime:
    """The moment that `time_text` wrote."""
    if len(text) != TEXT_LENGTH or text[-1] != "Z":
        raise ValueError(text)
    return datetime.fromisoformat(text)


def text_key(text: str) -> int:
    """A key that somebody wrote. Raises ValueError for what is none: both stores refuse a longer number."""
    if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY):
        raise ValueError(text)
    return int(text)


def key_after(cursor: str) -> int | None:
    """The key of the row after which a page begins; None where the cursor is none of ours: it begins at the top."""
    try:
        return text_key(cursor)
    except ValueError:
        return None


class UtcTime(sa.types.TypeDecorator[datetime]):
    """An aware datetime in UTC: timestamptz on PostgreSQL, sortable text on SQLite."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    @override
    def load_dialect_impl(self, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(sa.String(TEXT_LENGTH))
        return dialect.type_descriptor(sa.DateTime(timezone=True))

    @override
    def bind_processor(self, dialect: Dialect) -> Processor:
        return _or_none(time_text if dialect.name == "sqlite" else _in_utc)

    @override
    def process_literal_param(self, value: datetime | None, dialect: Dialect) -> Any:
        return self.bind_processor(dialect)(value)

    @override
    def result_processor(self, dialect: Dialect, coltype: object) -> Processor:
        return _or_none(text_time if dialect.name == "sqlite" else _in_utc)


class Json(sa.types.TypeDecorator[Any]):
    """A JSON value as text, so that both stores give back exactly what was put in."""

    impl = sa.Text
    cache_ok = True

    @override
    def bind_processor(self, dialect: Dialect) -> Processor:
        return _or_none(_json_text)

    @override
    def process_literal_param(self, value: Any, dialect: Dialect) -> Any:
        return self.bind_processor(dialect)(value)

    @override
    def result_processor(self, dialect: Dialect, coltype: object) -> Processor:
        return _or_none(orjson.loads)


def _or_none(process: Processor) -> Processor:
    """Nothing stays nothing. One call for a value: SQLAlchemy's way by a method takes three."""

    def processed(value: Any) -> Any:
        return None if value is None else process(value)

    processed.of_something = process  # type: ignore[attr-defined]
    return processed


def of_something(process: Processor) -> Processor:
    """The same for whoever has looked that there is something."""
    found: Processor = getattr(process, "of_something", process)
    return found


def _json_text(value: Any) -> str:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
