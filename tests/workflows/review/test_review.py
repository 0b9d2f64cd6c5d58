"""A review from its outline to the last of its lessons: parts in time, late and missing, returns, the report."""

from datetime import date

import pytest
import sqlalchemy as sa

from database.session import Database
from tests.stores import BOTH_STORES
from tests.workflows.review.reviewing import SINCE, enter_basis, on, open_at, the_part, the_review
from tests.workflows.steps import Steps
from workflows.complete_task import complete_task
from workflows.completion import ProblemsFound
from workflows.direction.tables import direction
from workflows.direction.take_back import take_back
from workflows.draft import Origin, save_draft
from workflows.errors import NotYours, Refused, StalePage
from workflows.house import HOUSE
from workflows.papers import latest_paper
from workflows.register import next_document_number
from workflows.review.document import review_facts
from workflows.review.finding import review_case, reviews
from workflows.review.owed import REVIEWS_OWED
from workflows.review.tables import review_part
from workflows.subject import Subject

NEW = "@2025-07-01"
"""What the handles and accounts of the units since the reform end with."""
OPENS = on(date(2025, 11, 24))
REPORT = {
    "overview": "Quy chế đã áp dụng ở mọi xã, phường.",
    "results": "Thời gian trả lời rút ngắn.",
    "obstacles": "Một số nơi gửi chậm.",
    "conclusions": "Tiếp tục thực hiện.",
}
PART = {"rating": "well", "results": "Đã mở bộ phận tiếp nhận.", "obstacles": "", "proposals": ""}
WARD, COMMUNE = f"C003{NEW}", f"C005{NEW}"


def lesson(what: str, unit: str = WARD, day: str = "2026-02-27") -> dict[str, str]:
    return {"what": what, "unit": unit, "by_when": day}


@pytest.fixture
def steps(database: Database) -> Steps:
    """The half-year to 14/12/2025 has just opened: outline by 27/11, parts 19/12, collected 22/12, due 26/12."""
    found = Steps(database, on(SINCE))
    with database.write() as session:
        enter_basis(session, "half")
    open_at(found, OPENS)
    return found


def subject(steps: Steps) -> str:
    return f"review:{the_review(steps).key}"


def part(steps: Steps, unit: str) -> str:
    return f"review_part:{the_part(steps, unit).key}"


def outline(steps: Steps, **answers: object) -> None:
    asked = {"asks": "Kết quả, vướng mắc, đề xuất.", "who": "all", "parts_due": "2025-12-19", **answers}
    steps.do(f"p01{NEW}.reporter", subject(steps), "outline", **asked)
    steps.pump()


def send_part(steps: Steps, unit: str) -> None:
    name = unit.lower()
    steps.do(f"{name}.reporter", part(steps, unit), "write_part", **PART)
    steps.do(f"{name}.head", part(steps, unit), "approve_part", decision="approve")
    steps.pump()


def consolidate(steps: Steps, *lessons: dict[str, str]) -> None:
    steps.do(f"p01{NEW}.reporter", subject(steps), "consolidate", **REPORT, lessons=list(lessons))


def approve(steps: Steps) -> None:
    steps.do(f"p01{NEW}.head", subject(steps), "approve_review", decision="approve")
    steps.pump()


def state(steps: Steps) -> str:
    with steps.database.read() as session:
        return review_case(session, steps.viewer(f"p01{NEW}.head"), the_review(steps).key, steps.now).state


@BOTH_STORES
def test_parts_are_consolidated_approved_and_their_lessons_followed_to_the_end(steps: Steps) -> None:
    assert state(steps) == "outlining"
    outline(steps)
    assert state(steps) == "collecting"
    assert steps.open(part(steps, WARD)) == {"write_part": f"{WARD}.reporter"}
    send_part(steps, WARD)
    send_part(steps, COMMUNE)
    assert state(steps) == "consolidating", "all have come, nobody waits for the date"
    consolidate(
        steps, lesson("Tập huấn lại."), lesson("Rà soát biểu mẫu."), lesson("Công bố số liệu.", "P01-SXD")
    )
    approve(steps)
    row = the_review(steps)
    assert (row.document_year, row.document_number) == (2025, 1)
    with steps.database.read() as session:
        assert latest_paper(session, Subject("review", row.key), "review") is not None
        given = session.execute(sa.select(direction).order_by(direction.c.key)).all()
    assert [(one.to_handle, one.about, one.number) for one in given] == [
        (WARD, f"review:{row.key}", 1),
        (WARD, f"review:{row.key}", 2),
        ("P01-SXD", f"review:{row.key}", 3),
    ]
    assert state(steps) == "following"
    for one in given:
        name = "p01-sxd.officer" if one.to_handle == "P01-SXD" else f"c003{NEW}.reporter"
        assert steps.status(subject(steps)) == "active"
        steps.do(name, f"direction:{one.key}", "carry_out", outcome="done", text="Đã làm.")
        steps.do(f"p01{NEW}.head", f"direction:{one.key}", "check_outcome", decision="accept")
        steps.pump()
    assert (state(steps), steps.status(subject(steps))) == ("closed", "completed")


