"""The public page of receipts: a number shows its state and answer, and the page gives nothing else away."""

import pytest
import sqlalchemy as sa
from fastapi import FastAPI

from database.session import Database
from tests.web.browsing import Visitor
from tests.web.signing_in import SignIn
from tests.workflows.cycle import Cycle, at
from tests.workflows.issues.handled import ANSWER, FOUND, NEW, SORTED, Handled
from tests.workflows.issues.register import issues, report_and_accept
from web.throttle import LOOK_UPS_PER_ADDRESS
from workflows.became.gathering import tell_what_became
from workflows.callers.contact import Given
from workflows.callers.receipt import new_receipt
from workflows.delivery import rows
from workflows.delivery.tables import answer_delivery
from workflows.house import HOUSE
from workflows.issues.by_hand import merge_by_hand
from workflows.issues.tables import issue_source

PHONE = "0912 345 678"
PAGE = "/receipts"


def ask(app: FastAPI, number: str, times: int = 1) -> list[tuple[int, str]]:
    """Somebody whom nobody knows asks for a number."""
    with Visitor(app) as stranger:
        answers = [stranger.submit(PAGE, {"number": number}, page=PAGE) for _ in range(times)]
    return [(answer.status_code, answer.text) for answer in answers]


@pytest.fixture
def answered(cycle: Cycle) -> str:
    """The receipt of a flood that was answered."""
    flood = Handled(cycle)
    receipt = flood.raised(given=Given(PHONE, agreed=True)).receipt
    flood.do("c003.receiver", SORTED)
    flood.do("c003.reporter", {**FOUND, "decision": "answer"})
    flood.do("c003.reporter", ANSWER)
    flood.do("c003.head", {"decision": "approve"})
    return receipt


def test_only_what_is_over_can_be_taken_up_again(app: FastAPI, cycle: Cycle, answered: str) -> None:
    waiting = Handled(cycle).raised().receipt
    again = "đơn vị mở lại việc được"
    assert [again in text for number in (answered, waiting) for _, text in ask(app, number)] == [True, False]


def test_whoever_holds_the_number_reads_the_answer_without_signing_in(app: FastAPI, answered: str) -> None:
    ((status, text),) = ask(app, answered.lower().replace("-", " "))
    assert status == 200
    assert ANSWER["text"] in text
    assert "Đã có trả lời." in text


def test_he_reads_nothing_else(app: FastAPI, answered: str) -> None:
    ((_status, text),) = ask(app, answered)
    for inside in (NEW["summary"], PHONE, FOUND["finding"], ANSWER["evidence"], "Phường 3", "ngõ 5 sau mưa"):
        assert inside not in text


def test_a_number_that_was_never_given_and_a_mistyped_one_get_the_same_page(
    app: FastAPI, answered: str
) -> None:
    wrong = answered[:-1] + ("A" if answered[-1] != "A" else "B")
    pages = [
        (status, _without_token(text).replace(number, "…"))
        for number in (new_receipt(), wrong)
        for status, text in ask(app, number)
    ]
    assert pages[0] == pages[1]


def test_who_tries_many_numbers_has_to_wait_and_then_even_a_right_one_says_nothing(
    app: FastAPI, answered: str
) -> None:
    assert {status for status, _ in ask(app, answered, LOOK_UPS_PER_ADDRESS + 5)} == {200}
    tried = [ask(app, new_receipt())[0][0] for _ in range(LOOK_UPS_PER_ADDRESS + 1)]
    assert tried == [422] * LOOK_UPS_PER_ADDRESS + [429]
    ((status, text),) = ask(app, answered)
    assert (status, ANSWER["text"] in text) == (429, False)


def test_no_search_engine_keeps_it_and_no_address_holds_a_number(app: FastAPI, answered: str) -> None:
    with Visitor(app) as stranger:
        page = stranger.get(PAGE, params={"number": answered})
    assert page.headers["x-robots-tag"] == "noindex, nofollow"
    assert page.headers["cache-control"] == "no-store"
    assert ANSWER["text"] not in page.text
    assert '<meta name="robots" content="noindex, nofollow">' in page.text


def test_a_form_of_another_page_is_refused(app: FastAPI, answered: str) -> None:
    with Visitor(app) as stranger:
        assert stranger.post(PAGE, data={"number": answered}).status_code == 403


def test_a_contact_needs_consent_and_what_was_typed_stays(sign_in: SignIn) -> None:
    clerk, new = sign_in("c003.receiver"), "/issues/new"
    refused = clerk.submit(new, {**NEW, "contact": PHONE}, page=new)
    assert refused.status_code == 422
    assert PHONE in refused.text
    assert 'href="#f-contact_agreed"' in refused.text
    sent = clerk.submit(new, {**NEW, "contact": PHONE, "contact_agreed": "yes"}, page=new)
    assert PHONE in clerk.get(sent.headers["location"]).text


def test_the_slip_is_for_the_unit_that_gave_it_and_names_the_public_page(
    sign_in: SignIn, cycle: Cycle
) -> None:
    flood = Handled(cycle)
    receipt = flood.raised(given=Given(PHONE, agreed=True)).receipt
    slip = f"/issues/{flood.key}/receipts/1"
    shown = sign_in("c003.reporter").get(slip).text
    assert receipt in shown
    assert "/receipts</b>" in shown
    assert PHONE not in shown
    for stranger in ("d001.head", "c004.head", "admin"):
        assert sign_in(stranger).get(slip).status_code == 404


