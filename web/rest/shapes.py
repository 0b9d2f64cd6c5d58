"""What programs send and are sent: names in camelCase, keys as text of digits, moments in UTC."""

from datetime import UTC, datetime
from typing import Annotated, Any, Final, Literal

from fastapi.responses import Response
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema
from pydantic.alias_generators import to_camel

from web.keys import LARGEST, LARGEST_NUMBER

TENANT: Final = "<default>"
"""There is one tenant: units are kept apart by who may see them."""

Tenant = Literal["<default>"]


class Sent(BaseModel):
    """A body or a part of one. What has no effect here is refused, not ignored."""

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", strict=True, frozen=True)


class Answered(BaseModel):
    """An answer or a part of one."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, frozen=True)


def _key(value: Any) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= len(str(LARGEST)):
        number = int(value)
        if number <= LARGEST:
            return number
    raise ValueError("A key is a text of digits.")


def moment_in(value: Any) -> datetime:
    """The moment that a program wrote. Raises ValueError for anything but a text with its offset."""
    try:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        pass
    raise ValueError("A moment is a text with its offset, such as 2025-05-16T10:00:00Z.")


def moment_text(moment: datetime) -> str:
    """A moment as programs are told it: 2025-05-16T10:00:00.000000Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


_DIGITS = WithJsonSchema({"type": "string", "pattern": "^[0-9]+$", "maxLength": 19})
_INSTANT = WithJsonSchema({"type": "string", "format": "date-time"})

SentKey = Annotated[int, BeforeValidator(_key), _DIGITS]
"""A key that somebody sent, as the number it is."""
SentMoment = Annotated[datetime, BeforeValidator(moment_in), _INSTANT]
SentNumber = Annotated[int, Field(ge=-LARGEST_NUMBER, le=LARGEST_NUMBER)]
"""A number that is no key: a version, a priority."""

Key = Annotated[int, PlainSerializer(str), _DIGITS]
Moment = Annotated[datetime, PlainSerializer(moment_text), _INSTANT]


def answer(shape: Answered, status: int = 200) -> Response:
    """The answer that carries a shape."""
    return Response(shape.model_dump_json(by_alias=True), status, media_type="application/json")


def nothing() -> Response:
    """Done, and there is nothing to say."""
    return Response(status_code=204)