def test_a_late_part_holds_up_nobody_is_taken_still_and_shown_as_late(steps: Steps) -> None:
    outline(steps)
    send_part(steps, WARD)
    steps.go_to(on(date(2025, 12, 22), 16, 59))
    assert state(steps) == "collecting"
    steps.go_to(on(date(2025, 12, 22), 17))
    assert steps.open(subject(steps)) == {"consolidate": f"P01{NEW}.reporter"}
    consolidate(steps)
    approve(steps)
    assert state(steps) == "closed", "no lessons, nothing to wait for"
    steps.wait(hours=1)
    send_part(steps, COMMUNE)
    assert steps.status(part(steps, COMMUNE)) == "completed"
    told = [words for words, to, _ in steps.told(part(steps, COMMUNE)) if to == f"P01{NEW}.reporter"]
    assert told[-1] == "matter_told"
    with steps.database.read() as session:
        case = review_case(session, steps.viewer(f"p01{NEW}.head"), the_review(steps).key, steps.now)
        facts = review_facts(session, the_review(steps).key)
    assert [(one.row.handle, one.outcome) for one in case.parts] == [(WARD, "on_time"), (COMMUNE, "late")]
    assert [one.outcome for one in facts.parts] == ["on_time", "missing"], "as it stood at the approval"


def test_a_unit_that_never_answers_is_pressed_rung_by_rung_and_counts_as_missing(steps: Steps) -> None:
    outline(steps)
    silent = part(steps, COMMUNE)
    steps.go_to(on(date(2026, 1, 30)))
    assert sorted(steps.told(silent), key=lambda told: (told[2], told[1])) == [
        ("matter_before", f"{COMMUNE}.head", on(date(2025, 12, 16))),
        ("matter_before", f"{COMMUNE}.reporter", on(date(2025, 12, 16))),
        ("matter_due", f"{COMMUNE}.head", on(date(2025, 12, 19), 17)),
        ("matter_due", f"{COMMUNE}.reporter", on(date(2025, 12, 19), 17)),
        ("matter_late_1", f"{COMMUNE}.head", on(date(2025, 12, 22))),
        ("matter_late_1", f"{COMMUNE}.reporter", on(date(2025, 12, 22))),
        ("matter_late_1", f"P01{NEW}.reporter", on(date(2025, 12, 22))),
        ("matter_late_2", f"{COMMUNE}.head", on(date(2025, 12, 24))),
        ("matter_late_2", f"P01{NEW}.head", on(date(2025, 12, 24))),
        ("matter_late_2", f"P01{NEW}.leader", on(date(2025, 12, 24))),
        ("matter_late_2", f"P01{NEW}.receiver", on(date(2025, 12, 24))),
        ("matter_late_2", f"P01{NEW}.reporter", on(date(2025, 12, 24))),
    ]
    assert (steps.open(silent), steps.status(silent)) == ({}, "completed")
    with steps.database.read() as session:
        case = review_case(session, steps.viewer(f"p01{NEW}.head"), the_review(steps).key, steps.now)
    assert {one.outcome for one in case.parts} == {"missing"}
    assert steps.open(subject(steps)) == {"consolidate": f"P01{NEW}.reporter"}


