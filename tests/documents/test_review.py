"""The report of a review names every unit that was asked, and every lesson with its number, unit and date."""

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
from documents.review import LessonFacts, PartFacts, ReviewFacts, Written, render_review, review_paper
from tests.documents.reports import HANOI

TextOf = Callable[..., str]


@pytest.fixture
def review() -> ReviewFacts:
    return ReviewFacts(
        organisation="Ủy ban nhân dân tỉnh A",
        number=Number(value=31, office_code="UBND"),
        place="A",
        signed_on=date(2024, 3, 11),
        kind="Sơ kết sau 5 năm",
        basis="Nghị định số 09/2019/NĐ-CP",
        title="Quy định về chế độ báo cáo của cơ quan hành chính nhà nước",
        issuer="Chính phủ",
        since=date(2019, 3, 12),
        day=date(2024, 3, 12),
        parts=(
            PartFacts(
                unit="Phường 3",
                outcome="on_time",
                sent_at=datetime(2024, 1, 26, 16, 5, tzinfo=HANOI),
                rating="well",
            ),
            PartFacts(
                unit="Phường 4",
                outcome="late",
                sent_at=datetime(2024, 2, 5, 9, tzinfo=HANOI),
                rating="partly",
            ),
            PartFacts(unit="Xã 5", outcome="missing"),
        ),
        written=(
            Written(title="Tình hình triển khai", text="Đã ban hành quy chế báo cáo.\nĐã tập huấn."),
            Written(title="Hạn chế, vướng mắc và nguyên nhân", text=""),
        ),
        lessons=(
            LessonFacts(
                number="07/2024",
                what="Bỏ ba biểu mẫu trùng nhau.",
                unit="Sở Xây dựng",
                by_when=date(2024, 6, 28),
            ),
        ),
        signer=Signer(authority="TM. Ủy ban nhân dân", position="Chủ tịch"),
        approval=Approval(office="Lãnh đạo tỉnh, Tỉnh A", at=datetime(2024, 3, 11, 16, tzinfo=HANOI)),
        recipients=("Phường 3", "Phường 4", "Xã 5", "Sở Xây dựng"),
    )


def test_the_report_names_who_sent_who_did_not_and_whose_work_the_lessons_are(
    review: ReviewFacts, press: Press, text_of: TextOf
) -> None:
    text = " ".join(unicodedata.normalize("NFC", text_of(render_review(review, press=press).pdf)).split())
    for words in (
        "Số: 31/BC-UBND",
        "Sơ kết sau 5 năm thực hiện Nghị định số 09/2019/NĐ-CP",
        "có hiệu lực từ ngày 12/03/2019",
        "Số đơn vị được yêu cầu: 3; gửi đúng hạn: 1; gửi muộn: 1; không gửi",
        "tốt 1; một phần 1; còn ít hoặc chưa 0 (trên 2 phần đã gửi)",
        "26/01/2024 16:05",
        "Đã tập huấn.",
        "07/2024",
        "Bỏ ba biểu mẫu trùng nhau.",
        "28/06/2024",
        "- Xã 5;",
    ):
        assert words in text
    assert "HẠN CHẾ, VƯỚNG MẮC" not in text


def test_a_review_without_parts_and_lessons_says_so(review: ReviewFacts) -> None:
    paper = review_paper(replace(review, parts=(), lessons=()))
    assert [line.text for line in paper.sections[0].paragraphs] == [
        "Đợt này không yêu cầu đơn vị nào góp phần."
    ]
    assert [line.text for line in paper.sections[-1].paragraphs] == ["Không giao việc nào."]


def test_the_facts_travel_inside(review: ReviewFacts, press: Press) -> None:
    pdf = pikepdf.open(BytesIO(render_review(review, press=press).pdf))
    data = orjson.loads(pdf.attachments["review.json"].get_file().read_bytes())
    assert [part["outcome"] for part in data["parts"]] == ["on_time", "late", "missing"]
