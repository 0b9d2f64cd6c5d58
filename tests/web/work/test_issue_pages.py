"""The register of issues in the browser: taken down in a minute, seen by its parties only, merged and parted."""

import re

from tests.web.signing_in import SignIn
from tests.workflows.cycle import Cycle
from tests.workflows.issues.handled import NEW, SORTED, Handled


def test_a_caller_gets_a_number_and_the_desk_a_task(sign_in: SignIn) -> None:
    clerk = sign_in("c003.receiver")
    sent = clerk.submit("/issues/new", dict(NEW), page="/issues/new")
    assert sent.status_code == 303
    shown = clerk.get(sent.headers["location"]).text
    assert "Số biên nhận:" in shown
    assert "Phân loại vấn đề" in shown
    assert "Ngập ở ngõ 5" in clerk.get("/issues").text


def test_a_button_pressed_twice_takes_it_down_once(sign_in: SignIn) -> None:
    clerk, page = sign_in("c003.receiver"), "/issues/new"
    sent = clerk.press_twice(page, dict(NEW), page=page)
    assert [answer.headers["location"] for answer in sent] == ["/issues/1?done=taken"] * 2
    again = clerk.submit(page, dict(NEW), page=page)
    assert again.headers["location"] == "/issues/2?done=taken", "another page is another issue"


def test_what_is_missing_is_named_and_what_was_typed_stays(sign_in: SignIn) -> None:
    clerk = sign_in("c003.receiver")
    answer = clerk.submit("/issues/new", {**NEW, "category": "", "channel": "press"}, page="/issues/new")
    assert answer.status_code == 422
    assert "Chọn lĩnh vực" in answer.text
    assert "Ngập ở ngõ 5" in answer.text


def test_letters_that_no_document_prints_are_named_before_the_issue_is_in_the_register(
    sign_in: SignIn,
) -> None:
    clerk, page = sign_in("c003.receiver"), "/issues/new"
    answer = clerk.submit(page, {**NEW, "summary": "Ngập ở ngõ 5 😀"}, page=page)
    assert answer.status_code == 422
    assert "không in được trong văn bản: 😀" in answer.text


def test_only_parties_see_an_issue(sign_in: SignIn, cycle: Cycle) -> None:
    flood = Handled(cycle)
    flood.raised()
    assert sign_in("d001.head").get(f"/issues/{flood.key}").status_code == 200
    for stranger in ("c004.head", "p01-sxd.officer", "d002.receiver", "admin"):
        visitor = sign_in(stranger)
        assert visitor.get(f"/issues/{flood.key}").status_code == 404
        assert "Ngập ở ngõ 5" not in visitor.get("/issues").text


def test_a_stranger_and_whoever_only_looks_from_above_merge_nothing(sign_in: SignIn, cycle: Cycle) -> None:
    flood, again = Handled(cycle), Handled(cycle)
    flood.raised()
    again.raised()
    for who in ("c004.head", "d001.head"):
        visitor = sign_in(who)
        fields = {"into": str(flood.key), "merge_reason": "Cùng ngõ."}
        assert visitor.submit(f"/issues/{again.key}/merge", fields, page="/issues").status_code in {403, 404}
    assert again.row.merged_into is None


def test_an_issue_is_merged_parted_and_goes_on(sign_in: SignIn, cycle: Cycle) -> None:
    flood, again = Handled(cycle), Handled(cycle)
    flood.raised()
    again.raised()
    desk, page = sign_in("c003.receiver"), f"/issues/{again.key}"
    missing = desk.submit(f"{page}/merge", {"into": str(flood.key), "merge_reason": " "}, page=page)
    assert missing.status_code == 422
    fields = {"into": str(flood.key), "merge_reason": "Cùng ngõ 5."}
    assert desk.submit(f"{page}/merge", fields, page=page).status_code == 303
    assert (again.row.merged_into, again.open()) == (flood.key, [])
    assert "Đã gộp vào vấn đề khác" in desk.get(page).text
    assert desk.submit(f"{page}/part", {"part_reason": "Khác ngõ."}, page=page).status_code == 303
    assert (again.row.merged_into, again.open()) == (None, [("triage", "C003.receiver")])


def test_what_was_closed_is_taken_up_again_from_its_page(sign_in: SignIn, cycle: Cycle) -> None:
    flood = Handled(cycle)
    flood.raised()
    why = {"reason_code": "not_ours", "reason": "Tranh chấp dân sự.", "evidence": "Công văn 15."}
    flood.do("c003.receiver", {**SORTED, "decision": "none", **why})
    desk, page = sign_in("c003.receiver"), f"/issues/{flood.key}"
    assert "Tranh chấp dân sự." in desk.get(page).text
    assert desk.submit(f"{page}/reopen", {"reopen_reason": "Có thêm căn cứ."}, page=page).status_code == 303
    assert (flood.row.state, flood.open()) == ("reopened", [("triage", "C003.receiver")])


def test_an_issue_that_is_verified_jointly_says_so_and_leads_there(sign_in: SignIn, cycle: Cycle) -> None:
    flood = Handled(cycle)
    flood.raised()
    flood.do("c003.receiver", {**SORTED, "decision": "joint", "question": "Vì sao nước rút chậm?"})
    shown = sign_in("c003.reporter").get(f"/issues/{flood.key}").text
    assert 'Đang xác minh liên ngành:</b> <a class="govuk-link" href="/verifications/1">' in shown
    assert "Việc đang được lập" not in shown


def test_an_issue_is_told_once_on_its_page(sign_in: SignIn, cycle: Cycle) -> None:
    flood = Handled(cycle)
    flood.raised()
    text = sign_in("c003.receiver").get(f"/issues/{flood.key}").text
    main = text.partition("<main")[2]
    assert main.count(NEW["summary"]) == 1, "as its title"


def test_what_a_title_cuts_off_is_told_in_full_below(sign_in: SignIn) -> None:
    long = "Nước ngập ở ngõ 5 sau mỗi trận mưa lớn. " * 4
    clerk = sign_in("c003.receiver")
    sent = clerk.submit("/issues/new", {**NEW, "summary": long}, page="/issues/new")
    main = clerk.get(sent.headers["location"]).text.partition("<main")[2]
    assert main.count(long.strip()) == 1


def test_a_number_names_its_register_where_it_is_not_the_reader_s_own(sign_in: SignIn, cycle: Cycle) -> None:
    flood = Handled(cycle)
    flood.raised()
    own = sign_in("c003.receiver").get("/issues").text
    assert ">1/2025 · " in own
    above = sign_in("d001.receiver")
    assert ">1/2025 của Phường 3 · " in above.get("/issues?scope=below").text
    above.cookies.set("language", "en")
    assert ">1/2025 of Phường 3 · " in above.get("/issues?scope=below").text


def test_triage_asks_for_no_programme_where_there_is_none(sign_in: SignIn, cycle: Cycle) -> None:
    flood = Handled(cycle)
    flood.raised()
    desk = sign_in("c003.receiver")
    task = re.search(r'href="(/tasks/[0-9]+)"', desk.get(f"/issues/{flood.key}").text)
    assert task
    assert "Thuộc chương trình" not in desk.get(task[1]).text
