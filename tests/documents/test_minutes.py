"""Ward 3 chairs a verification: the builders found something, the police are late and dissent, one is silent."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import orjson
import pikepdf
import pytest

from documents.facts import Approval, Number, Signer
from documents.minutes import AgencyFacts, MinutesFacts, minutes_paper, render_minutes
from documents.press import Press
from tests.documents.reports import HANOI

TextOf = Callable[..., str]


def when(day: int, hour: int = 17) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=HANOI)


@pytest.fixture
def minutes() -> MinutesFacts:
    return MinutesFacts(
        organisation="Ủy ban nhân dân Phường 3",
        parent="Ủy ban nhân dân Quận 1",
        number=Number(value=4, type_code="BB", office_code="UBND"),
        place="Phường 3",
        signed_on=date(2026, 11, 26),
        subject="Ngập úng tại ngõ 12, tổ dân phố số 7",
        question="Nước rút chậm sau mưa: do cống hay do công trình lấn hành lang thoát nước?",
        requester="Ủy ban nhân dân Quận 1",
        asked_on=date(2026, 11, 12),
        on_site=date(2026, 11, 17),
        instruction="Đo cao độ cống tại ba điểm.",
        agencies=(
            AgencyFacts(
                name="Sở Xây dựng",
                asked="Đối chiếu giấy phép và hành lang thoát nước.",
                due=when(18),
                answered="on_time",
                answered_at=when(18, 10),
                finding="Đúng một phần",
                text="Tường rào lấn 0,4 m.",
                evidence="Biên bản đo ngày 17/11/2026.",
                stance="agree",
                stance_at=when(25, 9),
            ),
            AgencyFacts(
                name="Công an quận",
                asked="Kiểm tra việc đổ vật liệu.",
                due=when(18),
                answered="after_collecting",
                answered_at=when(24, 8),
                late_by="trễ 4 ngày làm việc",
                finding="Không đúng",
                text="Không có vật liệu trên lòng đường.",
                stance="dissent",
                stance_at=when(26, 8),
                stance_late=True,
                reason="Vật liệu đã được dọn trước khi kiểm tra.",
            ),
            AgencyFacts(name="Phòng Tài nguyên", asked="Cung cấp bản đồ.", due=when(18), answered="none"),
        ),
        conclusion="Đúng một phần",
        conclusion_text="Cống hẹp và tường rào lấn hành lang.",
        measures="Dỡ phần tường lấn trước ngày 10/12/2026.",
        drafts=2,
        recipients=("Ủy ban nhân dân Quận 1", "Sở Xây dựng", "Công an quận", "Phòng Tài nguyên"),
        signer=Signer(authority="TM. Ủy ban nhân dân", position="Chủ tịch"),
        approval=Approval(office="Lãnh đạo phường, Phường 3", at=when(26, 16)),
    )


def test_the_minutes_say_what_each_agency_found_who_was_late_and_who_dissents(
    minutes: MinutesFacts, press: Press, text_of: TextOf
) -> None:
    rendered = render_minutes(minutes, press=press)
    text = " ".join(unicodedata.normalize("NFC", text_of(rendered.pdf)).split())
    for words in (
        "Số: 04/BB-UBND",
        "BIÊN BẢN",
        "Về việc xác minh liên ngành: Ngập úng",
        "Ngày kiểm tra thực địa: 17/11/2026.",
        "Số cơ quan được yêu cầu: 3; trả lời đúng hạn: 1; trả lời chậm: 0; trả lời sau hạn",
        "tổng hợp: 1; không trả lời: 1.",
        "1. Sở Xây dựng: Đúng một phần. Tường rào lấn 0,4 m.",
        "Trễ 4 ngày làm việc",
        "3. Phòng Tài nguyên: Đến khi lập biên bản chưa có văn bản trả lời.",
        "Ý kiến bảo lưu của Công an quận: Vật liệu đã được dọn trước khi kiểm tra.",
        "Không có ý kiến khi được hỏi",
        "Sau hạn cho ý kiến",
        "lấy ý kiến 2 lần",
        "- Phòng Tài nguyên;",
        "Phê duyệt điện tử: Lãnh đạo phường, Phường 3; 26/11/2026 16:00 (+07:00).",
    ):
        assert words in text


def test_minutes_that_all_agree_with_say_so(minutes: MinutesFacts) -> None:
    agree = tuple(replace(agency, stance="agree", reason="") for agency in minutes.agencies)
    opinions = minutes_paper(replace(minutes, agencies=agree, drafts=1)).sections[-1]
    assert [line.text for line in opinions.paragraphs] == ["Không có cơ quan nào bảo lưu ý kiến."]


def test_the_facts_travel_inside_and_the_same_facts_give_the_same_bytes(
    minutes: MinutesFacts, press: Press
) -> None:
    rendered = render_minutes(minutes, press=press)
    pdf = pikepdf.open(BytesIO(rendered.pdf))
    data = orjson.loads(pdf.attachments["minutes.json"].get_file().read_bytes())
    assert [agency["stance"] for agency in data["agencies"]] == ["agree", "dissent", "none"]
    assert render_minutes(minutes, press=press) == rendered
