import hashlib
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import orjson
import pikepdf
import pytest

from documents.facts import IssueRow, SubmissionFacts, facts_json
from documents.press import Press
from documents.submission import Rendered, render_submission

Render = Callable[[SubmissionFacts], Rendered]


@pytest.fixture
def opened(ward: SubmissionFacts, render: Render) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(render(ward).pdf))


def test_it_says_it_is_pdf_a_3u(opened: pikepdf.Pdf) -> None:
    with opened.open_metadata() as metadata:
        assert metadata.pdfa_status == "3U"
    assert opened.Root.OutputIntents[0].S == "/GTS_PDFA1"
    assert "/ID" in opened.trailer


def test_title_author_language_and_dates_come_from_the_facts(opened: pikepdf.Pdf) -> None:
    with opened.open_metadata() as metadata:
        assert str(metadata["dc:title"]).startswith("BÁO CÁO Tình hình tiếp nhận")
        assert metadata["dc:creator"] == ["Ủy ban nhân dân Phường 3"]
        assert metadata["xmp:CreateDate"] == "2026-11-16T16:05:00+07:00"
    assert opened.Root.Lang == "vi"
    assert str(opened.docinfo["/CreationDate"]) == "D:20261116160500+07'00"
    assert str(opened.docinfo["/ModDate"]) == "D:20261116160500+07'00"


def test_the_report_s_json_travels_inside_as_data(opened: pikepdf.Pdf, report_json: bytes) -> None:
    assert list(opened.attachments) == ["report.json"]
    data = opened.attachments["report.json"].get_file().read_bytes()
    assert data == report_json
    assert len(opened.Root.AF) == 1
    assert opened.Root.AF[0].AFRelationship == "/Data"
    assert opened.Root.AF[0].EF.F.Subtype == "/application/json"


def test_the_page_names_the_fingerprint_of_the_data(
    ward: SubmissionFacts, render: Render, text_of: Callable[..., str], report_json: bytes
) -> None:
    assert hashlib.sha256(report_json).hexdigest() in text_of(render(ward).pdf)


def test_only_our_serif_is_inside_and_all_of_it_is_embedded(
    ward: SubmissionFacts, issue: IssueRow, render: Render, fonts_of: Callable[[bytes], list[str]]
) -> None:
    lines = fonts_of(render(replace(ward, issues=(issue,) * 12)).pdf)
    assert len(lines) == 4
    for line in lines:
        assert "+Liberation-Serif" in line
        assert " yes yes yes " in line  # embedded, subset, mapped to Unicode


def test_the_same_facts_give_the_same_bytes_in_any_child(
    ward: SubmissionFacts, render: Render, report_json: bytes
) -> None:
    warm = render(ward)
    fresh = Press(children=1)
    try:
        again = render_submission(orjson.loads(facts_json(ward)), attachment_json=report_json, press=fresh)
    finally:
        fresh.close()
    assert again == warm
    assert warm.sha256 == hashlib.sha256(warm.pdf).hexdigest()


def test_one_changed_letter_gives_other_bytes(ward: SubmissionFacts, render: Render) -> None:
    assert render(ward).sha256 != render(replace(ward, place="Phường 4")).sha256
