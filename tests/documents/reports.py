"""What Ward 3 reports, for tests and measures."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from documents.facts import Approval, IssueRow, Number, Part, Signer, SubmissionFacts

HANOI = timezone(timedelta(hours=7))


def an_issue() -> IssueRow:
    return IssueRow(
        field="Trật tự xây dựng",
        place="Tổ dân phố số 7",
        summary="Công trình xây dựng không phép tại ngõ 12, vật liệu lấn chiếm vỉa hè.",
        source="Hội nghị giao ban",
        mentions=14,
        urgency="Khẩn",
        handler="Đội Quản lý trật tự xây dựng",
        status="Đang xác minh",
    )


def overview(*paragraphs: str) -> tuple[Part, ...]:
    """A report of one section, and its list."""
    return (Part(title="Tình hình chung", paragraphs=paragraphs), a_report().parts[1])


def a_report() -> SubmissionFacts:
    """Its report to District 1."""
    issue = an_issue()
    return SubmissionFacts(
        organisation="Ủy ban nhân dân Phường 3",
        parent="Ủy ban nhân dân Quận 1",
        number=Number(value=5, office_code="UBND"),
        place="Phường 3",
        signed_on=date(2026, 11, 16),
        period="tháng 11 năm 2026",
        first_day=date(2026, 10, 15),
        last_day=date(2026, 11, 14),
        addressees=("Ủy ban nhân dân Quận 1",),
        parts=(
            Part(
                title="Tình hình chung",
                paragraphs=(
                    "Tình hình trên địa bàn ổn định.",
                    "Đã tổ chức 02 hội nghị giao ban.\nĐã đối thoại 01 buổi.",
                ),
            ),
            Part(title="Danh mục vấn đề Nhân dân phản ánh, kiến nghị", kind="issues"),
            Part(
                title="Kết quả xử lý vấn đề kỳ trước",
                paragraphs=("62/66 vấn đề kỳ trước đã được giải quyết.",),
            ),
            Part(
                title="Đề xuất, kiến nghị",
                paragraphs=("Đề nghị Quận 1 chỉ đạo các phòng phối hợp xác minh.",),
            ),
        ),
        issues=(issue, replace(issue, field="Vệ sinh môi trường", mentions=22, status="Đã trả lời")),
        recipients=("Thường trực Đảng ủy phường", "Thường trực HĐND phường;"),
        copies=2,
        signer=Signer(authority="TM. Ủy ban nhân dân", position="Chủ tịch"),
        approval=Approval(
            office="Chủ tịch Ủy ban nhân dân Phường 3", at=datetime(2026, 11, 16, 16, 5, tzinfo=HANOI)
        ),
    )
