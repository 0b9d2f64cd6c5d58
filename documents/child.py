"""The process in which documents are set: `python -m documents.child FD`, started by `documents/press.py`.

Reads requests from a socket, answers each, ends when the other side closes. It inherits no environment, no
database and no open file of its parent; what goes wrong here ends here.
"""

import hashlib
import signal
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

import orjson

from documents.compose import compose
from documents.errors import DocumentTooLong
from documents.fonts import FontFiles, find_fonts
from documents.frame import styles
from documents.labels import labels
from documents.layout import load_layout
from documents.letters import printable
from documents.limits import Limits, bound_memory, bound_processor_time
from documents.paper import PaperFacts, compose_paper
from documents.reading import read_facts, read_record
from documents.typesetter import AttachedData, Typesetter

LAYOUT = "nd30_2020"


@dataclass(frozen=True)
class Kind:
    """A kind of document: how its facts are read and composed, and what the data inside it are called."""

    read: Callable[[Mapping[str, Any]], Any]
    compose: Callable[..., str]
    data_name: Callable[[Any], str]
    description: str


KINDS: Mapping[str, Kind] = {
    "submission": Kind(read_facts, compose, lambda _facts: "report.json", "attachment"),
    "paper": Kind(
        lambda values: read_record(PaperFacts, values),
        compose_paper,
        lambda facts: facts.data_name,
        "attachment_of_paper",
    ),
}


def main() -> None:
    """Serve request after request. In: a JSON frame, the attachment. Out: a JSON frame, the PDF."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    connection = Connection(int(sys.argv[1]))
    bound_memory(Limits(memory_bytes=int(sys.argv[2])))
    fonts = find_fonts()
    typesetter = Typesetter(fonts, styles(load_layout(LAYOUT)))
    while True:
        try:
            request, attachment = connection.recv_bytes(), connection.recv_bytes()
        except (EOFError, ConnectionError):
            return
        header, pdf = answer(orjson.loads(request), attachment, fonts, typesetter)
        try:
            connection.send_bytes(orjson.dumps(header))
            connection.send_bytes(pdf)
        except ConnectionError:  # who asked was killed meanwhile: nobody waits for it any more
            return


def answer(
    request: Mapping[str, Any], attachment: bytes, fonts: FontFiles, typesetter: Typesetter
) -> tuple[dict[str, Any], bytes]:
    """One document and its `pages`; or why there is none: `too_long`, `memory`, `failed` with a trace."""
    if not request:  # only asked whether there is somebody
        return {"ready": True}, b""
    bound_processor_time(request["timeout_seconds"])
    try:
        pdf, pages = _set(request, attachment, fonts, typesetter)
    except DocumentTooLong as error:
        return {"too_long": error.pages}, b""
    except MemoryError:
        return {"memory": traceback.format_exc(limit=5)}, b""
    except Exception:  # noqa: BLE001 - the parent raises DocumentFailed and keeps the trace for the operator
        return {"failed": traceback.format_exc()}, b""
    return {"pages": pages}, pdf


def _set(
    request: Mapping[str, Any], attachment: bytes, fonts: FontFiles, typesetter: Typesetter
) -> tuple[bytes, int]:
    kind = KINDS[request["kind"]]
    facts = kind.read(printable_values(request["facts"], fonts.codepoints))
    html = kind.compose(facts, load_layout(LAYOUT), attachment_sha256=hashlib.sha256(attachment).hexdigest())
    description = labels(facts.language)[kind.description]
    attached = AttachedData(kind.data_name(facts), description, attachment, facts.approval.at)
    return typesetter.set(html, attached, page_cap=request["page_cap"])


def printable_values(value: Any, codepoints: frozenset[int]) -> Any:
    """The same JSON value with every text as the font can print it. The attached data keep the original."""
    if isinstance(value, str):
        return printable(value, codepoints)
    if isinstance(value, list):
        return [printable_values(item, codepoints) for item in value]
    if isinstance(value, dict):
        return {name: printable_values(item, codepoints) for name, item in value.items()}
    return value


if __name__ == "__main__":
    main()