def test_an_owner_that_does_nothing_is_pressed_for_the_outline_and_for_the_report(steps: Steps) -> None:
    steps.go_to(on(date(2025, 12, 5)))
    told = [(words, when) for words, to, when in steps.told(subject(steps)) if to == f"P01{NEW}.reporter"]
    assert told[:2] == [
        ("matter_before", on(date(2025, 11, 26))),
        ("matter_due", on(date(2025, 11, 27), 17)),
    ]
    words = [(words, when) for words, to, when in steps.told(subject(steps)) if to == f"P01{NEW}.head"]
    assert words == [
        ("matter_due", on(date(2025, 11, 27), 17)),
        ("matter_late_1", on(date(2025, 11, 28))),
        ("matter_late_2", on(date(2025, 12, 2))),
    ]
    outline(steps)
    before = len(steps.told(subject(steps)))
    steps.go_to(on(date(2026, 1, 10)))
    later = [
        (words, when) for words, to, when in steps.told(subject(steps))[before:] if to == f"P01{NEW}.head"
    ]
    assert later == [
        ("matter_before", on(date(2025, 12, 23))),
        ("matter_due", on(date(2025, 12, 26), 17)),
        ("matter_late_1", on(date(2025, 12, 29))),
        ("matter_late_2", on(date(2025, 12, 31))),
    ]


def test_a_part_and_the_report_come_back_with_a_reason(steps: Steps) -> None:
    outline(steps, who="some", units=[WARD])
    steps.do(f"{WARD}.reporter".lower(), part(steps, WARD), "write_part", **PART)
    back = {"decision": "return", "reason_code": "SK-01", "reason": "Thiếu số liệu quý III."}
    steps.do(f"{WARD}.head".lower(), part(steps, WARD), "approve_part", **back)
    assert steps.open(part(steps, WARD)) == {"write_part": f"{WARD}.reporter"}
    send_part(steps, WARD)
    consolidate(steps, lesson("Tập huấn lại."))
    steps.do(f"p01{NEW}.head", subject(steps), "approve_review", **{**back, "reason_code": "SK-03"})
    assert steps.open(subject(steps)) == {"consolidate": f"P01{NEW}.reporter"}
    with steps.database.read() as session:
        assert session.execute(sa.select(direction.c.key)).all() == [], "nobody has work from a draft"
    consolidate(steps, lesson("Tập huấn lại trong quý I."))
    approve(steps)
    assert state(steps) == "following"


def test_a_lesson_that_is_taken_back_holds_up_the_end_no_longer(steps: Steps) -> None:
    outline(steps, who="some", units=[WARD])
    send_part(steps, WARD)
    consolidate(steps, lesson("Tập huấn lại."))
    approve(steps)
    with steps.database.write() as session:
        take_back(session, HOUSE, steps.viewer(f"p01{NEW}.head"), 1, "Đã có việc khác thay.", now=steps.now)
    steps.pump()
    assert (state(steps), steps.status(subject(steps))) == ("closed", "completed")


@BOTH_STORES
def test_one_whose_case_the_operator_ended_is_closed_and_its_owner_is_told(steps: Steps) -> None:
    outline(steps, who="some", units=[WARD])
    steps.cut_short(part(steps, WARD))
    assert the_part(steps, WARD).closes_at == steps.now
    steps.cut_short(subject(steps))
    assert state(steps) == "closed"
    assert ("matter_told", f"P01{NEW}.head") in [(words, to) for words, to, _ in steps.told(subject(steps))]
    keys = list(steps.viewer(f"p01{NEW}.head").unit_keys()) + list(
        steps.viewer(f"{WARD.lower()}.head").unit_keys()
    )
    with steps.database.read() as session:
        owed = [
            session.execute(ledger.owing(key, steps.now)).all()
            for ledger in REVIEWS_OWED
            if ledger.owing
            for key in keys
        ]
    assert not any(owed), "neither the review nor its part is owed by anybody"


def test_only_the_chosen_units_are_asked(steps: Steps) -> None:
    outline(steps, who="some", units=[COMMUNE])
    assert steps.row(sa.select(review_part)).handle == COMMUNE


@pytest.mark.parametrize("day", ["2025-11-25", "2025-12-26"])
def test_parts_may_be_due_from_the_day_after_the_opening_to_the_day_of_the_review(
    steps: Steps, day: str
) -> None:
    outline(steps, parts_due=day)
    assert steps.row(sa.select(review_part.c.due_at).distinct()).due_at == on(date.fromisoformat(day), 17)


