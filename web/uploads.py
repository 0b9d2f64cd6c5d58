"""A file that comes with a form: read only once it is known who sends it, capped, and never whole in memory."""

from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass
from typing import Annotated, BinaryIO

from fastapi import Depends, Request
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from web.csrf import FIELD
from web.errors import PostUnreadable
from web.gate import Visited, check_token

FIELDS_BYTES = 20_000
"""Room for what stands around the file: its name, the token."""
SWALLOWED = 100_000_000
"""So much of a file that is too large is read and dropped: a browser shows an answer only after it has sent all."""


@dataclass(frozen=True)
class Upload:
    """The file of a form; `file` is None where none was chosen, or where it was too large to be taken in."""

    file: BinaryIO | None
    name: str
    too_large: bool


class _TooLarge(Exception):
    pass


async def uploaded(request: Request, visit: Visited) -> AsyncIterator[Upload]:
    """The field `file` of a form. FormExpired for a token of another session, PostUnreadable for what is no form."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise PostUnreadable
    most = visit.parts.settings.files.bytes_each + FIELDS_BYTES
    try:
        parser = MultiPartParser(request.headers, _capped(request, most), max_files=1, max_fields=5)
        form = await parser.parse()
    except _TooLarge:
        yield Upload(None, "", too_large=True)
        return
    except (MultiPartException, KeyError, ValueError):
        raise PostUnreadable from None
    try:
        check_token(visit, str(form.get(FIELD, "")))
        file = form.get("file")
        chosen = isinstance(file, UploadFile) and bool(file.filename)
        yield Upload(
            file.file if chosen and isinstance(file, UploadFile) else None,
            (file.filename or "") if isinstance(file, UploadFile) else "",
            too_large=False,
        )
    finally:
        await form.close()


async def _capped(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    read = 0
    async for chunk in request.stream():
        read += len(chunk)
        if read <= most:
            yield chunk
        elif read > SWALLOWED:
            break
    if read > most:
        raise _TooLarge


Uploaded = Annotated[Upload, Depends(uploaded)]
