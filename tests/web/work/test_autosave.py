"""A draft saves itself; two who write the same one are told of each other, compare, and choose."""

import re
from datetime import timedelta

import pytest
from httpx2 import Response

from database.session import Database
from organisation.postings import post
from organisation.staff import add_staff
from tests.web.browsing import Visitor
from tests.web.signing_in import SignIn
from tests.web.work.test_task_page import CLERK, DESK, HEAD, STRANGER, send
from tests.workflows.cycle import ANSWERS, ISSUE, Cycle, at

COLLEAGUE = "c003.reporter2"


@pytest.fixture
def colleague(database: Database, cycle: Cycle, sign_in: SignIn) -> Visitor:
    """A second clerk of Ward 3."""
    with database.write() as session:
        key = add_staff(session, COLLEAGUE, "mot mat khau dai", office="Cán bộ tổng hợp", now=at(1))
        post(session, key, cycle.report("C003").unit_key, "reporter")
    return sign_in(COLLEAGUE)


def autosave(visitor: Visitor, key: int, overview: str, revision: int = 0, page: str = "p1") -> Response:
    fields = {"overview": overview, "_revision": str(revision), "_page": page}
    return visitor.submit(f"/tasks/{key}/draft", fields, page="/tasks")


def revision_in(text: str) -> int:
    found = re.search(r'name="_revision" value="(\d+)"', text)
    assert found, text
    return int(found[1])


def test_the_answer_says_when_and_carries_the_revision(sign_in: SignIn, cycle: Cycle) -> None:
    clerk, key = sign_in(CLERK), cycle.task("C003", "draft")
    cycle.now = at(8, 8, 15)
    answer = autosave(clerk, key, "Đang viết")
    assert answer.headers["x-draft"] == "saved"
    assert "Đã lưu lúc" in answer.text
    assert "08:15" in answer.text
    assert revision_in(answer.text) == 1
    assert "<html" not in answer.text
    assert "Đang viết" in clerk.get(f"/tasks/{key}").text


def test_what_is_too_long_is_kept_whole_and_told_at_once(sign_in: SignIn, cycle: Cycle) -> None:
    clerk, key = sign_in(CLERK), cycle.task("C003", "draft")
    assert "Cần sửa trước khi gửi" not in autosave(clerk, key, "d" * 4000).text
    answer = autosave(clerk, key, "d" * 4498 + "KẾT", revision=1)
    assert answer.headers["x-draft"] == "saved"
    assert (
        "Cần sửa trước khi gửi: Tình hình chung dài 4501 ký tự, tối đa 4000: rút bớt 501 ký tự" in answer.text
    )
    assert "KẾT</textarea>" in clerk.get(f"/tasks/{key}").text


def test_what_has_not_changed_is_not_written_again(sign_in: SignIn, cycle: Cycle) -> None:
    clerk, key = sign_in(CLERK), cycle.task("C003", "draft")
    assert revision_in(autosave(clerk, key, "").text) == 0
    autosave(clerk, key, "Đang viết")
    cycle.now += timedelta(hours=1)
    again = autosave(clerk, key, "Đang viết", revision=1)
    assert revision_in(again.text) == 1
    assert "08:00" in again.text


def test_english_is_told_in_english(sign_in: SignIn, cycle: Cycle) -> None:
    clerk = sign_in(CLERK)
    clerk.get("/language?to=en")
    assert "Saved at" in autosave(clerk, cycle.task("C003", "draft"), "Writing").text


def test_the_second_of_two_is_told_who_and_when_and_nothing_is_overwritten(
    sign_in: SignIn, cycle: Cycle, colleague: Visitor
) -> None:
    clerk, key = sign_in(CLERK), cycle.task("C003", "draft")
    autosave(clerk, key, "Bản của người nhanh.")
    answer = autosave(colleague, key, "Bản của người chậm.", page="p2")
    assert answer.headers["x-draft"] == "stale"
    assert "Cán bộ tổng hợp, Phường 3 (c003.reporter)" in answer.text
    assert "So hai bản và chọn" in answer.text
    assert "Bản của người nhanh." in clerk.get(f"/tasks/{key}").text


def test_ones_own_other_page_is_told_as_such(sign_in: SignIn, cycle: Cycle) -> None:
    clerk, key = sign_in(CLERK), cycle.task("C003", "draft")
    autosave(clerk, key, "Ở trang này")
    assert "Bạn đã lưu bản nháp này ở một trang khác" in autosave(clerk, key, "Ở trang kia", page="p2").text


def test_a_button_goes_on_from_what_its_own_page_saved_meanwhile(sign_in: SignIn, cycle: Cycle) -> None:
    clerk, key = sign_in(CLERK), cycle.task("C003", "draft")
    autosave(clerk, key, "Tự lưu")
    answer = send(clerk, key, {"overview": "Bấm nút", "_page": "p1"}, "draft", revision=0)
    assert answer.status_code == 303
    assert autosave(clerk, key, "Tự lưu, đến trễ").headers["x-draft"] == "stale"
    assert "Bấm nút" in clerk.get(f"/tasks/{key}").text


