"""The cast: Ward 3 reports to District 1, District 1 to the province."""

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from documents.facts import Collected, IssueRow, Outcome, SubmissionFacts, SubordinateRow
from documents.press import Press
from documents.submission import Rendered, render_submission
from documents.typesetter import AttachedData
from tests.documents.reports import HANOI, a_report, an_issue

REPORT_JSON = '{"unit":"C00145","overview":"Tình hình ổn định"}'.encode()


@pytest.fixture(scope="session")
def press() -> Iterator[Press]:
    """One warm child for all tests of this process."""
    press = Press(children=1)
    yield press
    press.close()


@pytest.fixture(scope="session")
def render(press: Press) -> Callable[..., Rendered]:
    def render(facts: SubmissionFacts, **limits: Any) -> Rendered:
        return render_submission(facts, attachment_json=REPORT_JSON, press=press, **limits)

    return render


@pytest.fixture(scope="session")
def text_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """What another program reads in a PDF: `pdftotext`, with its options."""
    folder = tmp_path_factory.mktemp("pdf")

    def text_of(pdf: bytes, *options: str) -> str:
        return poppler("pdftotext", folder, pdf, *options, "-")

    return text_of


@pytest.fixture(scope="session")
def fonts_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], list[str]]:
    """The font lines of a PDF as `pdffonts` lists them."""
    folder = tmp_path_factory.mktemp("fonts")
    return lambda pdf: poppler("pdffonts", folder, pdf).splitlines()[2:]


def poppler(program: str, folder: Path, pdf: bytes, *options: str) -> str:
    path = folder / "document.pdf"
    path.write_bytes(pdf)
    switches = [option for option in options if option != "-"]
    target = ["-"] if "-" in options else []
    run = subprocess.run([program, *switches, path, *target], capture_output=True, check=True)
    return run.stdout.decode()


@pytest.fixture
def attached() -> AttachedData:
    return AttachedData("report.json", "Data", REPORT_JSON, datetime(2026, 11, 16, 16, 5, tzinfo=HANOI))


@pytest.fixture
def report_json() -> bytes:
    return REPORT_JSON


@pytest.fixture
def issue() -> IssueRow:
    return an_issue()


@pytest.fixture
def ward() -> SubmissionFacts:
    return a_report()


@pytest.fixture
def nil(ward: SubmissionFacts) -> SubmissionFacts:
    overview, listed, *others = ward.parts
    nothing = replace(listed, paragraphs=("Trong kỳ không phát sinh vấn đề.",))
    empty = (replace(part, paragraphs=()) for part in others)
    return replace(ward, nil=True, issues=(), parts=(overview, nothing, *empty))


@pytest.fixture
def district(ward: SubmissionFacts, issue: IssueRow) -> SubmissionFacts:
    outcomes: tuple[Outcome, ...] = ("on_time", "late", "nil", "missing")
    return replace(
        ward,
        organisation="Ủy ban nhân dân Quận 1",
        parent="Ủy ban nhân dân thành phố",
        addressees=("Ủy ban nhân dân thành phố", "Ban Dân vận Thành ủy"),
        issues=(replace(issue, unit="Phường 3"),),
        collected=Collected(expected=4, on_time=1, late=1, missing=1, nil=1, not_accepted=1),
        subordinates=tuple(
            SubordinateRow(
                unit=f"Phường {index}",
                outcome=outcome,
                sent_at=None if outcome == "missing" else datetime(2026, 11, 16, 9, index, tzinfo=HANOI),
                accepted=outcome != "late",
                issues=index,
            )
            for index, outcome in enumerate(outcomes, start=1)
        ),
    )
