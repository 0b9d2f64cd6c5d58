"""Ward 3 reports an event: past levels by the table, received by each addressee, followed up until it is over."""

from typing import Any

import pytest
import sqlalchemy as sa

from tests.stores import BOTH_STORES
from tests.workflows.cycle import at
from tests.workflows.quick_report.events import Event
from workflows.completion import ProblemsFound
from workflows.deployment import deploy_files, shipped_files
from workflows.errors import NotYourRole, Refused
from workflows.house import HOUSE
from workflows.issues.tables import issue_source
from workflows.papers import papers_of
from workflows.quick_report.finding import Side, how_many, quick_reports
from workflows.quick_report.rows import may_see
from workflows.quick_report.words import quick_title
from workflows.subject import Subject


@BOTH_STORES
def test_a_flash_report_goes_to_the_district_and_straight_to_the_province(event: Event) -> None:
    event.sent()
    assert event.got() == {"D001": "waiting", "P01": "waiting", "P01-SXD": "told"}
    assert event.steps.open(event.about("D001")) == {"acknowledge": "D001.receiver"}
    assert event.steps.open(event.about("P01")) == {"acknowledge": "P01.receiver"}
    assert event.steps.task(event.about("P01"), "acknowledge").due_at == at(5, 10), "an hour by the clock"
    assert event.steps.open(event.subject) == {"follow_up": "C003.reporter"}
    assert event.steps.task(event.subject, "follow_up").due_at == at(5, 12)
    assert [told for told in event.steps.told(event.about("P01")) if told[0] == "matter_assigned"] == [
        ("matter_assigned", f"P01.{role}", at(5, 9)) for role in ("head", "leader", "receiver", "reporter")
    ]
    assert ("matter_told", "P01-SXD.officer", at(5, 9)) in event.steps.told(event.about("P01-SXD"))
    assert event.steps.told(event.subject) == [("matter_told", "C003.head", at(5, 9))]


@pytest.mark.parametrize(
    ("more", "got"),
    [
        ({"category": "security"}, {"P01": "waiting", "D001": "told"}),
        ({"urgency": "very"}, {"D001": "waiting", "P01": "told", "P01-SXD": "told"}),
        ({"urgency": "urgent"}, {"D001": "waiting"}),
        ({"urgency": "normal"}, {"D001": "waiting"}),
    ],
)
def test_the_table_says_which_levels_receive_it_and_which_are_told(
    event: Event, more: dict[str, Any], got: dict[str, str]
) -> None:
    event.sent(**more)
    assert event.got() == got


@pytest.mark.parametrize(
    ("more", "report_by", "receive", "follow"),
    [
        ({"urgency": "flash"}, at(5, 9, 30), at(5, 10), at(5, 12)),
        ({"urgency": "very"}, at(5, 10, 30), at(5, 11), at(5, 15)),
        ({"urgency": "urgent", "category": "security"}, at(5, 13, 30), at(5, 14), at(6, 9)),
        ({"urgency": "urgent"}, at(6, 8, 30), at(6, 9), at(7, 9)),
        ({"urgency": "normal"}, at(7, 8, 30), at(7, 9), at(12, 9)),
    ],
)
def test_its_clock_counts_hours_by_category_urgency_and_level(
    event: Event, more: dict[str, Any], report_by: Any, receive: Any, follow: Any
) -> None:
    event.sent(**more)
    due = event.receipt(
        "P01" if more.get("category") == "security" and more["urgency"] == "flash" else "D001"
    )
    assert (event.row.report_by, due.due_at, event.row.due_at) == (report_by, receive, follow)


def test_flash_does_not_wait_for_the_morning(event: Event) -> None:
    event.steps.now = at(9, 22)
    event.sent(happened_at="2025-05-09T21:45")
    assert (event.receipt("P01").due_at, event.row.due_at) == (at(9, 23), at(10, 1)), "a Friday night"


@BOTH_STORES
def test_each_addressee_confirms_and_the_unit_reads_what_it_should_do(event: Event) -> None:
    event.sent()
    event.confirm("P01", "Chuyển ngay hai máy bơm.")
    assert event.got() == {"D001": "waiting", "P01": "confirmed", "P01-SXD": "told"}
    told = [one for one in event.steps.told(event.about("P01")) if one[0] == "matter_told"]
    assert [to for _, to, _ in told] == ["C003.head", "C003.reporter"]
    event.confirm("D001")
    assert event.steps.open(event.about("D001")) == {}
    assert event.steps.open(event.subject) == {"follow_up": "C003.reporter"}, "nobody waits for anybody"


@BOTH_STORES
def test_it_is_followed_up_until_it_is_over_and_the_paper_has_all_of_it(event: Event) -> None:
    event.sent()
    event.confirm("P01")
    event.confirm("D001")
    event.steps.go_to(at(5, 11))
    event.follow_up()
    assert event.row.due_at == at(5, 14), "the clock runs anew"
    assert event.steps.task(event.subject, "follow_up").due_at == at(5, 14)
    event.steps.go_to(at(5, 13))
    event.follow_up("Đã khắc phục xong.", ended=True)
    assert (event.row.state, event.row.ended_at) == ("ended", at(5, 13))
    assert event.steps.status(event.subject) == "completed"
    assert ("matter_told", "P01.receiver", at(5, 13)) in event.steps.told(event.subject)
    assert paper_number(event) == 2, "the first report, and the whole of it"


