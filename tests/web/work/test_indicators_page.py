"""The indicators of a unit on a page: the numbers, what they are made of, as of any past day."""

import html
import re
from datetime import timedelta
from io import BytesIO
from subprocess import run

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook
from pikepdf import Pdf

from database.session import Database
from documents.workbook import MEDIA_TYPE
from organisation.days import local_day
from tests.web.signing_in import SignIn
from tests.workflows.cycle import Cycle, at
from tests.workflows.indicators.raising import raise_issue
from workflows.indicators import reading
from workflows.indicators.folding import fold_events
from workflows.indicators.reading import INCOMPLETE
from workflows.indicators.share import RULE
from workflows.indicators.tables import issue_event_to_fold
from workflows.issues.record import Change, Why, change_issue, issue_row, move_issue
from workflows.issues.states import ANSWERED, STATES, UNRESOLVED

UNFINISHED = "The day is not over: what happens until its end still changes these numbers."
SETTLED = "The same days give the same numbers at any time."
WINDOW = "first=2025-05-01&last=2025-05-31"


@pytest.fixture(name="raised")
def _raised(cycle: Cycle, database: Database) -> None:
    """Three issues of Ward 3: two are answered, one of them late, and one was directed."""
    with database.write() as session:
        keys = [raise_issue(session, "C003", at(7, 9)).key for _ in range(3)]
        move_issue(session, issue_row(session, keys[0]), ANSWERED, Why(at(9)))
        late = issue_row(session, keys[1])
        move_issue(session, late, ANSWERED, Why(late.due_at.replace(day=late.due_at.day + 1)))
        directed = Change("directed", values={"directed_at": at(10)})
        change_issue(session, issue_row(session, keys[2]), directed, Why(at(10)))
    cycle.now = at(30, 9)


@pytest.mark.usefixtures("raised")
def test_every_number_says_what_it_is_made_of(sign_in: SignIn, database: Database) -> None:
    visitor = sign_in("d001.head")
    before = visitor.get(f"/indicators?{WINDOW}").text
    assert fold_events(database)
    after = visitor.get(f"/indicators?{WINDOW}").text
    for words in ("2/3 = 66,67 %", "1/3 = 33,33 %", "1 + 1 + 0 + 1 = 3"):
        assert words in before
        assert words in after


