"""Who sees a verification: those who lead it, asked for it, take part in it, and those above the first two."""

import pytest

from tests.web.signing_in import SignIn
from tests.workflows.cycle import at
from tests.workflows.verification.joint import BUILDERS, INSPECTORS, Joint


@pytest.fixture
def convened(joint: Joint) -> Joint:
    joint.ask()
    joint.now = at(6, 8)
    joint.convene()
    return joint


@pytest.mark.parametrize(
    ("username", "status"),
    [
        ("c003.reporter", 200),  # asked for it
        ("d001.reporter", 200),  # leads
        ("d001-ttq.head", 200),  # takes part
        ("p01.leader", 200),  # above the lead
        ("c004.reporter", 404),
        ("d002.head", 404),
        ("c005.reporter", 404),
    ],
)
def test_whose_it_is_not_finds_nothing(convened: Joint, sign_in: SignIn, username: str, status: int) -> None:
    visitor = sign_in(username)
    assert visitor.get(f"/verifications/{convened.key}").status_code == status
    assert ("Ngập úng" in visitor.get("/verifications").text) == (status == 200)


def test_an_agency_that_is_not_asked_sees_none(joint: Joint, sign_in: SignIn) -> None:
    joint.ask()
    assert sign_in("p01-sxd.officer").get(f"/verifications/{joint.key}").status_code == 404


def test_what_an_officer_wrote_shows_once_his_head_has_approved_it(convened: Joint, sign_in: SignIn) -> None:
    found = {"finding": "partly", "text": "Tường rào lấn 0,4 m.", "evidence": "Đo."}
    convened.do(f"{BUILDERS.lower()}.officer", "verify_part", found)
    lead = sign_in("d001.reporter")
    assert "Tường rào" not in lead.get(f"/verifications/{convened.key}").text
    convened.do(f"{BUILDERS.lower()}.head", "approve_part", {"decision": "approve"})
    assert "Tường rào" in lead.get(f"/verifications/{convened.key}").text


def test_the_page_says_who_is_late_and_who_never_answered(convened: Joint, sign_in: SignIn) -> None:
    lead = sign_in("d001.reporter")
    convened.answer(BUILDERS)
    convened.go_to(at(14, 18))
    page = lead.get(f"/verifications/{convened.key}").text
    assert "Trả lời đúng hạn" in page
    assert "trễ 1 ngày làm việc" in page
    convened.go_to(at(16, 9))
    convened.conclude()
    convened.go_to(at(30, 9))
    page = lead.get(f"/verifications/{convened.key}").text
    assert "Không trả lời" in page
    assert convened.parts[INSPECTORS].answered_at is None


def test_minutes_are_for_those_who_may_see_the_verification(convened: Joint, sign_in: SignIn) -> None:
    convened.answer(BUILDERS)
    convened.answer(INSPECTORS)
    convened.conclude()
    convened.opine(BUILDERS)
    convened.opine(INSPECTORS)
    convened.approve()
    assert "/papers/1.pdf" in sign_in("d001-ttq.officer").get(f"/verifications/{convened.key}").text
    assert sign_in("d001-ttq.officer").get("/papers/1.pdf").content.startswith(b"%PDF-")
    assert sign_in("c004.reporter").get("/papers/1.pdf").status_code == 404


def test_it_may_be_asked_for_in_the_name_of_ones_own_unit_only(joint: Joint, sign_in: SignIn) -> None:
    clerk = sign_in("c003.reporter")
    fields = {"title": "Ngập", "question": "Vì sao?", "lead": "D001", "urgency": "urgent", "do": "ask"}
    answer = clerk.submit("/verifications/new", {**fields, "requester": "C005"}, page="/verifications/new")
    assert answer.headers["location"] == "/verifications/1?done=asked"
    joint.key = 1
    assert (joint.row.requester, joint.row.convene_by) == ("C003", at(6, 17))
    assert "đã được báo" in clerk.get(answer.headers["location"]).text


def test_a_button_pressed_twice_asks_once(joint: Joint, sign_in: SignIn) -> None:
    fields = {"title": "Ngập", "question": "Vì sao?", "lead": "D001", "urgency": "normal", "do": "ask"}
    sent = sign_in("c003.reporter").press_twice("/verifications/new", fields, page="/verifications/new")
    assert [answer.headers["location"] for answer in sent] == ["/verifications/1?done=asked"] * 2
    joint.key = 2
    assert joint.row is None


def test_a_lead_that_is_no_neighbour_is_refused(joint: Joint, sign_in: SignIn) -> None:
    fields = {"title": "Ngập", "question": "Vì sao?", "lead": "D002", "urgency": "normal", "do": "ask"}
    clerk = sign_in("c003.reporter")
    answer = clerk.submit("/verifications/new", fields, page="/verifications/new")
    assert answer.status_code == 422
    assert "Vì sao?" in answer.text
    joint.key = 1
    assert joint.row is None


def test_who_directs_may_direct_something_about_it_from_its_page(convened: Joint, sign_in: SignIn) -> None:
    link = f"/directions/new?about=verification:{convened.key}"
    assert link in sign_in("d001.head").get(f"/verifications/{convened.key}").text
    assert link not in sign_in("d001.reporter").get(f"/verifications/{convened.key}").text
    assert sign_in("d001.head").get(link).status_code == 200
