"""A list narrowed by kind and urgency, and kept under a name: one's own only, as links above the list."""

import re

import pytest

from tests.web.browsing import Visitor
from tests.web.signing_in import SignIn
from tests.web.work.test_inbox_page import titles
from tests.workflows.cycle import Cycle, at

CLERK, DESK, HEAD = "c003.reporter", "d001.receiver", "d001.head"
WARD_3, WARD_4 = "Báo cáo tháng 05/2025: Phường 3", "Báo cáo tháng 05/2025: Phường 4"


@pytest.fixture
def later(cycle: Cycle) -> Cycle:
    """Both wards sent, Ward 4 a day after Ward 3, and the district writes its own report."""
    cycle.go_to(at(14, 9))
    cycle.submit("C003")
    cycle.go_to(at(15, 9))
    cycle.submit("C004")
    cycle.go_to(at(19, 18))
    return cycle


@pytest.mark.usefixtures("later")
def test_a_kind_is_the_work_of_one_role(sign_in: SignIn) -> None:
    head = sign_in(HEAD)
    assert len(titles(head, "/tasks?scope=unit")) == 3
    assert titles(head, "/tasks?scope=unit&kind=receiver") == [WARD_3, WARD_4]
    assert titles(head, "/tasks?scope=unit&kind=reporter") == ["Báo cáo tháng 05/2025"]
    assert titles(head, "/tasks?scope=unit&kind=head") == []
    assert len(titles(head, "/tasks?scope=unit&kind=nonsense&band=nonsense")) == 3


def test_the_bands_share_the_list_out(sign_in: SignIn, later: Cycle, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = sign_in(DESK)
    monkeypatch.setattr("workflows.inbox.PAGE", 1)
    for moment in (at(15, 10), at(16, 9), at(16, 12), at(19, 9), at(19, 12)):
        later.now = moment
        found = {band: pages(desk, f"/tasks?band={band}") for band in ("overdue", "soon", "later")}
        together = [title for band in ("overdue", "soon", "later") for title in found[band]]
        assert together == [WARD_3, WARD_4], moment


def pages(visitor: Visitor, address: str) -> list[str]:
    """The whole list, page by page."""
    found = []
    while True:
        found += titles(visitor, address)
        following = re.search(r'rel="next" href="([^"]+)"', visitor.get(address).text)
        if following is None:
            return found
        address = following[1].replace("&amp;", "&")


@pytest.mark.usefixtures("later")
def test_a_filter_is_kept_under_a_name_found_again_and_removed(sign_in: SignIn) -> None:
    desk = sign_in(DESK)
    page = "/tasks?scope=unit&q=phuong+4&kind=receiver"
    fields = {"scope": "unit", "q": "phuong 4", "kind": "receiver", "name": "  Phường   4 "}
    answer = desk.submit("/tasks/filters", fields, page=page)
    assert answer.headers["location"] == f"{page}&done=filter_kept"
    link = re.search(r'<a class="govuk-link" href="([^"]+)">Phường 4</a>', desk.get("/tasks").text)
    assert link
    assert titles(desk, link[1].replace("&amp;", "&")) == [WARD_4]
    assert "Bộ lọc của tôi" not in sign_in(HEAD).get("/tasks").text
    sign_in(HEAD).submit("/tasks/filters/1/removal", {}, page="/tasks")
    assert "Bộ lọc của tôi" in desk.get("/tasks").text, "another's is not his to remove"
    desk.submit("/tasks/filters/1/removal", {}, page="/tasks")
    assert "Bộ lọc của tôi" not in desk.get("/tasks").text


def test_the_same_name_means_the_new_part(sign_in: SignIn) -> None:
    clerk = sign_in(CLERK)
    for band in ("soon", "later"):
        clerk.submit("/tasks/filters", {"band": band, "name": "Của tôi"}, page="/tasks")
    text = clerk.get("/tasks").text
    assert text.count('href="/tasks?band=') == 1
    assert 'href="/tasks?band=later"' in text


@pytest.mark.parametrize(("length", "status"), [(0, 422), (1, 303), (60, 303), (61, 422)])
def test_a_name_has_its_bounds_and_is_not_lost(sign_in: SignIn, length: int, status: int) -> None:
    name = "x" * length
    answer = sign_in(CLERK).submit("/tasks/filters", {"band": "soon", "name": name}, page="/tasks")
    assert answer.status_code == status
    if status != 303:
        assert f'name="name" type="text" value="{name}"' in answer.text
        assert "nhiều nhất 60 chữ cái" in answer.text


def test_nobody_keeps_more_than_twenty(sign_in: SignIn) -> None:
    clerk = sign_in(CLERK)
    for number in range(20):
        clerk.submit("/tasks/filters", {"q": "x", "name": f"Lọc {number}"}, page="/tasks")
    assert clerk.submit("/tasks/filters", {"q": "x", "name": "Lọc 20"}, page="/tasks").status_code == 422
    assert clerk.submit("/tasks/filters", {"q": "y", "name": "Lọc 7"}, page="/tasks").status_code == 303
