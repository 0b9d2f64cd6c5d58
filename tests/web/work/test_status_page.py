"""How the installation runs, in words, for operators."""

from tests.web.signing_in import SignIn
from tests.web.work.test_incidents_page import break_a_document
from tests.workflows.cycle import Cycle, at


def test_where_nothing_is_wrong_the_page_says_so_in_both_languages(sign_in: SignIn) -> None:
    visitor = sign_in("admin")
    assert "Mọi thứ đang chạy bình thường." in visitor.get("/status").text
    visitor.cookies.set("language", "en")
    assert "Everything runs." in visitor.get("/status").text


def test_work_that_is_behind_is_told_first(cycle: Cycle, sign_in: SignIn) -> None:
    visitor = sign_in("admin")
    cycle.now = at(17)
    text = visitor.get("/status").text
    assert "Việc tự động đang chậm." in text
    assert "đã chờ 3 ngày" in text
    cycle.pump()
    assert "Cấp xã: 3" in visitor.get("/status").text


def test_incidents_lead_to_their_page(cycle: Cycle, sign_in: SignIn) -> None:
    break_a_document(cycle)
    text = sign_in("admin").get("/status").text
    assert "1 sự cố đang chờ bạn." in text
    assert 'href="/incidents">Xem các sự cố' in text


def test_it_is_for_operators_alone(sign_in: SignIn) -> None:
    visitor = sign_in("p01.leader")
    assert visitor.get("/status").status_code == 404
    assert "/status" not in visitor.get("/notices").text