def test_what_is_over_already_is_reported_once(event: Event) -> None:
    event.sent(over=True, urgency="normal")
    assert (event.row.state, event.steps.open(event.subject)) == ("ended", {})
    assert paper_number(event) == 1, "the first paper has all of it"
    event.confirm("D001")
    assert event.steps.status(event.subject) == "completed"


def paper_number(event: Event) -> int:
    """How many papers it has."""
    with event.steps.database.read() as session:
        paper = papers_of(session, [Subject("quick_report", event.key)], "quick_report")[event.subject]
    return paper.number


BOTH_SIDES: tuple[tuple[str, Side], ...] = (("d001.receiver", "got"), ("c003.reporter", "sent"))


def listed(event: Event, who: str, side: Side, *, over: bool, cursor: str = "") -> list[int]:
    """The keys of a list."""
    with event.steps.database.read() as session:
        found = quick_reports(session, event.steps.viewer(who), side, over=over, cursor=cursor)
        return [row.key for row in found.rows]


@BOTH_STORES
def test_lists_hold_what_a_unit_got_and_sent_each_once_until_it_is_over(event: Event) -> None:
    first, second = event.sent(urgency="normal"), event.sent(urgency="normal", summary="Cây đổ.")
    for who, side in BOTH_SIDES:
        assert listed(event, who, side, over=False) == [second, first]
        assert listed(event, who, side, over=False, cursor=str(second)) == [first]
        assert listed(event, who, side, over=False, cursor="x") == [second, first]
    event.follow_up("Đã dọn xong.", ended=True)
    third = event.sent(urgency="normal", over=True)
    with event.steps.database.read() as session:
        assert how_many(session, event.steps.viewer("d001.receiver")) == {"got": 1, "sent": 0}
        assert how_many(session, event.steps.viewer("c003.reporter")) == {"got": 0, "sent": 1}
    for who, side in BOTH_SIDES:
        assert listed(event, who, side, over=False) == [first]
        assert listed(event, who, side, over=True) == [third, second]
        assert listed(event, who, side, over=True, cursor=str(third)) == [second]
    event.key = first
    event.steps.go_to(at(31))
    assert (event.row.state, listed(event, "d001.receiver", "got", over=False)) == ("lapsed", [])


def test_the_province_reports_to_nobody_and_the_event_is_in_the_register(event: Event) -> None:
    event.sent("p01.reporter")
    assert event.got() == {}
    assert event.issue.state == "received"


@BOTH_STORES
def test_its_issue_is_in_the_register_at_once(event: Event) -> None:
    event.sent()
    found = event.issue
    assert (found.summary, found.urgency, found.mentions) == (
        "Vỡ bờ bao tổ 5, nước tràn vào 12 hộ.",
        "flash",
        3,
    )
    source = event.steps.row(sa.select(issue_source).where(issue_source.c.issue_key == found.key))
    assert (source.kind, source.mentions) == ("quick_report", 3)


@BOTH_STORES
def test_its_number_comes_from_the_register_of_the_units_documents(event: Event) -> None:
    event.sent()
    event.sent(summary="Cây đổ.")
    assert quick_title(event.row) == {
        "vi": "Báo cáo nhanh 02/2025: Cây đổ",
        "en": "Quick report 02/2025: Cây đổ",
    }
    event.sent("c004.reporter")
    assert event.row.document_number == 1


@pytest.mark.parametrize("moment", ["2025-05-05T09:01", "2025-04-01T08:00"])
def test_an_event_has_happened_and_not_long_ago(event: Event, moment: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        event.sent(happened_at=moment)
    assert [problem.path for problem in found.value.problems] == ["happened_at"]


def test_personal_data_is_refused(event: Event) -> None:
    with pytest.raises(ProblemsFound):
        event.sent(measures="Gọi 0912 345 678.")


def test_a_table_that_names_a_place_nobody_knows_is_refused_by_name(event: Event) -> None:
    table = dict(shipped_files())["quick_report_rules.dmn"].replace(b'"above top"', b'"above king"')
    with event.steps.database.write() as session:
        deploy_files(session, HOUSE, [("quick_report_rules.dmn", table)], actor="owner", now=at(5))
    with pytest.raises(Refused, match="king"):
        event.sent()


def test_an_agencys_officer_sends_none(event: Event) -> None:
    with pytest.raises(NotYourRole):
        event.sent("p01-sxd.officer")


@BOTH_STORES
def test_the_unit_those_above_and_those_that_got_it_see_it_and_nobody_else(event: Event) -> None:
    event.sent()
    names = (
        "c003.head",
        "d001.reporter",
        "p01.leader",
        "p01-sxd.officer",
        "c004.head",
        "d002.leader",
        "admin",
    )
    with event.steps.database.read() as session:
        seen = [
            name
            for name in names
            if may_see(session, event.steps.viewer(name), event.key, event.steps.now.date())
        ]
    assert seen == ["c003.head", "d001.reporter", "p01.leader", "p01-sxd.officer", "admin"]
