"""The notice of a citizen reception: every issue is one numbered conclusion, with who does it and by when."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import orjson
import pikepdf
import pytest

from documents.facts import Approval, Number, Signer
from documents.press import Press
from documents.reception import ConclusionFacts, NoticeFacts, notice_paper, render_notice
from tests.documents.reports import HANOI

TextOf = Callable[..., str]


@pytest.fixture
def notice() -> NoticeFacts:
    return NoticeFacts(
        organisation="Ủy ban nhân dân Phường 3",
        parent="Ủy ban nhân dân Quận 1",
        number=Number(value=7, type_code="TB", office_code="UBND"),
        place="Phường 3",
        signed_on=date(2026, 11, 26),
        met_on=date(2026, 11, 25),
        deputy=None,
        visitors=9,
        groups=1,
        conclusions=(
            ConclusionFacts(
                number="12/2026",
                issue="Ngập ở ngõ 5 sau mưa lớn.",
                what="Nạo vét cống.",
                unit="Phường 3",
                by_when=date(2026, 12, 4),
                named=True,
            ),
            ConclusionFacts(
                number="13/2026",
                issue="Đèn ngõ 7 hỏng.",
                unit="Quận 1",
                by_when=date(2026, 12, 16),
                named=False,
            ),
            ConclusionFacts(number="14/2026", issue="Rác ở chợ.", unit="Phường 3", by_when=None, named=False),
        ),
        text="Báo cáo kết quả hằng tuần.",
        signer=Signer(position="Chủ tịch", authority="TM. Ủy ban nhân dân"),
        approval=Approval(office="Lãnh đạo phường, Phường 3", at=datetime(2026, 11, 26, 9, tzinfo=HANOI)),
        recipients=("Phường 3", "Quận 1"),
    )


def test_each_issue_is_a_numbered_row_with_who_does_it_and_by_when(notice: NoticeFacts) -> None:
    paper = notice_paper(notice)
    table = paper.sections[1].table
    assert table is not None
    assert table.rows == (
        (
            "Số 12/2026: Ngập ở ngõ 5 sau mưa lớn.\nViệc phải làm: Nạo vét cống.",
            "Phường 3",
            "04/12/2026\nLãnh đạo giao tại buổi tiếp",
        ),
        ("Số 13/2026: Đèn ngõ 7 hỏng.", "Quận 1", "16/12/2026\nTheo thời hạn chung"),
        ("Số 14/2026: Rác ở chợ.", "Phường 3", "Đã trả lời\nTheo thời hạn chung"),
    )


def test_it_says_who_received_and_counts_those_who_came(notice: NoticeFacts) -> None:
    [who, counted] = notice_paper(notice).sections[0].paragraphs
    assert who.text == "Người tiếp: lãnh đạo đơn vị."
    assert counted.text == "Số lượt người đến: 9, trong đó 1 đoàn đông người. Số vấn đề được nêu: 3."
    deputy = notice_paper(replace(notice, deputy="Lãnh đạo đi công tác.")).sections[0].paragraphs[0]
    assert "Lý do: Lãnh đạo đi công tác." in deputy.text


def test_without_issues_and_general_conclusions_it_says_so(notice: NoticeFacts) -> None:
    paper = notice_paper(replace(notice, conclusions=(), text=""))
    assert [section.title for section in paper.sections] == ["Buổi tiếp công dân", "Kết luận về từng vấn đề"]
    assert paper.sections[1].paragraphs[0].text == "Không có vấn đề nào được nêu."


def test_the_pdf_reads_back_and_carries_its_facts(notice: NoticeFacts, press: Press, text_of: TextOf) -> None:
    made = render_notice(notice, press=press)
    text = unicodedata.normalize("NFC", text_of(made.pdf))
    for words in ("THÔNG BÁO", "Kết luận tiếp công dân ngày 25/11/2026", "07/TB-UBND", "04/12/2026"):
        assert words in text
    with pikepdf.open(BytesIO(made.pdf)) as pdf:
        data = orjson.loads(pdf.attachments["reception.json"].get_file().read_bytes())
    assert [one["number"] for one in data["conclusions"]] == ["12/2026", "13/2026", "14/2026"]
