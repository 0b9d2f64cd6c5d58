"""Logs: one JSON object a line on standard error, or plain lines for a person at a terminal.

Every library's records go the same way. Nothing that people wrote may come along: an error is told by its kind and
its place, never by its message, and of a record's own fields only those listed here are written.
"""

import logging
import sys
import threading
from types import TracebackType
from typing import Any, TextIO

import orjson
import structlog
from structlog.typing import EventDict, Processor

from engine.failures import where_it_broke

FIELDS = frozenset({"method", "route", "status", "duration_ms", "staff", "crash", "seconds", "job", "count"})
"""What a record may carry beside its sentence: names of ours, numbers and keys."""

OURS = "giaoban"
_QUIET = {
    # a tick that takes longer than a second is usual while documents are made; the next one simply comes later
    "apscheduler": logging.ERROR,
    # it writes whole addresses, and whom we call may want a key in them
    "httpx": logging.WARNING,
    "httpx2": logging.WARNING,
    "httpcore": logging.WARNING,
    "fontTools": logging.WARNING,
    "weasyprint": logging.WARNING,
}

Caught = tuple[type[BaseException], BaseException, TracebackType | None]


def set_up_logs(how: str | None, stream: TextIO = sys.stderr) -> None:
    """Send every record of this process to a stream, as `json` or `text`; None: text where a person watches."""
    readable = how == "text" or (how is None and stream.isatty())
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_formatter(_as_text(stream) if readable else _as_json()))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name, level in _QUIET.items():
        logging.getLogger(name).setLevel(level)
    logging.captureWarnings(capture=True)
    threading.excepthook = _log_thread


def _formatter(last: list[Processor]) -> logging.Formatter:
    first: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(allow=FIELDS),
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        _place_of_error,
        _first_line_of_others,
    ]
    meta = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    return structlog.stdlib.ProcessorFormatter(foreign_pre_chain=first, processors=[meta, *last])


def _as_json() -> list[Processor]:
    return [lambda _logger, _name, fields: orjson.dumps(fields, default=str).decode()]


def _as_text(stream: TextIO) -> list[Processor]:
    return [
        structlog.processors.TimeStamper(fmt="%H:%M:%S", utc=False, key="at"),
        structlog.dev.ConsoleRenderer(colors=stream.isatty(), timestamp_key="at"),
    ]


def _place_of_error(_logger: Any, _name: str, fields: EventDict) -> EventDict:
    """In place of an error: its kind and where it broke. Its message may quote a form."""
    record: logging.LogRecord = fields["_record"]
    caught = record.exc_info
    fields.pop("exc_info", None)
    if caught and caught[1] is not None:
        fields["error"] = where_it_broke(caught[1])
    # the formatter would append the whole error by itself, and keep its text with the record
    record.exc_info, record.exc_text = None, None
    return fields


def _first_line_of_others(_logger: Any, _name: str, fields: EventDict) -> EventDict:
    """Libraries put into further lines what they were at work on, with its contents."""
    if not fields["logger"].startswith(OURS):
        fields["event"] = str(fields["event"]).partition("\n")[0]
    return fields


def _log_thread(failed: threading.ExceptHookArgs) -> None:
    """A thread that ends by an error nobody caught."""
    if failed.exc_value is not None:
        where = where_it_broke(failed.exc_value)
        logging.getLogger(f"{OURS}.thread").error("A thread ended unexpectedly: %s", where)
