"""The body of a form: read once, capped, made plain."""

from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, Request

from forms.shape import plain_text
from web.errors import PostTooLarge, PostUnreadable
from web.rest.paths import for_programs

MAX_BODY_BYTES = 1_000_000
MAX_FIELDS = 5_000
FILE_ROUTES = frozenset({"/tasks/{key}/attachments"})

_FORM = "application/x-www-form-urlencoded"


class Pairs(list[tuple[str, str]]):
    """The fields of a form in the order of the page. A name may come more than once."""

    def first(self, name: str, default: str = "") -> str:
        """The first value under a name."""
        return next((value for key, value in self if key == name), default)


def carries_file(request: Request) -> bool:
    """Whether the form of this route carries a file."""
    return request.scope["route"].path in FILE_ROUTES and request.method == "POST"


async def posted(request: Request) -> Pairs:
    r"""The fields that were sent; none for a request that sends nothing.

    Every text comes in one spelling: Unicode NFC (one phone writes "ế" as three letters, another as one) and
    "\n" for a new line, so that all count alike. Control characters are left out,
    so are those that turn the direction of reading: nobody types them, and no text in
    PostgreSQL may hold a zero. Files are read elsewhere, once it is known who comes: web/uploads.py.
    Raises PostTooLarge above MAX_BODY_BYTES or MAX_FIELDS, PostUnreadable for anything but a form in UTF-8.
    """
    if request.method in {"GET", "HEAD", "OPTIONS"} or for_programs(request) or carries_file(request):
        return Pairs()
    body = await _capped_body(request)
    if body and not request.headers.get("content-type", "").startswith(_FORM):
        raise PostUnreadable
    pairs = Pairs(_parsed(body))
    request.state.posted = pairs  # an error page shows the typed content back
    return pairs


async def _capped_body(request: Request) -> bytes:
    told = request.headers.get("content-length", "0")
    if not (told.isascii() and told.isdigit()):
        raise PostUnreadable
    if int(told) > MAX_BODY_BYTES:
        raise PostTooLarge
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:  # the header was absent or too low
            raise PostTooLarge
    return bytes(body)


def _parsed(body: bytes) -> list[tuple[str, str]]:
    if body.count(b"&") >= MAX_FIELDS:
        raise PostTooLarge
    try:
        fields = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        raise PostUnreadable from None
    return [(plain_text(name), plain_text(value)) for name, value in fields]


Posted = Annotated[Pairs, Depends(posted)]
