"""Requests that lie about themselves: their length, their kind, their parts."""

import socket
from urllib.parse import urlsplit

import pytest

from tests.badinput.conftest import Door

DEPLOY = "/v2/deployments"


def part(name: str, content: str = "x", file: str | None = None) -> str:
    named = "" if file is None else f'; filename="{file}"'
    return f'--b\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n{content}\r\n'


MULTIPART = {
    "5,000 files": "".join(part("resources", "x", f"{n}.bpmn") for n in range(5_000)) + "--b--\r\n",
    "5,000 fields": "".join(part(f"f{n}") for n in range(5_000)) + "--b--\r\n",
    "no end": part("resources", "x", "a.bpmn"),
    "no boundary inside": "nothing of a form",
    "a head of 100,000 letters": f"--b\r\nX-Long: {'x' * 100_000}\r\n\r\nx\r\n--b--\r\n",
    "5,000 heads": "--b\r\n" + "X-Many: x\r\n" * 5_000 + "\r\nx\r\n--b--\r\n",
    "a part without a name": "--b\r\n\r\nx\r\n--b--\r\n",
    "a part within a part": part("resources", part("resources", "x", "b.bpmn"), "a.bpmn") + "--b--\r\n",
    "a path as a name": part("resources", "x", "../../../etc/cron.d/a.bpmn") + "--b--\r\n",
    "a name that turns around": part("resources", "x", "a\u202enpb.exe") + "--b--\r\n",
    "a name of 5,000 letters": part("resources", "x", "a" * 5_000 + ".bpmn") + "--b--\r\n",
}


@pytest.mark.parametrize("what", MULTIPART)
def test_parts_that_are_none_are_refused(door: Door, what: str) -> None:
    kind = {"content-type": "multipart/form-data; boundary=b"}
    answer = door.program.post(DEPLOY, content=MULTIPART[what].encode(), headers=kind)
    assert answer.status_code == 400, answer.text[:300]
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]
    page = door.clerk.post(
        f"/tasks/{door.task}/attachments",
        content=MULTIPART[what].encode(),
        headers={**kind, "sec-fetch-site": "same-origin"},
    )
    assert page.status_code in {400, 403}, page.text[:300]


@pytest.mark.parametrize(
    "kind",
    [
        "",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "text/xml",
        "application/json",
        "x" * 5_000,
    ],
)
def test_a_kind_that_lies_is_refused(door: Door, kind: str) -> None:
    body = (part("resources", "x", "a.bpmn") + "--b--\r\n").encode()
    answer = door.program.post(DEPLOY, content=body, headers={"content-type": kind})
    assert answer.status_code == 400, answer.text[:300]
    assert answer.headers["content-type"] == "application/problem+json"
    page = door.clerk.post("/sign-in", content=body, headers={"content-type": kind})
    assert page.status_code == 400
    assert "<h1" in page.text


LENGTHS = {
    "more than a hundred terabytes": ("Content-Length: 99999999999999\r\n", b"{}", {413}),
    "less than nothing": ("Content-Length: -1\r\n", b"{}", {400}),
    "no number": ("Content-Length: many\r\n", b"{}", {400}),
    "two lengths": ("Content-Length: 2\r\nContent-Length: 3\r\n", b"{}", {400}),
    "a chunk that is none": ("Transfer-Encoding: chunked\r\n", b"zz\r\n{}\r\n0\r\n\r\n", {400}),
    "chunks without end": (
        "Transfer-Encoding: chunked\r\n",
        (b"fff0\r\n" + b" " * 0xFFF0 + b"\r\n") * 40,
        {413},
    ),
}


@pytest.mark.parametrize("what", LENGTHS)
def test_a_length_that_lies_is_refused(door: Door, what: str) -> None:
    lying, body, statuses = LENGTHS[what]
    head = (
        f"POST /v2/user-tasks/search HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {door.token}\r\n"
        f"Content-Type: application/json\r\nConnection: close\r\n{lying}\r\n"
    )
    assert status(door, head.encode() + body) in statuses


FIELDS = {
    "6,000 fields": ("&".join(f"a{n}=b" for n in range(6_000)), 413),
    "2 MB": ("a=" + "x" * 2_000_000, 413),
    "no UTF-8": ("a=%ff%fe", 400),
}


@pytest.mark.parametrize("what", FIELDS)
def test_a_form_that_is_too_much_gets_a_page(door: Door, what: str) -> None:
    body, expected = FIELDS[what]
    kind = {"content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin"}
    answer = door.clerk.post(f"/tasks/{door.task}", content=body, headers=kind)
    assert answer.status_code == expected
    assert "<h1" in answer.text


def status(door: Door, sent: bytes) -> int:
    """The status of an answer to bytes as they are."""
    place = urlsplit(door.address)
    with socket.create_connection((place.hostname or "", place.port or 0), timeout=30) as line:
        line.sendall(sent)
        return int(line.recv(4_096).split()[1])