def test_the_unit_above_sees_the_issue_and_neither_receipt_nor_contact(sign_in: SignIn, cycle: Cycle) -> None:
    flood = Handled(cycle)
    receipt = flood.raised(given=Given(PHONE, agreed=True)).receipt
    above = sign_in("d001.head").get(f"/issues/{flood.key}").text
    assert PHONE not in above
    assert receipt not in above
    desk, page = sign_in("c003.receiver"), f"/issues/{flood.key}"
    assert PHONE in desk.get(page).text
    gone = desk.submit(f"{page}/receipts/1/contact/removal", {}, page=page)
    assert gone.status_code == 303
    assert PHONE not in desk.get(page).text


def _without_token(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if 'type="hidden"' not in line)


def test_reading_it_with_the_number_is_the_delivery_where_no_contact_was_left(
    app: FastAPI, sign_in: SignIn, cycle: Cycle
) -> None:
    flood = Handled(cycle)
    receipt = flood.raised().receipt
    flood.do("c003.receiver", SORTED)
    flood.do("c003.reporter", {**FOUND, "decision": "answer"})
    flood.do("c003.reporter", ANSWER)
    flood.do("c003.head", {"decision": "approve"})
    clerk, page = sign_in("c003.reporter"), f"/issues/{flood.key}"
    assert "Chờ tra bằng số biên nhận" in clerk.get(page).text
    ask(app, receipt)
    assert "Tra bằng số biên nhận" in clerk.get(page).text
    assert "Đã đến nơi" in clerk.get(page).text


def test_what_only_a_report_has_answered_is_delivered_when_its_state_is_read(
    app: FastAPI, cycle: Cycle
) -> None:
    cycle.open()
    report_and_accept(cycle, {"status": "resolved"})
    (told_by_report,) = issues(cycle)
    again = Handled(cycle)
    receipt = again.raised(summary="Ngõ 5 ngập nặng.").receipt
    with cycle.database.write() as session:
        viewer = cycle.viewer("c003.receiver")
        merge_by_hand(session, HOUSE, viewer, again.key, told_by_report.key, "Cùng ngõ.", now=cycle.now)
    ((status, text),) = ask(app, receipt)
    assert (status, "Đã giải quyết xong." in text) == (200, True)
    with cycle.database.read() as session:
        (row,) = session.execute(sa.select(answer_delivery.c.path, answer_delivery.c.outcome))
    assert tuple(row) == ("receipt", "delivered")


@pytest.mark.usefixtures("answered")
def test_what_has_not_arrived_is_listed_for_its_unit_only(sign_in: SignIn) -> None:
    listed = sign_in("c003.head").get("/issues/undelivered").text
    assert "Trả lời vấn đề 1/2025" in listed
    assert PHONE not in listed
    for stranger in ("d001.head", "c004.head"):
        assert "Mọi câu trả lời đã đến nơi." in sign_in(stranger).get("/issues/undelivered").text


def many_callers(database: Database, number: int) -> None:
    """The one caller of the answered issue has so many beside him who wait as he does."""
    with database.write() as session:
        source = dict(session.execute(sa.select(issue_source)).mappings().one())
        waits = dict(session.execute(sa.select(answer_delivery)).mappings().one())
        keys = [source.pop("key"), waits.pop("key")]
        for each in range(1, number + 1):
            session.execute(
                sa.insert(issue_source).values(**source | {"key": keys[0] + each, "receipt": None})
            )
            session.execute(sa.insert(answer_delivery).values(**waits | {"source_key": keys[0] + each}))


@pytest.mark.usefixtures("answered")
@pytest.mark.parametrize(("more", "pages"), [(rows.PAGE - 1, 1), (rows.PAGE, 2)])
def test_lists_of_answers_say_how_many_there_are_and_lead_to_all_of_them(
    sign_in: SignIn, database: Database, more: int, pages: int
) -> None:
    many_callers(database, more)
    head = sign_in("c003.head")
    issue = head.get("/issues/1").text
    assert f"báo trả lời cho {more + 1} người gọi" in issue
    assert ("50 mới nhất trong số 51" in issue) == ('href="/issues/1/deliveries"' in issue) == (pages == 2)
    for address in ("/issues/1/deliveries", "/issues/undelivered"):
        shown = [head.get(f"{address}?page={page}").text.count("<tr") - 1 for page in range(1, pages + 1)]
        assert shown == [rows.PAGE, more + 1 - rows.PAGE][:pages]
        assert (f"{address}?page=2" in head.get(address).text) == (pages == 2)
        assert f"{more + 1}</" in head.get(address).text


def test_an_issue_of_which_nobody_is_to_be_told_says_so(sign_in: SignIn, cycle: Cycle) -> None:
    Handled(cycle).raised()
    assert "Chưa có ai để báo" in sign_in("c003.head").get("/issues/1/deliveries").text


@pytest.mark.usefixtures("answered")
def test_a_unit_sees_what_it_raised_and_what_became_of_it(sign_in: SignIn, database: Database) -> None:
    for _ in range(4):
        tell_what_became(database, at(2, month=6))
    clerk = sign_in("c003.reporter")
    assert "Ngập ở ngõ 5" in clerk.get("/issues?scope=raised").text
    notice = clerk.get("/notices").text
    assert "1 vấn đề đơn vị phản ánh có chuyển biến trong tháng 05/2025" in notice
    assert "Ngập ở ngõ 5" in clerk.get("/issues/raised/2025-05").text
    assert "Ngập ở ngõ 5" not in sign_in("d001.head").get("/issues/raised/2025-05").text
    for unknown in ("2025-13", "x", "2025-5"):
        assert clerk.get(f"/issues/raised/{unknown}").status_code == 404


def test_an_empty_field_is_asked_for_and_no_number_is_called_unknown(app: FastAPI) -> None:
    ((status, text),) = ask(app, "  ")
    assert status == 422
    assert "Nhập số biên nhận" in text
    assert "Không có số này" not in text
    assert "Mọi nội dung đã nhập vẫn còn nguyên" not in text
