"""What a submission says, field by field. Built by the caller; nothing in it is looked up or computed later.

All texts are plain (no markup), already in the document's language, and name offices, never people.
`facts_json` and `documents.reading.read_facts` carry facts to and from JSON without loss.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

import orjson

Language = Literal["vi", "en"]
Outcome = Literal["on_time", "late", "missing", "nil", "not_yet_sent"]
PartKind = Literal["text", "numbers", "issues"]


@dataclass(frozen=True, kw_only=True)
class Number:
    """Number and symbol: `05/BC-UBND` is `Number(value=5, type_code="BC", office_code="UBND")`.

    `value` is None while no number has been given; the page then leaves room for one.
    """

    value: int | None
    office_code: str
    type_code: str = "BC"


@dataclass(frozen=True, kw_only=True)
class IssueRow:
    """One issue, as words to print. `urgency`, `field`, `source` and `status` are labels, not codes."""

    field: str
    place: str
    summary: str
    source: str
    mentions: int
    urgency: str
    status: str
    handler: str = ""
    more: tuple[str, ...] = ()  # what else its form asks, as "question: answer"; printed below the summary
    unit: str = (
        ""  # the unit that reported it, in a consolidated report; a column appears when any row has one
    )
    salient: bool = False  # it stands out: told of in the text, before the list
    why: str = ""  # why it does
    register: str = ""  # its number in the register of issues, "12/2026"; several with commas


@dataclass(frozen=True, kw_only=True)
class Head:
    """What the form calls a column of the list of issues; `column` is the name of an `IssueRow` field."""

    column: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """One section, as the form of the report has it: its heading and what was written under it.

    A line break inside a paragraph also starts one. `kind` says what stands there too: the consolidated `numbers`, or
    the list of `issues`, in place of which the paragraphs are printed when there are none.
    """

    title: str
    paragraphs: tuple[str, ...] = ()
    kind: PartKind = "text"


@dataclass(frozen=True, kw_only=True)
class NumberSource:
    """A report that a number was added up from, and what it gave."""

    name: str
    value: str


@dataclass(frozen=True, kw_only=True)
class NumberRow:
    """One consolidated number: what was written, what its sources add up to, and why the two differ if they do.

    Both are written out as they are printed.
    """

    label: str
    value: str
    added_up: str = ""
    reason: str = ""
    sources: tuple[NumberSource, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Collected:
    """What came from the units below, counted in reports.

    The five outcomes add up to `expected`. `not_accepted` counts, among those that were sent, the ones not
    accepted when this report was approved.
    """

    expected: int
    on_time: int
    late: int
    missing: int
    nil: int
    not_yet_sent: int = 0
    not_accepted: int = 0


@dataclass(frozen=True, kw_only=True)
class SubordinateRow:
    """One unit below and its outcome. `sent_at` is printed in its own zone; None if nothing was sent."""

    unit: str
    outcome: Outcome
    sent_at: datetime | None = None
    accepted: bool = False
    issues: int = 0
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class AttachedFile:
    """A file sent along: its name, its size in bytes, and the SHA-256 of its content in hexadecimal."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Signer:
    """Who signs, by office: `position` "Chủ tịch" under `authority` "TM. Ủy ban nhân dân".

    `authority` is empty where the head answers alone, as in an agency. Never a name: the signature has it.
    """

    position: str
    authority: str = ""


@dataclass(frozen=True, kw_only=True)
class Approval:
    """The electronic approval: which office ("Chủ tịch Ủy ban nhân dân phường Bồ Đề") and when.

    `at` is aware and printed in the zone it carries.
    """

    office: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class SubmissionFacts:
    """One periodic report of one unit.

    organisation: the office that reports, as written in a sentence: "Ủy ban nhân dân phường Bồ Đề".
    parent: the office above it, for the head of the page: "Ủy ban nhân dân thành phố Hà Nội"; may be empty.
    number: number and symbol.
    place, signed_on: where ("Bồ Đề") and on which local day it is signed.
    period: the period in words as used inside a sentence: "tháng 11 năm 2026".
    first_day, last_day: the window the figures cover, both included.
    abstract: what the report is about, broken into lines where wanted; empty takes the usual words.
    corrects: the earlier report that this one takes the place of, "số 05/BC-UBND ngày 16/05/2025"; empty for a first.
    addressees: offices it is sent to, at least one.
    parts: the sections in the order of the form; what came from the units below stands before the list of issues.
    nil: True says "nothing to report" and wants `issues` empty.
    issues: the rows, in the order to print, with the heads that their form gives to its columns.
    numbers: the consolidated numbers of a longer report; their sources become an appendix.
    collected, subordinates: for a unit with units below; None and empty otherwise.
    files: what was sent along, in the order to print.
    recipients: lines of "Nơi nhận" without dash and full stop, the archive line excluded.
    archive: office shown in the archive line ("VP" in "Lưu: VT, VP (02b)."); copies: how many.
    signer, approval: see there.
    language: "vi" for the official document; "en" prints the labels in English.
    """

    organisation: str
    number: Number
    place: str
    signed_on: date
    period: str
    first_day: date
    last_day: date
    addressees: tuple[str, ...]
    signer: Signer
    approval: Approval
    parent: str = ""
    abstract: str = ""
    corrects: str = ""
    parts: tuple[Part, ...] = ()
    nil: bool = False
    issues: tuple[IssueRow, ...] = ()
    heads: tuple[Head, ...] = ()
    numbers: tuple[NumberRow, ...] = ()
    collected: Collected | None = None
    subordinates: tuple[SubordinateRow, ...] = ()
    files: tuple[AttachedFile, ...] = ()
    recipients: tuple[str, ...] = ()
    archive: str = "VP"
    copies: int = 1
    language: Language = "vi"


def facts_json(facts: SubmissionFacts) -> bytes:
    """The facts as JSON with sorted keys: the same facts give the same bytes."""
    return orjson.dumps(facts, option=orjson.OPT_SORT_KEYS)
