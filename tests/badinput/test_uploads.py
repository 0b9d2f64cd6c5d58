"""Hostile files at the doors of the server: refused with a sentence, cheaply, and nothing has changed."""

import json

import pytest

from tests.badinput.conftest import Door
from tests.badinput.files import ATTACHED, DEPLOYED, Hostile


@pytest.mark.parametrize("file", DEPLOYED, ids=lambda file: f"{file.name}: {file.what}")
def test_nothing_hostile_is_deployed(door: Door, file: Hostile) -> None:
    answer = door.program.post("/v2/deployments", files=[("resources", (file.name, file.make()))])
    assert answer.status_code == 400, answer.text[:300]
    assert answer.headers["content-type"] == "application/problem+json"
    detail = answer.json()["detail"]
    assert file.says in detail
    assert len(detail) < 5_000
    assert "root:" not in detail, "no file of the machine is shown"


@pytest.mark.parametrize("file", ATTACHED, ids=lambda file: f"{file.name}: {file.what}")
def test_nothing_hostile_is_attached(door: Door, file: Hostile) -> None:
    answer = door.clerk.post(
        f"/tasks/{door.task}/attachments",
        data=door.form,
        files={"file": (file.name, file.make(), "application/pdf")},
        headers={"sec-fetch-site": "same-origin"},
    )
    assert answer.status_code == 422, answer.text[:300]
    assert file.says in answer.text


DEEP = b'{"filter":' + b'{"a":' * 60 + b"1" + b"}" * 61
BODIES = (
    ("deep lists", "/v2/user-tasks/search", b"[" * 400_000, 400, "depth"),
    ("deep objects", "/v2/user-tasks/search", DEEP, 400, "deeper than 50"),
    (
        "a huge number",
        "/v2/user-tasks/search",
        b'{"filter":{"priority":' + b"9" * 900_000 + b"}}",
        400,
        "JSON",
    ),
    ("a huge exponent", "/v2/user-tasks/search", b'{"filter":{"priority":1e999999999}}', 400, "JSON"),
    ("one key many times", "/v2/user-tasks/search", b"{" + b'"x":1,' * 100_000 + b'"x":1}', 400, "x"),
    (
        "80,000 keys",
        "/v2/user-tasks/search",
        json.dumps(dict.fromkeys((f"k{n}" for n in range(80_000)), 1), separators=(",", ":")).encode(),
        400,
        "k",
    ),
    (
        "a million keys",
        "/v2/user-tasks/search",
        json.dumps(dict.fromkeys(map(str, range(1_000_000)))).encode(),
        413,
        "1,000,000 bytes",
    ),
    ("100 MB", "/v2/user-tasks/search", b" " * 100_000_000, 413, "1,000,000 bytes"),
    ("100 MB to /api", "/api/cycles", b" " * 100_000_000, 413, "1,000,000 bytes"),
    (
        "a bomb of FEEL",
        "/v2/expression/evaluation",
        b'{"expression":"=for a in 1..99999, b in 1..99999 return a*b"}',
        400,
        ".",
    ),
    (
        "100,000 brackets of FEEL",
        "/v2/expression/evaluation",
        b'{"expression":"=' + b"(" * 100_000 + b'"}',
        400,
        "at most 10000",
    ),
    ("not UTF-8", "/v2/process-instances", b'{"processDefinitionId":"\xff\xfe"}', 400, "JSON"),
    ("a zero letter", "/v2/process-instances", b'{"processDefinitionId":"a\\u0000"}', 400, "code 0"),
)


@pytest.mark.parametrize(("what", "path", "body", "status", "says"), BODIES, ids=[one[0] for one in BODIES])
def test_no_body_of_a_program_is_too_much(
    door: Door, what: str, path: str, body: bytes, status: int, says: str
) -> None:
    answer = door.program.post(path, content=body, headers={"content-type": "application/json"})
    assert answer.status_code == status, f"{what}: {answer.text[:300]}"
    assert answer.headers["content-type"] == "application/problem+json"
    assert says in answer.json()["detail"]
    assert len(answer.content) < 20_000