def test_a_save_that_is_overtaken_by_its_pages_button_is_no_rival_of_the_next_page(
    sign_in: SignIn, cycle: Cycle
) -> None:
    clerk, key = sign_in(CLERK), cycle.task("C003", "draft")
    fields = {"overview": "Đã gõ", "_revision": "0", "_page": "p1", "do": "add:issues"}
    following = clerk.submit(f"/tasks/{key}", fields, page=f"/tasks/{key}").headers["location"]
    made_from = revision_in(clerk.get(following).text)
    assert autosave(clerk, key, "Đang gõ").headers["x-draft"] == "stale"
    assert autosave(clerk, key, "Gõ tiếp", made_from, page="p2").headers["x-draft"] == "saved"


def test_the_second_is_told_before_he_writes_until_the_first_has_left(
    sign_in: SignIn, cycle: Cycle, colleague: Visitor
) -> None:
    clerk, key = sign_in(CLERK), cycle.task("C003", "draft")
    cycle.now = at(8, 8, 15)
    assert "cũng đang mở bản nháp này" not in clerk.get(f"/tasks/{key}").text
    cycle.now = at(8, 8, 20)
    text = colleague.get(f"/tasks/{key}").text
    assert "Cán bộ tổng hợp, Phường 3 (c003.reporter) cũng đang mở bản nháp này" in text
    assert "08/05 08:15" in text
    autosave(clerk, key, "Vẫn đang viết")
    cycle.now = at(
        8,
        8,
        29,
    )
    assert "08/05 08:15" in colleague.get(f"/tasks/{key}").text
    cycle.now = at(8, 8, 30)
    assert "(c003.reporter) cũng đang mở" not in colleague.get(f"/tasks/{key}").text


def test_two_drafts_are_compared_and_become_one(sign_in: SignIn, cycle: Cycle, colleague: Visitor) -> None:
    clerk, key = sign_in(CLERK), cycle.task("C003", "draft")
    cycle.save("C003", {**ANSWERS, "overview": "Đã lưu", "followup": "Theo dõi"})
    mine = {
        "overview": "Của tôi",
        **{f"issues.0.{name}": str(value) for name, value in ISSUE.items()},
        "issues.0.mentions": "20",
    }
    page = send(colleague, key, mine, "compare", revision=0)
    assert page.status_code == 200
    for name in ("choose-overview", "choose-followup", "choose-issues-mine-0"):
        assert f'name="{name}"' in page.text
    assert "data-autosave" not in page.text
    picks = {"choose-overview": "mine", "choose-followup": "saved", "choose-issues-mine-0": "saved"}
    made = send(colleague, key, {**mine, **picks}, "choose", revision=1)
    assert "Đã gộp hai bản nháp, chưa lưu" in made.text
    assert ">\nCủa tôi</textarea>" in made.text
    assert ">\nTheo dõi</textarea>" in made.text
    assert 'name="issues.0.mentions"' in made.text
    assert 'value="14"' in made.text
    assert "Của tôi" not in clerk.get(f"/tasks/{key}").text


def test_a_draft_saved_while_one_chose_is_compared_again(cycle: Cycle, colleague: Visitor) -> None:
    key = cycle.task("C003", "draft")
    cycle.save("C003", {"overview": "Đã lưu"})
    cycle.save("C003", {"overview": "Lưu lần nữa"})
    answer = send(colleague, key, {"overview": "Của tôi", "choose-overview": "saved"}, "choose", revision=1)
    assert answer.status_code == 409
    assert "Lưu lần nữa" in answer.text
    assert ">\nCủa tôi</textarea>" in answer.text


def test_what_cannot_be_kept_is_said(sign_in: SignIn, cycle: Cycle) -> None:
    clerk, key = sign_in(CLERK), cycle.task("C003", "draft")
    long = autosave(clerk, key, "x" * 20_001)
    assert long.headers["x-draft"] == "refused"
    assert "Chưa lưu được:" in long.text
    cycle.submit("C003")
    assert "đã được làm xong" in autosave(clerk, key, "Muộn rồi").text


def test_nobody_else_saves_a_draft(sign_in: SignIn, cycle: Cycle) -> None:
    key = cycle.task("C003", "draft")
    for username in (STRANGER, DESK):
        assert autosave(sign_in(username), key, "Của người khác").status_code == 404
    assert autosave(sign_in(HEAD), key, "Của lãnh đạo").headers["x-draft"] == "refused"
    cycle.submit("C003")
    accept = cycle.task("C003", "accept")
    assert autosave(sign_in(DESK), accept, "").headers["x-draft"] == "refused"
