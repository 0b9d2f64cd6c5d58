from urllib.parse import urlencode

import pytest
from httpx2 import Response

from tests.web.browsing import SAME_ORIGIN, Visitor
from web.csrf import FIELD
from web.posted import MAX_BODY_BYTES, MAX_FIELDS


def test_letters_come_in_one_spelling_and_lines_end_in_one_way(clerk: Visitor) -> None:
    pairs = [("text", "Quế\r\nhai\rba\0"), ("text", ""), (FIELD, clerk.token("/probe"))]
    assert clerk.post_form("/probe/echo", pairs).text == "text=Quế\nhai\nba|text="


def test_signs_that_nobody_types_are_left_out_of_texts_and_names(clerk: Visitor) -> None:
    pairs = [("te\0xt", "Quế\x00 \x1b[31m\u202eđỏ\u2067\x7f\x85\tcột"), (FIELD, clerk.token("/probe"))]
    assert clerk.post_form("/probe/echo", pairs).text == "text=Quế [31mđỏ\tcột"


@pytest.mark.parametrize(("surplus", "status"), [(-1, 200), (0, 200), (1, 413)])
def test_a_form_may_be_as_large_as_the_limit(clerk: Visitor, surplus: int, status: int) -> None:
    token = urlencode([(FIELD, clerk.token("/probe"))])
    body = f"{token}&text=".ljust(MAX_BODY_BYTES + surplus, "x")
    assert send(clerk, body).status_code == status


def test_a_form_with_too_many_fields_is_refused(clerk: Visitor) -> None:
    assert send(clerk, "&".join(["a=b"] * (MAX_FIELDS + 1))).status_code == 413


def test_a_body_that_hides_its_length_is_refused_too(clerk: Visitor) -> None:
    chunks = (b"x" * 100_000 for _ in range(12))
    headers = {"content-type": "application/x-www-form-urlencoded", **SAME_ORIGIN}
    assert clerk.post("/probe/echo", content=chunks, headers=headers).status_code == 413


@pytest.mark.parametrize("told", ["abc", "-1", "1e3", ""])
def test_a_length_that_is_no_number_is_refused(clerk: Visitor, told: str) -> None:
    kind = {"content-type": "application/x-www-form-urlencoded", "content-length": told}
    assert clerk.post("/probe/echo", content=b"a=b", headers={**kind, **SAME_ORIGIN}).status_code == 400


def test_a_page_says_what_to_do_with_too_much(clerk: Visitor) -> None:
    answer = send(clerk, "x" * (MAX_BODY_BYTES + 1))
    assert answer.status_code == 413
    assert "Hãy rút ngắn" in answer.text


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{}"),
        ("multipart/form-data; boundary=x", b"--x--"),
        ("application/x-www-form-urlencoded", "văn bản".encode()),
        ("application/x-www-form-urlencoded", b"a=%ff%fe"),
    ],
)
def test_what_is_no_form_is_refused(clerk: Visitor, kind: str, body: bytes) -> None:
    answer = clerk.post("/probe/echo", content=body, headers={"content-type": kind, **SAME_ORIGIN})
    assert answer.status_code == 400
    assert "không phải là biểu mẫu" in answer.text


def send(visitor: Visitor, body: str) -> Response:
    headers = {"content-type": "application/x-www-form-urlencoded", **SAME_ORIGIN}
    return visitor.post("/probe/echo", content=body, headers=headers)
