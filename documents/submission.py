"""The PDF of one submission."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from documents.facts import SubmissionFacts, facts_json
from documents.fonts import check_fonts
from documents.limits import Limits
from documents.press import Press, default_press
from documents.reading import check_facts, read_facts


@dataclass(frozen=True)
class Rendered:
    """A finished document: its bytes, their SHA-256 in hexadecimal, and its number of pages."""

    pdf: bytes
    sha256: str
    pages: int


def render_submission(
    facts: SubmissionFacts | Mapping[str, Any],
    *,
    attachment_json: bytes,
    timeout_seconds: float = Limits.timeout_seconds,
    page_cap: int = Limits.page_cap,
    press: Press | None = None,
) -> Rendered:
    """The submission as PDF/A-3u with the report's JSON attached, in the layout of Decree 30/2020/ND-CP.

    Set in a child process that can load nothing and is killed past its limits. The same facts and attachment
    give the same bytes. Raises a `DocumentError` whose message is for people. Call it outside a transaction.
    """
    if isinstance(facts, SubmissionFacts):
        check_facts(facts)
    else:
        facts = read_facts(facts)
    check_fonts()  # its sentence is better than a child that cannot start
    limits = Limits(timeout_seconds=timeout_seconds, page_cap=page_cap)
    pdf, pages = (press or default_press()).set(orjson.loads(facts_json(facts)), attachment_json, limits)
    return Rendered(pdf, hashlib.sha256(pdf).hexdigest(), pages)
