"""The body of a form: read once, capped, made plain."""

from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, Request

from forms.shape import plain_text
from web.errors import PostTooLarge, PostUnreadable
from web.rest.paths import for_programs

MAX_BODY_BYTES = 1_000_000
MAX_FIELDS = 5_000
FILE_ROUTES = frozenset({"/tasks/{key}/attachments", "/designer/import", "/designer/changes/{key}/import"})
RAW_ROUTES = frozenset({f"/designer/drafts/{{key}}/{name}" for name in ("content", "check", "preview")})
"""What an editor sends is a file as it is; the token of its page comes in a header."""

_FORM = "application/x-www-form-urlencoded"


class Pairs(list[tuple[str, str]]):
    """The fields of a form in the order of the page. A name may come more than once."""

    def first(self, name: str, default: str = "") -> str:
        """The first value under a name."""
        return next((value for key, value in self if key == name), default)


def carries_file(request: Request) -> bool:
    """Whether the form of this route carries a file."""
    return request.scope["route"].path in FILE_ROUTES and request.method == "POST"


def carries_raw(request: Request) -> bool:
    """Whether the body of this route is no form but the content of a draft."""
    return request.scope["route"].path in RAW_ROUTES


async def posted(request: Request) -> Pairs:
    r"""The fields that were sent; none for a request that sends nothing.

    Every text comes in one spelling: Unicode NFC (one phone writes "ế" as three letters, another as one) and
    "\n" for a new line, so that all count alike. Control characters are left out,
    so are those that turn the direction of reading: nobody types them, and no text in
    PostgreSQL may hold a zero. Files are read elsewhere, once it is known who comes: web/uploads.py.
    Raises PostTooLarge above MAX_BODY_BYTES or MAX_FIELDS, PostUnreadable for anything but a form in UTF-8.
    """
    elsewhere = for_programs(request) or carries_file(request) or carries_raw(request)
    if request.method in {"GET", "HEAD", "OPTIONS"} or elsewhere:
        return Pairs()
    body = await capped_body(request, MAX_BODY_BYTES)
    if body and not request.headers.get("content-type", "").startswith(_FORM):
        raise PostUnreadable
    pairs = Pairs(_parsed(body))
    request.state.posted = pairs  # an error page shows the typed content back
    return pairs


async def capped_body(request: Request, most: int) -> bytes:
    """All that was sent. Raises PostTooLarge above so many bytes, as soon as that is known."""
    told = request.headers.get("content-length", "0")
    if not (told.isascii() and told.isdigit()):
        raise PostUnreadable
    if int(told) > most:
        raise PostTooLarge
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:  # the header was absent or too low
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
