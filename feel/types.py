"""FEEL's types: `instance of`, and the coercion of a value to a declared type (DMN 1.5, 10.3.2.9)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from feel.arithmetic import as_date_time
from feel.budget import Meter
from feel.errors import FeelError, words
from feel.nodes import TypeName
from feel.temporal.durations import DaysDuration, MonthsDuration
from feel.temporal.moments import Date, DateTime, Time
from feel.values import Context, Function, Range


@dataclass(frozen=True, slots=True)
class FeelType:
    """A type; the base class is Any, which holds every value but null when asked by `instance of`."""

    def holds(self, meter: Meter, value: Any) -> bool:
        """Whether the value, not null, is of this type; each of its parts is paid for."""
        del meter, value
        return True


@dataclass(frozen=True, slots=True)
class NullType(FeelType):
    """The type of null alone."""

    def holds(self, meter: Meter, value: Any) -> bool:
        """Only null."""
        del meter
        return value is None


@dataclass(frozen=True, slots=True)
class SimpleType(FeelType):
    """A type of the standard that has no parts."""

    python: type

    def holds(self, meter: Meter, value: Any) -> bool:
        """Only values of exactly this type."""
        del meter
        return type(value) is self.python


@dataclass(frozen=True, slots=True)
class ListType(FeelType):
    """`list<item>`."""

    item: FeelType

    def holds(self, meter: Meter, value: Any) -> bool:
        """Lists whose items all are of the item type, or null."""
        if type(value) is not list:
            return False
        meter.spend(len(value))
        return self.item == ANY or all(item is None or self.item.holds(meter, item) for item in value)


@dataclass(frozen=True, slots=True)
class ContextType(FeelType):
    """`context<name: type>`; more entries than named are allowed."""

    entries: tuple[tuple[str, FeelType], ...] = ()

    def holds(self, meter: Meter, value: Any) -> bool:
        """Contexts that have every entry, of its type or null."""
        if type(value) is not Context:
            return False
        meter.spend(len(self.entries))
        return all(
            name in value and (value[name] is None or kind.holds(meter, value[name]))
            for name, kind in self.entries
        )


@dataclass(frozen=True, slots=True)
class RangeType(FeelType):
    """`range<end>`."""

    end: FeelType

    def holds(self, meter: Meter, value: Any) -> bool:
        """Ranges whose ends are of the type."""
        if type(value) is not Range:
            return False
        return all(end is None or self.end.holds(meter, end) for end in (value.low, value.high))


@dataclass(frozen=True, slots=True)
class FunctionType(FeelType):
    """`function<a, b> -> result`; a function's result is not known before it is called."""

    parameters: tuple[FeelType, ...] | None = None
    """None for `function` alone, which holds every function."""
    result: FeelType | None = None

    def holds(self, meter: Meter, value: Any) -> bool:
        """Functions that take as many parameters, each wide enough for what it would be given."""
        del meter
        if type(value) is not Function:
            return False
        wanted = self.parameters
        return wanted is None or any(
            len(signature.parameters) == len(wanted)
            and all(
                parameter.declared is None or conforms(given, parameter.declared)
                for given, parameter in zip(wanted, signature.parameters, strict=True)
            )
            for signature in value.signatures
        )


def conforms(kind: FeelType, wanted: FeelType) -> bool:
    """Whether every value of one type is of the other (10.3.2.9.2)."""
    if kind == wanted or type(wanted) is FeelType or type(kind) is NullType:
        return True
    if isinstance(kind, ListType) and isinstance(wanted, ListType):
        return conforms(kind.item, wanted.item)
    if isinstance(kind, RangeType) and isinstance(wanted, RangeType):
        return conforms(kind.end, wanted.end)
    if isinstance(kind, ContextType) and isinstance(wanted, ContextType):
        own = dict(kind.entries)
        return all(name in own and conforms(own[name], entry) for name, entry in wanted.entries)
    if isinstance(kind, FunctionType) and isinstance(wanted, FunctionType):
        return _function_conforms(kind, wanted)
    return False


def _function_conforms(kind: FunctionType, wanted: FunctionType) -> bool:
    """A function may take more and give less than is asked of it."""
    if kind.parameters is None or wanted.parameters is None:
        return wanted.parameters is None
    return (
        len(kind.parameters) == len(wanted.parameters)
        and all(conforms(given, own) for own, given in zip(kind.parameters, wanted.parameters, strict=True))
        and conforms(kind.result or ANY, wanted.result or ANY)
    )


ANY = FeelType()

SIMPLE_TYPES: dict[str, FeelType] = {
    "Any": ANY,
    "Null": NullType(),
    "number": SimpleType(Decimal),
    "string": SimpleType(str),
    "boolean": SimpleType(bool),
    "date": SimpleType(Date),
    "time": SimpleType(Time),
    "date and time": SimpleType(DateTime),
    "dateTime": SimpleType(DateTime),
    "days and time duration": SimpleType(DaysDuration),
    "dayTimeDuration": SimpleType(DaysDuration),
    "years and months duration": SimpleType(MonthsDuration),
    "yearMonthDuration": SimpleType(MonthsDuration),
    "list": ListType(ANY),
    "context": ContextType(),
    "range": RangeType(ANY),
    "function": FunctionType(),
}
"""The types of the standard by name, with the short names that models use."""


def resolve(written: TypeName, models: Mapping[str, FeelType]) -> FeelType:
    """The type that was written; FeelError for a name that is none. `models` are a model's own types."""
    parts = tuple(resolve(part, models) for part in written.parts)
    if written.name in models and not parts:
        return models[written.name]
    if written.name == "list" and len(parts) == 1:
        return ListType(parts[0])
    if written.name == "range" and len(parts) == 1:
        return RangeType(parts[0])
    if written.name == "context" and parts:
        return ContextType(tuple(zip(written.names, parts, strict=True)))
    if written.name == "function" and (parts or written.result):
        return FunctionType(parts, resolve(written.result, models) if written.result else None)
    if written.name not in SIMPLE_TYPES or parts:
        message = words(f"Không có kiểu “{written.name}”.", f"There is no type “{written.name}”.")
        raise FeelError(message, written.start, written.end)
    return SIMPLE_TYPES[written.name]


def instance_of(meter: Meter, value: Any, kind: FeelType) -> bool:
    """What `instance of` answers: null is of no type but Null."""
    if value is None:
        return type(kind) is NullType
    return kind.holds(meter, value)


def coerce(meter: Meter, value: Any, kind: FeelType) -> Any:
    """The value as the type wants it; None where it cannot be (10.3.2.9.4)."""
    if value is None or kind.holds(meter, value):
        return value
    if type(value) is list and len(value) == 1 and not isinstance(kind, ListType):
        return coerce(meter, value[0], kind)
    if isinstance(kind, ListType) and type(value) is not list and kind.item.holds(meter, value):
        return [value]
    if isinstance(kind, SimpleType) and kind.python is DateTime and type(value) is Date:
        return as_date_time(value)
    return None
