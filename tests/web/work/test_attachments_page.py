"""Adding files to a draft without script, and having them again as downloads that nothing can run in."""

from httpx2 import Response

from tests.web.browsing import SAME_ORIGIN, Visitor
from tests.web.signing_in import SignIn
from tests.web.work.test_task_page import CLERK, DESK, HEAD, STRANGER, send
from tests.workflows.attachments import files
from tests.workflows.cycle import Cycle


def upload(
    visitor: Visitor, key: int, content: bytes | None = files.PDF, name: str = "Báo cáo.pdf", token: str = ""
) -> Response:
    """Send the form of the page as a browser does."""
    token = token or visitor.token("/tasks")
    sent = {} if content is None else {"file": (name, content, "application/octet-stream")}
    return visitor.post(
        f"/tasks/{key}/attachments",
        data={"_token": token},
        files=sent or {"x": ("", b"")},
        headers=SAME_ORIGIN,
    )


def test_a_file_is_added_listed_and_taken_off(sign_in: SignIn, cycle: Cycle) -> None:
    clerk, key = sign_in(CLERK), cycle.task("C003", "draft")
    page = f"/tasks/{key}/attachments"
    step = send(clerk, key, {"overview": "Chưa xong"}, "files")
    assert step.headers["location"] == page
    assert "họ tên" in clerk.get(page).text
    assert upload(clerk, key).headers["location"] == f"{page}?done=attached"
    text = clerk.get(f"{page}?done=attached").text
    assert "Báo cáo.pdf" in text
    assert "Đã thêm tệp" in text
    draft = clerk.get(f"/tasks/{key}").text
    assert "Báo cáo.pdf" in draft
    assert "Chưa xong" in draft
    answer = clerk.submit(f"{page}/1/removal", {}, page=page)
    assert answer.headers["location"] == f"{page}?done=detached"
    assert "Chưa có tệp nào" in clerk.get(page).text


def test_a_file_is_only_ever_a_download(sign_in: SignIn, cycle: Cycle) -> None:
    clerk, key = sign_in(CLERK), cycle.task("C003", "draft")
    upload(clerk, key)
    answer = clerk.get("/attachments/1")
    assert answer.content == files.PDF
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert "filename*=UTF-8''B%C3%A1o%20c%C3%A1o.pdf" in answer.headers["content-disposition"]
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "no-store" in answer.headers["cache-control"]


def test_what_is_refused_is_said_and_costs_nothing(sign_in: SignIn, cycle: Cycle) -> None:
    clerk, key = sign_in(CLERK), cycle.task("C003", "draft")
    for content, name, words in (
        (files.HTML, "a.pdf", "không thuộc loại được nhận"),
        (files.EXE, "a.pdf", "không thuộc loại được nhận"),
        (b"", "a.pdf", "0 byte"),
        (None, "", "Chọn một tệp"),
        (files.PDF + b" " * 10_000_000, "a.pdf", "lớn hơn 10 MB"),
        (files.PDF + b" " * 11_000_000, "a.pdf", "lớn hơn 10 MB"),
    ):
        answer = upload(clerk, key, content, name)
        assert answer.status_code == 422, name
        assert words in answer.text
        assert "Lỗi:" in answer.text
    assert "Chưa có tệp nào" in clerk.get(f"/tasks/{key}/attachments").text


def test_the_receiving_desk_has_what_was_sent(sign_in: SignIn, cycle: Cycle) -> None:
    clerk, key = sign_in(CLERK), cycle.task("C003", "draft")
    upload(clerk, key)
    desk = sign_in(DESK)
    assert desk.get("/attachments/1").status_code == 404
    cycle.submit("C003")
    assert "Báo cáo.pdf" in desk.get(f"/tasks/{cycle.task('C003', 'accept')}").text
    assert desk.get("/attachments/1").content == files.PDF


def test_strangers_find_nothing_and_heads_change_nothing(sign_in: SignIn, cycle: Cycle) -> None:
    clerk, key = sign_in(CLERK), cycle.task("C003", "draft")
    upload(clerk, key)
    stranger = sign_in(STRANGER)
    assert stranger.get("/attachments/1").status_code == 404
    assert stranger.get(f"/tasks/{key}/attachments").status_code == 404
    assert upload(stranger, key).status_code == 404
    removal = f"/tasks/{key}/attachments/1/removal"
    assert stranger.submit(removal, {}, page="/tasks").status_code == 404
    head = sign_in(HEAD)
    assert "Báo cáo.pdf" in head.get(f"/tasks/{key}/attachments").text
    assert 'type="file"' not in head.get(f"/tasks/{key}/attachments").text
    assert upload(head, key, files.CSV, "a.csv").status_code == 422
    assert head.submit(removal, {}, page="/tasks").status_code == 422


def test_a_form_without_our_token_or_from_elsewhere_adds_nothing(sign_in: SignIn, cycle: Cycle) -> None:
    clerk, key = sign_in(CLERK), cycle.task("C003", "draft")
    assert upload(clerk, key, token="forged").status_code == 403
    elsewhere = {"sec-fetch-site": "cross-site"}
    sent = {"file": ("a.pdf", files.PDF, "application/pdf")}
    token = {"_token": clerk.token("/tasks")}
    assert (
        clerk.post(f"/tasks/{key}/attachments", data=token, files=sent, headers=elsewhere).status_code == 403
    )
    plain = clerk.post_form(f"/tasks/{key}/attachments", [("_token", token["_token"])])
    assert plain.status_code == 400
    broken = {"content-type": "multipart/form-data; boundary=x", **SAME_ORIGIN}
    assert clerk.post(f"/tasks/{key}/attachments", content=b"--y\r\n", headers=broken).status_code in {
        400,
        403,
    }
    assert "Chưa có tệp nào" in clerk.get(f"/tasks/{key}/attachments").text
