"""The log of a service incident: every step with its times and what came of it, the conclusion once it is closed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import orjson
import pikepdf
import pytest

from documents.facts import Approval, Signer
from documents.press import Press
from documents.response import ResponseFacts, StepFacts, render_response, response_paper
from tests.documents.reports import HANOI

TextOf = Callable[..., str]


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 26, hour, minute, tzinfo=HANOI)


@pytest.fixture
def log() -> ResponseFacts:
    """A burst water main: one step done late, one skipped, one that never began."""
    return ResponseFacts(
        organisation="Ủy ban nhân dân Phường 3",
        parent="Ủy ban nhân dân Quận 1",
        number="07/2026",
        place="Phường 3",
        signed_on=date(2026, 11, 26),
        kind="Vỡ đường ống cấp nước",
        area="Phường 3",
        what="Vỡ ống nước ở ngõ 12.",
        in_charge="Bộ phận tiếp nhận, Phường 3",
        started_at=at(9),
        due=at(17),
        steps=(
            StepFacts(
                number=1,
                what="Khoá van",
                office="Cán bộ thụ lý, Sở Xây dựng",
                state="Đã làm",
                done=True,
                late=True,
                begun=at(9),
                confirmed=at(9, 10),
                due=at(10),
                ended=at(10, 30),
                result="Đã khoá van.",
                source="Nghị định 117/2007/NĐ-CP",
            ),
            StepFacts(
                number=2,
                what="Cấp nước tạm",
                office="Cán bộ thụ lý, Sở Xây dựng",
                state="Bỏ qua",
                done=False,
                late=False,
                begun=at(9),
                due=at(17),
                ended=at(11),
                result="Không còn cần.",
            ),
            StepFacts(
                number=3,
                what="Sửa xong",
                office="Sở Xây dựng",
                state="Chờ",
                done=False,
                late=False,
                due=at(17),
            ),
        ),
        outcome="Đã khắc phục xong",
        conclusion="Đã thay đoạn ống.",
        lessons="Thay cả tuyến ống cũ.",
        closed_at=at(15),
        signer=Signer(position="Chủ tịch", authority="TM. Ủy ban nhân dân"),
        approval=Approval(office="Bộ phận tiếp nhận, Phường 3", at=at(15)),
        recipients=("Sở Xây dựng",),
    )


def test_each_step_is_a_row_with_its_times_and_what_came_of_it(log: ResponseFacts) -> None:
    table = response_paper(log).sections[1].table
    assert table is not None
    assert [row[1] for row in table.rows] == [
        "giao 26/11 09:00\nnhận 26/11 09:10\nhạn 26/11 10:00\nxong 26/11 10:30",
        "giao 26/11 09:00\nhạn 26/11 17:00\ndừng 26/11 11:00",
        "hạn 26/11 17:00",
    ]
    assert [row[2:] for row in table.rows] == [
        ("Đã làm, trễ hạn", "Đã khoá van."),
        ("Bỏ qua", "Không còn cần."),
        ("Chờ", ""),
    ]
    assert "Căn cứ: Nghị định 117/2007/NĐ-CP" in table.rows[0][0]


def test_until_it_is_closed_the_log_says_that_it_is_under_way(log: ResponseFacts) -> None:
    closed, running = (
        response_paper(one).sections[2].paragraphs for one in (log, replace(log, closed_at=None))
    )
    assert [one.text for one in closed] == [
        "Đóng lúc 26/11/2026 15:00. Đã khắc phục xong.",
        "Đã thay đoạn ống.",
        "Thay cả tuyến ống cũ.",
    ]
    assert len(running) == 1
    assert "đang được ứng phó" in running[0].text


def test_the_pdf_says_it_and_carries_the_facts(log: ResponseFacts, press: Press, text_of: TextOf) -> None:
    made = render_response(log, press=press)
    text = text_of(made.pdf)
    for words in ("Sự cố 07/2026", "Đã khoá van.", "Thay cả tuyến ống cũ."):
        assert words in text
    with pikepdf.open(BytesIO(made.pdf)) as pdf:
        facts = orjson.loads(pdf.attachments["response.json"].get_file().read_bytes())
    assert facts["steps"][0]["result"] == "Đã khoá van."
