import pytest

from tests.web.browsing import Visitor
from tests.web.cast import CLERK
from web.csrf import FIELD, form_token, token_fits

OURS = {"sec-fetch-site": "same-origin"}


def test_a_token_fits_its_session_only_and_looks_new_each_time() -> None:
    first, second = form_token("session one"), form_token("session one")
    assert first != second
    assert token_fits("session one", first)
    assert token_fits("session one", second)
    assert not token_fits("session two", first)


@pytest.mark.parametrize("token", ["", "AAAA", "ế", "=" * 88, "A" * 88])
def test_a_broken_token_fits_nothing(token: str) -> None:
    assert not token_fits("x", token)


@pytest.mark.parametrize(
    "headers",
    [OURS, {"origin": "http://testserver"}, {}],
    ids=["fetch metadata", "origin", "an old browser"],
)
def test_a_form_of_ours_is_taken(clerk: Visitor, headers: dict[str, str]) -> None:
    answer = clerk.submit("/probe", {"subject": "a"}, page="/probe", headers=headers)
    assert answer.text == f"kept for {CLERK}"


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
    ],
)
def test_a_form_from_elsewhere_is_refused_even_with_a_right_token(
    clerk: Visitor, headers: dict[str, str]
) -> None:
    answer = clerk.submit("/probe", {"subject": "a"}, page="/probe", headers=headers)
    assert answer.status_code == 403
    assert "đến từ nơi khác" in answer.text
    assert clerk.get("/probe/count").text == "1"  # the attempts from her address, nothing else


def test_a_stranger_cannot_make_his_form_ours_by_one_click_of_the_clerk(clerk: Visitor) -> None:
    answer = clerk.submit("/probe", {"subject": "a"}, page="/probe", headers={"sec-fetch-site": "cross-site"})
    assert 'action="/probe"' not in answer.text


def test_without_a_token_nothing_is_done_and_the_content_is_shown_to_send_again(clerk: Visitor) -> None:
    answer = clerk.post_form("/probe", [("subject", "Cống hộp <bồi lấp>"), ("_version", "3")])
    assert answer.status_code == 403
    assert "Cống hộp &lt;bồi lấp&gt;</li>" in answer.text
    assert 'name="_version" value="3"' in answer.text
    again = clerk.token_in(answer.text)
    kept = clerk.post_form("/probe", [("subject", "Cống hộp"), (FIELD, again)])
    assert kept.text == f"kept for {CLERK}"


def test_a_page_from_before_signing_in_again_is_too_old(clerk: Visitor) -> None:
    old = clerk.token("/probe")
    clerk.cookies.delete("sid")
    clerk.sign_in(CLERK)
    assert clerk.post_form("/probe", [("subject", "a"), (FIELD, old)]).status_code == 403


def test_the_sign_in_form_is_tied_to_the_browser_that_opened_it(client: Visitor) -> None:
    token = client.token("/sign-in")
    client.cookies.clear()
    answer = client.post_form("/sign-in", [("username", CLERK), ("password", "x"), (FIELD, token)])
    assert answer.status_code == 403


def test_a_password_is_never_shown_back(client: Visitor) -> None:
    answer = client.post_form("/sign-in", [("username", CLERK), ("password", "my secret")])
    assert answer.status_code == 403
    assert "my secret" not in answer.text


def test_a_clerk_whose_session_ended_loses_nothing(clerk: Visitor) -> None:
    token = clerk.token("/probe")
    clerk.cookies.delete("sid")
    answer = clerk.post_form("/probe", [("subject", "Nước ngập 30 cm"), (FIELD, token)])
    assert answer.status_code == 403
    assert "bạn đã đăng xuất" in answer.text
    assert "Nước ngập 30 cm</li>" in answer.text
    clerk.sign_in(CLERK)
    second = clerk.post_form("/probe", [("subject", "Nước ngập 30 cm")])  # "Send again" has no token yet
    fields = [("subject", "Nước ngập 30 cm"), (FIELD, clerk.token_in(second.text))]
    third = clerk.post_form("/probe", fields)
    assert third.text == f"kept for {CLERK}"
