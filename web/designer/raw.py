"""The content of a draft as an editor sends it: the file itself, read once it is known who sends it."""

from typing import Annotated

from fastapi import Depends, Request

from bpmn.xml import MAX_BYTES
from web.errors import PostTooLarge
from web.gate import Visited
from web.posted import capped_body


async def sent(request: Request, _visit: Visited) -> bytes | None:
    """The body; None where it is larger than any file of ours may be."""
    try:
        return await capped_body(request, MAX_BYTES)
    except PostTooLarge:
        return None


Sent = Annotated[bytes | None, Depends(sent)]
