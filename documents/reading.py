"""Facts from plain JSON values: every field checked, nothing guessed, nothing unknown let through."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from documents.errors import FactsRefused
from documents.facts import SubmissionFacts

Record = TypeVar("Record")


def read_facts(values: Mapping[str, Any]) -> SubmissionFacts:
    """The facts in a mapping of JSON values (dates as ISO text); `FactsRefused` names the first bad field."""
    facts = read_record(SubmissionFacts, values)
    check_facts(facts)
    return facts


def read_record(wanted: type[Record], values: Mapping[str, Any]) -> Record:
    """The same for any record of documents: every field of it checked by its type."""
    record: Record = _read(wanted, values, "")
    return record


def check_facts(facts: SubmissionFacts) -> None:
    """Refuse facts that contradict themselves, whichever way they were built."""
    if facts.nil and facts.issues:
        raise _refused("issues", "a nil report has no issues")
    if facts.issues and all(part.kind != "issues" for part in facts.parts):
        raise _refused("parts", "one of kind issues is needed: the issues are printed there")
    if facts.numbers and all(part.kind != "numbers" for part in facts.parts):
        raise _refused("parts", "one of kind numbers is needed: the numbers are printed there")
    if not facts.addressees:
        raise _refused("addressees", "at least one is needed")
    if facts.last_day < facts.first_day:
        raise _refused("last_day", "it is before first_day")
    if facts.approval.at.tzinfo is None:
        raise _refused("approval.at", "a moment needs its zone")
    if facts.number.value is not None and facts.number.value < 1:
        raise _refused("number.value", "numbers start at 1; pass null while there is none")


def _read(wanted: Any, value: Any, path: str) -> Any:
    origin = get_origin(wanted)
    if is_dataclass(wanted):
        return _read_record(wanted, value, path)
    if origin is tuple:
        return _read_rows(get_args(wanted)[0], value, path)
    if origin is UnionType:
        return None if value is None else _read(_not_none(wanted), value, path)
    if origin is Literal:
        return _expect(value in get_args(wanted), value, path, f"one of {', '.join(get_args(wanted))}")
    return _READERS[wanted](value, path)


def _read_record(wanted: Any, value: Any, path: str) -> Any:
    _expect(isinstance(value, Mapping), value, path, "an object")
    known = _hints(wanted)
    for name in value:
        _expect(name in known, value, _join(path, str(name)), "left out: it is not a known field")
    for field in fields(wanted):
        _expect(field.name in value or field.default is not MISSING, value, _join(path, field.name), "given")
    return wanted(**{name: _read(known[name], value[name], _join(path, name)) for name in value})


def _read_rows(wanted: Any, value: Any, path: str) -> tuple[Any, ...]:
    _expect(isinstance(value, list | tuple), value, path, "a list")
    return tuple(_read(wanted, item, f"{path}[{index}]") for index, item in enumerate(value))


def _read_text(value: Any, path: str) -> str:
    text: str = _expect(isinstance(value, str), value, path, "a text")
    return text


def _read_whole(value: Any, path: str) -> int:
    number: int = _expect(type(value) is int and value >= 0, value, path, "a whole number, 0 or more")
    return number


def _read_truth(value: Any, path: str) -> bool:
    truth: bool = _expect(isinstance(value, bool), value, path, "true or false")
    return truth


def _read_day(value: Any, path: str) -> date:
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _refused(path, "it must be a day such as 2026-11-16") from None


def _read_moment(value: Any, path: str) -> datetime:
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise _refused(path, "it must be a moment such as 2026-11-16T16:32:00+07:00") from None
    _expect(
        moment.tzinfo is not None, value, path, "a moment with its zone, such as 2026-11-16T16:32:00+07:00"
    )
    return moment


_READERS: dict[Any, Callable[[Any, str], Any]] = {
    str: _read_text,
    int: _read_whole,
    bool: _read_truth,
    date: _read_day,
    datetime: _read_moment,
}


@cache
def _hints(wanted: type) -> dict[str, Any]:
    return get_type_hints(wanted)


def _not_none(wanted: Any) -> Any:
    return next(choice for choice in get_args(wanted) if choice is not NoneType)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _expect(right: bool, value: Any, path: str, what: str) -> Any:  # noqa: FBT001 - reads as "expect that"
    if not right:
        raise _refused(path or "facts", f"it must be {what}")
    return value


def _refused(path: str, reason: str) -> FactsRefused:
    return FactsRefused(
        f"Dữ liệu của văn bản không dùng được: trường {path} ({reason}). Hãy báo người vận hành hệ thống.",
        f"The facts of the document cannot be used: {path}: {reason}. Tell the operator.",
    )