@pytest.mark.parametrize("day", ["2025-11-24", "2025-12-27", "9999-12-31"])
def test_parts_cannot_be_due_before_they_are_asked_for_nor_after_the_review(steps: Steps, day: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        outline(steps, parts_due=day)
    assert [problem.path for problem in found.value.problems] == ["parts_due"]


def test_an_outline_that_a_colleague_has_saved_meanwhile_is_not_sent_past_him(steps: Steps) -> None:
    name, subject_now = f"p01{NEW}.reporter", subject(steps)
    viewer, key = steps.viewer(name), steps.task(subject_now, "outline").key
    answers = {"asks": "Kết quả.", "who": "all", "parts_due": "2025-12-19"}
    theirs = {**answers, "asks": "Bản của đồng nghiệp."}
    with steps.database.write() as session:
        save_draft(session, viewer, key, theirs, origin=Origin(0, "theirs"), now=steps.now)
    with pytest.raises(StalePage), steps.database.write() as session:
        complete_task(session, HOUSE, viewer, key, answers, now=steps.now, origin=Origin(0, "mine"))
    outline(steps)
    assert steps.open(subject_now) == {}


def test_an_outline_that_comes_after_the_review_was_due_may_set_a_later_date(steps: Steps) -> None:
    steps.go_to(on(date(2026, 2, 2), 9))
    with pytest.raises(ProblemsFound):
        outline(steps, parts_due="2032-02-13")
    outline(steps, parts_due="2026-02-13")
    steps.go_to(on(date(2026, 2, 13), 17))
    assert steps.open(subject(steps)) == {"consolidate": f"P01{NEW}.reporter"}
    assert steps.open(part(steps, WARD)) == {"write_part": f"{WARD}.reporter"}, "it may still come late"


def test_parts_that_are_due_late_move_the_consolidation_with_them(steps: Steps) -> None:
    outline(steps, parts_due="2025-12-25")
    steps.go_to(on(date(2025, 12, 25), 16, 59))
    assert steps.open(subject(steps)) == {}
    steps.go_to(on(date(2025, 12, 25), 17))
    assert steps.open(subject(steps)) == {"consolidate": f"P01{NEW}.reporter"}


def test_a_lesson_that_is_due_before_it_can_be_given_is_refused(steps: Steps) -> None:
    outline(steps, who="some", units=[WARD])
    send_part(steps, WARD)
    with pytest.raises(ProblemsFound) as found:
        consolidate(steps, lesson("Tập huấn."), lesson("Rà soát.", day="2025-11-24"))
    assert [problem.path for problem in found.value.problems] == ["lessons.1.by_when"]
    consolidate(steps, lesson("Tập huấn.", day="2025-12-01"))
    steps.now = on(date(2025, 12, 2))
    with pytest.raises(Refused):
        approve(steps)


@BOTH_STORES
def test_who_may_see_a_review_and_how_much_of_it(steps: Steps) -> None:
    outline(steps)
    key = the_review(steps).key
    whole = {}
    for name in (f"p01{NEW}.head", f"c003{NEW}.head", "admin"):
        with steps.database.read() as session:
            case = review_case(session, steps.viewer(name), key, steps.now)
            assert [line.row.key for line in reviews(session, steps.viewer(name), steps.now).lines] == [key]
        whole[name] = (case.whole, len(case.parts))
    assert list(whole.values()) == [(True, 2), (False, 1), (True, 2)]
    with steps.database.read() as session, pytest.raises(NotYours):
        review_case(session, steps.viewer("c004.head"), key, steps.now)


def test_reports_and_reviews_of_a_unit_share_one_register(steps: Steps) -> None:
    outline(steps, who="some", units=[WARD])
    send_part(steps, WARD)
    consolidate(steps)
    approve(steps)
    with steps.database.write() as session:
        assert next_document_number(session, the_review(steps).unit_key, 2025) == 2


def test_an_agency_reviews_with_the_units_of_its_host(database: Database) -> None:
    steps = Steps(database, on(SINCE))
    with database.write() as session:
        enter_basis(session, "half", owner="P01-SXD")
    open_at(steps, OPENS)
    assert steps.open(subject(steps)) == {"outline": "P01-SXD.officer"}
    asked = {"asks": "Kết quả.", "who": "all", "parts_due": "2025-12-19"}
    steps.do("p01-sxd.officer", subject(steps), "outline", **asked)
    steps.pump()
    for unit in (WARD, COMMUNE):
        send_part(steps, unit)
    steps.do("p01-sxd.officer", subject(steps), "consolidate", **REPORT, lessons=[])
    steps.do("p01-sxd.head", subject(steps), "approve_review", decision="approve")
    with database.read() as session:
        facts = review_facts(session, the_review(steps).key)
    assert (facts.organisation, facts.number.office_code, facts.addressees) == ("Sở Xây dựng", "P01-SXD", ())
    assert facts.signer.position == "Thủ trưởng cơ quan"
