"""Tables as XLSX: numbers can be added up, and what looks like a formula stays the text that somebody wrote."""

from datetime import date, datetime
from io import BytesIO

from openpyxl import load_workbook

from documents.workbook import Sheet, workbook
from workflows.deadlines import ZONE


def test_what_is_written_is_read_back() -> None:
    moment = datetime(2025, 5, 16, 17, tzinfo=ZONE)
    sheet = Sheet(
        "Trả lời: [1/2025]",
        ["Đơn vị", "Số hộ", "Ngày", "Lúc"],
        [["Phường 3", 12, date(2025, 5, 15), moment], ["Phường 4", 3.5, None, None]],
        sums=[["Cộng", 15.5]],
        notes=["Hạn trả lời 16/05/2025"],
    )
    book = load_workbook(BytesIO(workbook([sheet])))
    (page,) = book.worksheets
    assert page.title == "Trả lời   1 2025"
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [
        ["Hạn trả lời 16/05/2025", None, None, None],
        ["Đơn vị", "Số hộ", "Ngày", "Lúc"],
        ["Phường 3", 12, datetime(2025, 5, 15), datetime(2025, 5, 16, 17)],  # noqa: DTZ001  # as a workbook keeps them
        ["Phường 4", 3.5, None, None],
        ["Cộng", 15.5, None, None],
    ]


def test_no_text_becomes_a_formula_and_no_letter_breaks_the_file() -> None:
    texts = ["=1+1", '=HYPERLINK("http://x")', "@x", "+1", "-1", "a\x00\x1fb", "hai\ndòng", "x" * 40_000]
    page = load_workbook(BytesIO(workbook([Sheet("", ["A"], [[text] for text in texts])]))).worksheets[0]
    cells = [row[0] for row in page.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells] == [*texts[:5], "ab", "hai\ndòng", "x" * 32_767]
