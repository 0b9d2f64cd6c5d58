"""Opening cycles from a page: who may, what is shown before, and what is kept when it is refused."""

import re

from tests.web.signing_in import SignIn
from tests.workflows.cycle import Cycle, at

REQUEST = {
    "kind": "adhoc",
    "unit": "D001",
    "title": "Ngập",
    "asks": "Số điểm ngập.",
    "cutoff": "2025-05-20",
    "due-commune": "2025-05-20T15:00",
}


def test_an_owner_sees_every_date_before_he_opens_a_quarter(sign_in: SignIn, cycle: Cycle) -> None:
    cycle.now = at(10, month=6)
    admin = sign_in("admin")
    fields = {"kind": "quarter", "unit": "P01", "period": "2025-Q2", "do": "look"}
    shown = admin.submit("/cycles/open", fields, page="/cycles/open?kind=quarter&unit=P01")
    assert shown.status_code == 200
    for words in ("25/06/2025", "18/06/2025", "17/06/2025", "Nghị định 09/2019/NĐ-CP", "6 đơn vị"):
        assert words in shown.text
    assert "Biểu mẫu: Báo cáo quý." in shown.text
    assert "quarterly_report" not in shown.text
    assert "quý II/2025" not in admin.get("/cycles").text, "looking opens nothing"
    opened = admin.submit("/cycles/open", fields | {"do": "open"}, page="/cycles/open?kind=quarter&unit=P01")
    assert opened.status_code == 303
    assert "quý II/2025" in admin.get(opened.headers["location"]).text


def test_a_period_that_has_closed_is_refused_with_its_day(sign_in: SignIn, cycle: Cycle) -> None:
    cycle.now = at(2, month=9)
    admin = sign_in("admin")
    fields = {"kind": "quarter", "unit": "P01", "period": "2025-Q2", "do": "open"}
    refused = admin.submit("/cycles/open", fields, page="/cycles/open?kind=quarter&unit=P01")
    assert refused.status_code == 422
    assert "đã đóng ngày" in refused.text
    assert 'value="2025-Q2" selected' in refused.text, "what was chosen is still there"


def test_a_clerk_opens_nothing_and_a_head_no_regular_cycle(sign_in: SignIn) -> None:
    assert sign_in("c003.reporter").get("/cycles/open").status_code == 404
    head = sign_in("d001.head")
    assert "Yêu cầu báo cáo đột xuất" in head.get("/cycles/open").text
    fields = {"kind": "quarter", "unit": "D001", "period": "2025-Q2", "do": "open"}
    assert head.submit("/cycles/open", fields, page="/cycles/open").status_code == 422


def test_a_head_asks_his_units_and_nobody_else_s(sign_in: SignIn, cycle: Cycle) -> None:
    cycle.now = at(20, 9)
    head = sign_in("d001.head")
    fields = REQUEST | {"title": "Ngập sau bão số 3", "form": "adhoc_report", "do": "open"}
    assert head.submit("/cycles/open", fields | {"unit": "D002"}, page="/cycles/open").status_code == 404
    opened = head.submit("/cycles/open", fields, page="/cycles/open")
    assert opened.status_code == 303
    cycle.pump()
    clerk = sign_in("c003.reporter")
    inbox = clerk.get("/tasks").text
    assert "Ngập sau bão số 3" in inbox
    links = re.findall(r'href="(/tasks/\d+)"', inbox)
    pages = [clerk.get(link).text for link in dict.fromkeys(links)]
    assert any("Số điểm ngập" in page and "20/05/2025, 15:00" in page for page in pages)


def test_a_request_that_is_sent_twice_from_one_page_is_one(sign_in: SignIn, cycle: Cycle) -> None:
    cycle.now = at(20, 9)
    head = sign_in("d001.head")
    shown = head.submit("/cycles/open", REQUEST | {"do": "look"}, page="/cycles/open").text
    period = re.search(r'name="period" value="([^"]+)"', shown)
    assert period
    sent = REQUEST | {"do": "open", "period": period[1]}
    first, again = (head.submit("/cycles/open", sent, page="/cycles/open") for _ in range(2))
    assert first.headers["location"] == again.headers["location"]
    other = head.submit("/cycles/open", sent | {"title": "Sạt lở"}, page="/cycles/open")
    assert other.headers["location"] != first.headers["location"]


def test_what_a_request_leaves_out_is_said_and_what_was_typed_stays(sign_in: SignIn, cycle: Cycle) -> None:
    cycle.now = at(20, 9)
    head = sign_in("d001.head")
    fields = REQUEST | {"asks": "", "due-commune": "", "do": "open"}
    refused = head.submit("/cycles/open", fields, page="/cycles/open")
    assert refused.status_code == 422
    assert "nội dung yêu cầu" in refused.text
    assert 'value="Ngập"' in refused.text
    late = fields | {"asks": "Tình hình.", "due-commune": "2025-05-20T09:00"}
    assert "muộn hơn" in head.submit("/cycles/open", late, page="/cycles/open").text


def test_plans_are_added_and_stopped_by_those_who_open_cycles(sign_in: SignIn, cycle: Cycle) -> None:
    cycle.now = at(20, 9)
    admin = sign_in("admin")
    added = admin.submit("/plans", {"do": "add", "kind": "nine", "unit": "P01"}, page="/plans")
    assert added.status_code == 303
    assert "Đã thêm kế hoạch" in admin.get(added.headers["location"]).text
    again = admin.submit("/plans", {"do": "add", "kind": "nine", "unit": "P01"}, page="/plans")
    assert "đã có từ trước" in admin.get(again.headers["location"]).text
    page = admin.get("/plans").text
    assert "9 tháng đầu năm 2025" in page
    stop = re.search(r'value="(stop:\d+)"', page)
    assert stop
    admin.submit("/plans", {"do": stop[1]}, page="/plans")
    assert "Chưa có kỳ nào tự mở" in admin.get("/plans").text
    assert sign_in("d001.head").get("/plans").status_code == 404


def test_cycles_of_several_kinds_are_chosen_by_kind(sign_in: SignIn, cycle: Cycle) -> None:
    cycle.now = at(10, month=6)
    cycle.open("2025-Q2")
    page = sign_in("d001.reporter").get("/cycles?kind=quarterly").text
    assert "quý II/2025" in page
    assert "Báo cáo tháng 05/2025" not in page
