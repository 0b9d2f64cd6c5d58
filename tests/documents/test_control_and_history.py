"""The list of a month and the history of an issue as papers: everything stands there, and nobody signs them."""

from datetime import date, datetime, timedelta, timezone

from documents.control_list import ControlFacts, ControlRow, control_paper
from documents.issue_history import (
    AnswerFacts,
    EventFacts,
    HistoryFacts,
    OtherFacts,
    StepFacts,
    history_paper,
)

AT = datetime(2025, 6, 12, 8, tzinfo=timezone(timedelta(hours=7)))
ROW = ControlRow(
    issue="2/2025: Đèn hỏng.",
    age=23,
    charge="Phường 3",
    due=date(2025, 6, 10),
    extensions=2,
    said="",
    rank="Đỏ: không ai xác nhận",
)


def control(rows: tuple[ControlRow, ...], total: int = 1) -> ControlFacts:
    return ControlFacts(
        organisation="Ủy ban nhân dân phường 3",
        parent="",
        place="Phường 3",
        month="tháng 06/2025",
        opened=date(2025, 6, 5),
        due=AT,
        at=AT,
        total=total,
        red=1,
        waiting=0,
        confirmed=0,
        settled=0,
        carried=0,
        gone=3,
        rows=rows,
    )


def test_the_list_says_what_is_red_what_moved_and_where_it_was_cut() -> None:
    paper = control_paper(control((ROW,), total=900))
    sums, rows = paper.sections
    assert "đỏ (không ai xác nhận): 1" in sums.paragraphs[0].text
    assert "3 vấn đề không còn mở" in sums.paragraphs[1].text
    assert rows.table is not None
    assert rows.table.rows == (
        ("2/2025: Đèn hỏng.", "23", "Phường 3", "10/06/2025 (gia hạn 2 lần)", "", "Đỏ: không ai xác nhận"),
    )
    assert "1 vấn đề đầu tiên" in rows.paragraphs[0].text
    assert (paper.drawn_up, paper.signer.position) == (True, "")


def test_an_empty_list_says_so() -> None:
    assert control_paper(control((), total=0)).sections[1].paragraphs[0].text == "Không có vấn đề nào."


def test_the_history_leaves_nothing_out() -> None:
    facts = HistoryFacts(
        organisation="Ủy ban nhân dân phường 3",
        parent="Ủy ban nhân dân quận 1",
        place_signed="Phường 3",
        at=AT,
        number="2/2025",
        register="Phường 3",
        body="Thanh tra quận",
        sent=date(2025, 6, 12),
        office="Hệ thống",
        why="để quá 180 ngày",
        category="Hạ tầng",
        place="Phường 3",
        channel="Tổng đài",
        raised_on=date(2024, 12, 1),
        summary="Đèn hỏng.",
        state="Đang xác minh, xử lý",
        charge="Phường 3",
        due=AT,
        late=True,
        age=193,
        extensions=4,
        returns=2,
        periods=6,
        mentions=14,
        events=(EventFacts(at=AT, what="Tiếp nhận", office="Bộ phận tiếp nhận", text=""),),
        steps=(StepFacts(what="Xác minh", office="Cán bộ", since=AT, until=None),),
        answers=(AnswerFacts(number=1, office="Cán bộ", at=AT, review="bị trả lại", text="Đang làm."),),
        verifications=(),
        directions=(OtherFacts(number="01/2025", what="Sửa đèn.", state="Đã làm xong"),),
        controls=(OtherFacts(number="tháng 05/2025", what="", state="không ai xác nhận"),),
    )
    paper = history_paper(facts)
    texts = [paragraph.text for section in paper.sections for paragraph in section.paragraphs]
    cells = [
        cell for section in paper.sections if section.table for row in section.table.rows for cell in row
    ]
    assert "12/06/2025 08:00, đã quá hạn" in texts
    assert any("Đã mở 193 ngày; gia hạn 4 lần; câu trả lời bị trả lại 2 lần" in text for text in texts)
    assert {"đến nay", "Sửa đèn.", "không ai xác nhận"} <= set(cells)
    assert len(paper.sections) == 8
    assert "lý do: để quá 180 ngày." in paper.opening[0]
    assert (paper.drawn_up, paper.signer.position) == (True, "")
