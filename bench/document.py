"""What a PDF of two pages costs beside WeasyPrint alone.

Ours: facts checked, set in a warm child process within limits, read back. WeasyPrint: the same HTML, styles, fonts
and attachment, in this process. CPU of all processes that work.
"""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime

from bench.processor import cpu_of, cpu_seconds, in_turn
from documents.compose import compose, styles
from documents.facts import Approval, IssueRow, Number, Signer, SubmissionFacts
from documents.fonts import find_fonts
from documents.layout import load_layout
from documents.press import Press
from documents.submission import render_submission
from documents.typesetter import AttachedData, Typesetter

LAYOUT = "nd30_2020"
DATA = b'{"unit": "C00145"}'
AT = datetime(2026, 11, 16, 9, tzinfo=UTC)
ISSUES = 5
DOCUMENTS = 10
ROUNDS = 5


def _facts() -> SubmissionFacts:
    issue = IssueRow(
        field="Trật tự xây dựng",
        place="Tổ dân phố số 7",
        summary="Công trình xây dựng không phép tại ngõ 12, vật liệu lấn chiếm vỉa hè, người đi bộ phải xuống đường.",
        source="Hội nghị giao ban",
        mentions=14,
        urgency="Khẩn",
        handler="Đội Quản lý trật tự xây dựng",
        status="Đang xác minh",
    )
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
        overview=("Tình hình trên địa bàn ổn định.",),
        issues=tuple(replace(issue, mentions=number) for number in range(1, ISSUES + 1)),
        followup=("62/66 vấn đề kỳ trước đã được giải quyết.",),
        proposals=("Đề nghị Quận 1 chỉ đạo các phòng phối hợp xác minh.",),
        recipients=("Thường trực Đảng ủy phường",),
        copies=2,
        signer=Signer(authority="TM. Ủy ban nhân dân", position="Chủ tịch"),
        approval=Approval(office="Chủ tịch Ủy ban nhân dân Phường 3", at=AT),
    )


def making_a_document() -> dict[str, float]:
    """Our cost over WeasyPrint's, and the number of pages."""
    facts, press = _facts(), Press(children=1)
    layout = load_layout(LAYOUT)
    html = compose(facts, layout, attachment_sha256=hashlib.sha256(DATA).hexdigest())
    typesetter = Typesetter(find_fonts(), styles(layout))
    attached = AttachedData("report.json", "Data", DATA, AT)
    pages = render_submission(facts, attachment_json=DATA, press=press).pages
    (child,) = press.pids()

    def ours() -> float:
        before = cpu_seconds(child)
        own = cpu_of(
            lambda: [render_submission(facts, attachment_json=DATA, press=press) for _ in range(DOCUMENTS)]
        )
        return own + cpu_seconds(child) - before

    def theirs() -> float:
        return cpu_of(lambda: [typesetter.set(html, attached, page_cap=50) for _ in range(DOCUMENTS)])

    in_turn([ours, theirs], 1)
    mine, alone = in_turn([ours, theirs], ROUNDS)
    press.close()
    return {
        "ratio": mine / alone,
        "pages": pages,
        "ours_ms": mine / DOCUMENTS * 1000,
        "weasyprint_ms": alone / DOCUMENTS * 1000,
    }


if __name__ == "__main__":
    print(making_a_document())
