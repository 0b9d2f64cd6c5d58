"""What leaves the house, for operators only."""

from database.session import Session
from notifications.deliveries import EMAIL, Claimed, claim_next, record_failure, record_sent
from notifications.failures import SendFailed
from tests.web.signing_in import SignIn
from tests.workflows.cycle import Cycle, at
from tests.workflows.mailing import wants_mail
from workflows.passing_on import pass_on


def queue_three(cycle: Cycle) -> None:
    for name in ("c003.reporter", "c004.reporter", "c005.reporter"):
        wants_mail(cycle.database, name)
    cycle.go_to(at(14, 9))
    pass_on(cycle.database, cycle.now)


def claimed(session: Session, cycle: Cycle) -> Claimed:
    found = claim_next(session, EMAIL, cycle.now)
    assert found is not None
    return found


def test_nothing_is_stuck_at_first(sign_in: SignIn) -> None:
    assert "Không có gì bị kẹt" in sign_in("admin").get("/deliveries").text


def test_an_operator_sees_what_is_stuck_and_why_and_tries_again(cycle: Cycle, sign_in: SignIn) -> None:
    queue_three(cycle)
    with cycle.database.write() as session:
        record_failure(session, claimed(session, cycle), SendFailed("address", "550"), cycle.now)
        record_sent(session, claimed(session, cycle), cycle.now)
    visitor = sign_in("admin")
    text = visitor.get("/deliveries").text
    assert "Địa chỉ không dùng được" in text
    assert "Máy chủ thư báo địa chỉ này không dùng được." in text
    assert "(550)" in text
    assert "Cán bộ tổng hợp, Phường 3" in text
    assert "@office.example" not in text, "an address is its owner's"
    assert "Chờ gửi" in visitor.get("/deliveries?show=waiting").text
    assert "Đã gửi" in visitor.get("/deliveries?show=sent").text
    key = text.split("/deliveries/")[1].split("/retry")[0]
    assert visitor.submit(f"/deliveries/{key}/retry", {}, page="/deliveries").status_code == 303
    assert "Không có gì bị kẹt" in visitor.get("/deliveries").text
    with cycle.database.write() as session:
        record_sent(session, claimed(session, cycle), cycle.now)
        record_sent(session, claimed(session, cycle), cycle.now)
    refused = visitor.submit(f"/deliveries/{key}/retry", {}, page="/tasks")
    assert refused.status_code == 422


def test_others_find_no_such_page_and_no_link(sign_in: SignIn) -> None:
    visitor = sign_in("p01.leader")
    assert visitor.get("/deliveries").status_code == 404
    assert "/deliveries" not in visitor.get("/notices").text
    assert visitor.submit("/deliveries/1/retry", {}, page="/preferences").status_code == 404