@pytest.mark.usefixtures("raised")
def test_numbers_that_are_being_counted_again_say_so(
    sign_in: SignIn, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = sign_in("d001.head")
    pages = [f"/indicators?{WINDOW}", f"/indicators/issues?{WINDOW}", "/morning"]

    def told() -> list[bool]:
        book = load_workbook(BytesIO(visitor.get(f"/indicators.xlsx?{WINDOW}").content))
        notes = {cell.value for row in book.worksheets[0].iter_rows() for cell in row}
        return [*(INCOMPLETE["vi"] in visitor.get(page).text for page in pages), INCOMPLETE["vi"] in notes]

    assert told() == [False] * 4, "the few that wait are counted"
    with database.read() as session:
        waiting = session.execute(sa.select(sa.func.count()).select_from(issue_event_to_fold)).scalar_one()
    for most, says in ((waiting, False), (waiting - 1, True)):
        monkeypatch.setattr(reading, "MOST_WAITING", most)
        assert told() == [says] * 4
    assert fold_events(database)
    assert told() == [False] * 4


@pytest.mark.usefixtures("raised")
def test_an_earlier_day_keeps_its_numbers(sign_in: SignIn) -> None:
    text = sign_in("d001.head").get(f"/indicators?{WINDOW}&as_of=2025-05-08").text
    assert "0/3 = 0,00 %" in text
    assert "2/3" not in text


@pytest.mark.usefixtures("raised")
def test_a_unit_sees_its_own_and_those_below_and_nobody_elses(sign_in: SignIn) -> None:
    assert "2/3 = 66,67 %" in sign_in("p01.head").get(f"/indicators?{WINDOW}&unit=C003").text
    assert sign_in("c004.head").get(f"/indicators?{WINDOW}&unit=C003").status_code == 404
    assert "Không có vấn đề nào" in sign_in("c004.head").get(f"/indicators?{WINDOW}").text


@pytest.mark.usefixtures("raised")
def test_every_number_leads_to_its_issues(sign_in: SignIn, database: Database) -> None:
    assert fold_events(database)
    visitor = sign_in("d001.head")
    links = set(re.findall(r'href="(/indicators/issues[^"]+)"', visitor.get(f"/indicators?{WINDOW}").text))
    found = {link.partition("&amp;of=")[2]: visitor.get(html.unescape(link)).text for link in links}
    counted = {of: len(re.findall(r'href="/issues/\d+"', text)) for of, text in found.items()}
    assert counted == {
        "raised": 3,
        "answered": 2,
        "unanswered": 1,
        "directed": 1,
        "undirected": 2,
        "due": 3,
        "on_time": 1,
        "late": 1,
        "without": 0,
        "overdue": 1,
        **{f"state%3A{state}": 0 for state in STATES},
        "state%3Areceived": 1,
        "state%3Aanswered": 2,
    }


@pytest.mark.usefixtures("raised")
def test_the_workbook_has_every_table_with_its_rule(sign_in: SignIn) -> None:
    answer = sign_in("d001.head").get(f"/indicators.xlsx?{WINDOW}")
    assert answer.headers["content-type"] == MEDIA_TYPE
    book = load_workbook(BytesIO(answer.content))
    rows = list(book["Tình trạng"].iter_rows(values_only=True))
    assert ("Đã trả lời", 2, 3, 66.67) in rows
    assert (RULE["vi"], None, None, None) in rows
    assert ("Quá hạn chưa trả lời", 1, 3, 33.33) in list(book["Đúng hạn"].iter_rows(values_only=True))
    (cell,) = (row[3] for row in book["Tình trạng"].iter_rows() if row[0].value == "Chưa có trả lời")
    assert (cell.value, cell.number_format) == (33.33, "0.00")


@pytest.mark.usefixtures("raised")
def test_the_pdf_says_what_the_page_says_and_who_took_it_out(sign_in: SignIn) -> None:
    visitor = sign_in("d001.head")
    visitor.get("/language?to=en")
    answer = visitor.get(f"/indicators.pdf?{WINDOW}")
    assert answer.headers["content-type"] == "application/pdf"
    with Pdf.open(BytesIO(answer.content)) as pdf:
        told = pdf.attachments["indicators.json"].get_file().read_bytes().decode()
    for words in ("Answered", "66.67", "Percentages have two decimals, a half is rounded up."):
        assert words in told


@pytest.mark.usefixtures("raised")
@pytest.mark.parametrize(("days", "closing"), [(0, UNFINISHED), (-1, SETTLED)])
def test_numbers_say_that_they_stay_only_of_a_day_that_is_over(
    sign_in: SignIn, cycle: Cycle, days: int, closing: str
) -> None:
    visitor = sign_in("d001.head")
    visitor.get("/language?to=en")
    asked = f"{WINDOW}&as_of={local_day(cycle.now) + timedelta(days=days)}"
    paper = visitor.get(f"/indicators.pdf?{asked}").content
    text = " ".join(
        run(["pdftotext", "-", "-"], input=paper, capture_output=True, check=True).stdout.decode().split()
    )
    assert [said in text for said in (UNFINISHED, SETTLED)] == [closing == UNFINISHED, closing == SETTLED]
    notes = load_workbook(BytesIO(visitor.get(f"/indicators.xlsx?{asked}").content))["How they stand"]
    assert any(row[0] == UNFINISHED for row in notes.iter_rows(values_only=True)) == (closing == UNFINISHED)
    assert (UNFINISHED in visitor.get(f"/indicators?{asked}").text) == (closing == UNFINISHED)


def test_no_numbers_make_a_workbook_and_a_paper_without_tables(sign_in: SignIn) -> None:
    visitor = sign_in("c004.head")
    for ending in ("xlsx", "pdf"):
        assert visitor.get(f"/indicators.{ending}?{WINDOW}").status_code == 200, ending
        assert visitor.get(f"/indicators.{ending}?{WINDOW}&unit=C003").status_code == 404, ending


@pytest.mark.usefixtures("raised")
def test_a_list_is_as_of_the_day_of_its_number(sign_in: SignIn, database: Database) -> None:
    assert fold_events(database)
    visitor = sign_in("d001.head")
    day = "as_of=2025-05-08&of=unanswered"
    assert (
        'Chưa có trả lời: <span class="nowrap">3</span>'
        in visitor.get(f"/indicators/issues?{WINDOW}&{day}").text
    )
    assert "Không có vấn đề nào" in visitor.get(f"/indicators/issues?{WINDOW}&as_of=2025-05-08&of=late").text


def test_what_ended_without_an_answer_is_not_shown_as_overdue(
    sign_in: SignIn, database: Database, cycle: Cycle
) -> None:
    with database.write() as session:
        ended, owed = (raise_issue(session, "C003", at(6)) for _ in range(2))
        why = Why(at(7), reason="Không thuộc thẩm quyền.", evidence="Công văn 15.")
        move_issue(session, issue_row(session, ended.key), UNRESOLVED, why)
    cycle.now = at(30, 9)
    assert fold_events(database)
    visitor, late = sign_in("d001.head"), f'"nowrap late">{owed.due_at:%d/%m/%Y}<'
    for of, marked in (("without", 0), ("overdue", 1)):
        text = visitor.get(f"/indicators/issues?{WINDOW}&of={of}").text
        assert (len(re.findall(r'href="/issues/\d+"', text)), text.count(late)) == (1, marked), of


@pytest.mark.usefixtures("raised")
@pytest.mark.parametrize(
    ("of", "counted"),
    [("raised", "Vấn đề phản ánh"), ("due", "Vấn đề đến hạn"), ("returned:level:commune", "bị trả lại từ")],
)
def test_a_list_says_by_which_days_it_is_counted(sign_in: SignIn, of: str, counted: str) -> None:
    text = sign_in("d001.head").get(f"/indicators/issues?{WINDOW}&of={of}").text
    assert [one for one in ("Vấn đề phản ánh", "Vấn đề đến hạn", "bị trả lại từ") if f"{one}" in text] == [
        counted
    ]


@pytest.mark.usefixtures("raised")
def test_a_list_of_a_unit_that_one_does_not_see_is_not_found(sign_in: SignIn) -> None:
    assert sign_in("c004.head").get(f"/indicators/issues?{WINDOW}&unit=C003").status_code == 404
    assert sign_in("c003.head").get(f"/indicators/issues?{WINDOW}&of=nothing").status_code == 404


@pytest.mark.parametrize("days", ["first=2025-05-20&last=2025-05-10", "first=2025-12-31", "last=2024-12-31"])
def test_days_that_end_before_they_begin_are_said(sign_in: SignIn, cycle: Cycle, days: str) -> None:
    cycle.now = at(30, 9)
    answer = sign_in("d001.head").get(f"/indicators?{days}")
    assert answer.status_code == 422
    assert "Ngày cuối ở trước ngày đầu." in answer.text


def test_a_day_that_is_none_is_said_at_its_field(sign_in: SignIn, cycle: Cycle) -> None:
    cycle.now = at(30, 9)
    answer = sign_in("d001.head").get("/indicators?first=hôm+qua")
    assert answer.status_code == 422
    assert "Ghi ngày, ví dụ 20/05/2025." in answer.text
    assert 'value="hôm qua"' in answer.text


def test_the_numbers_of_before_the_reform_are_one_step_away(sign_in: SignIn, cycle: Cycle) -> None:
    cycle.now = at(2, month=8)
    head = sign_in("p01@2025-07-01.head")
    assert '<a class="govuk-link" href="/indicators?unit=P01">Tỉnh A, đến hết' in head.get("/indicators").text
    before = head.get("/indicators?unit=P01").text
    assert "Số liệu vấn đề: Tỉnh A<" in before
