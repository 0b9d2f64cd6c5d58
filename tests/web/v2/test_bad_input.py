"""What programs send wrongly: a problem with a sentence that names the field, never a fault of ours."""

import base64
import json
from typing import Any

import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.stores import BOTH_STORES
from tests.web.programs import Program
from tests.web.v2.conftest import Enter
from web.rest.cursors import write_cursor

pytestmark = BOTH_STORES

SEARCHES = (
    "process-definitions",
    "process-instances",
    "user-tasks",
    "incidents",
    "decision-definitions",
    "variables",
    "element-instances",
)


@pytest.fixture
def operator(enter: Enter) -> Program:
    return enter("admin")


def refused(answer: Any) -> dict[str, Any]:
    assert answer.status_code == 400, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == 400
    assert told["detail"]
    assert isinstance(told, dict)
    return told


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", None),
        (b"{", "not JSON"),
        (b"nothing", "not JSON"),
        (b"[]", "object"),
        (b'"text"', "object"),
        (b"NaN", "not JSON"),
        (b'{"page": {"limit": NaN}}', "not JSON"),
        (b'{"a": "\xff"}', "not JSON"),
        (b'{"a": "\\ud800"}', "not JSON"),
        (b'{"filter": {"elementId": "a\\u0000b"}}', "code 0"),
        (b"[" * 100_000 + b"]" * 100_000, "depth"),
        (b"[" * 51 + b"]" * 51, "deeper than 50"),
        (b'{"a": ' * 50 + b"1" + b"}" * 50, "a: "),
        (json.dumps({"filter": {"name": {"$in": [[["x"] * 3] * 3]}}}).encode(), "filter.name"),
        (b'{"unheard": 1}', "unheard"),
        (b'{"filter": {"unheard": 1}}', "filter.unheard"),
        (b'{"filter": {"state": {"$unheard": 1}}}', "filter.state.$unheard"),
        (b'{"filter": {"state": 5}}', "filter.state.$eq"),
        (b'{"filter": {"userTaskKey": 5}}', "filter.userTaskKey"),
        (b'{"filter": {"userTaskKey": "five"}}', "digits"),
        (b'{"filter": {"userTaskKey": "-5"}}', "digits"),
        (b'{"filter": {"userTaskKey": "99999999999999999999"}}', "digits"),
        (b'{"filter": {"priority": "high"}}', "filter.priority"),
        (b'{"filter": {"priority": 1e400}}', "JSON"),
        (b'{"filter": {"priority": 9999999999999999999999}}', "filter.priority"),
        (b'{"filter": {"priority": 2147483648}}', "filter.priority"),
        (b'{"filter": {"priority": {"$in": [-2147483648]}}}', "filter.priority"),
        (b'{"filter": {"dueDate": "tomorrow"}}', "filter.dueDate"),
        (b'{"filter": {"dueDate": "2025-05-16T10:00:00"}}', "offset"),
        (b'{"filter": {"dueDate": "0001-01-01T00:00:00+14:00"}}', "filter.dueDate"),
        (b'{"filter": {"assignee": {"$like": "a*"}}}', "filter.assignee"),
        (b'{"sort": [{"field": "unheard"}]}', "sort[0].field"),
        (b'{"sort": [{"field": "dueDate", "order": "UP"}]}', "sort[0].order"),
        (b'{"sort": {"field": "dueDate"}}', "sort"),
        (b'{"page": {"limit": 0}}', "page.limit"),
        (b'{"page": {"limit": 10001}}', "page.limit"),
        (b'{"page": {"limit": true}}', "page.limit"),
        (b'{"page": {"from": 10000}}', "page.from"),
        (b'{"page": {"from": 1, "after": "x"}}', "page"),
        (b'{"page": {"after": "x"}}', "page.after"),
        (b'{"page": {"after": "////"}}', "page.after"),
        (b'{"page": {"after": "W10="}}', "page.after"),
        (b'{"page": {"after": "WyIiLCJ4Il0="}}', "page.after"),
        (b'{"page": {"after": "WyJhIiwxXQ=="}}', "sorting"),
    ],
)
def test_a_search_that_cannot_be_read_names_what_is_wrong(
    operator: Program, body: bytes, says: str | None
) -> None:
    kind = {"content-type": "application/json"}
    answer = operator.post("/v2/user-tasks/search", content=body, headers=kind)
    if says is None:
        assert answer.status_code == 200
    else:
        assert says in refused(answer)["detail"]


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("userTaskKey", [2**63]),
        ("userTaskKey", [True, 1]),
        ("priority", [2**31, 1]),
        ("creationDate", ["2025-05-16T10:00:00", 1]),
        ("creationDate", ["0001-01-01T00:00:00+14:00", 1]),
        ("creationDate", ["2025-05-16T10:00:00Z", True]),
    ],
)
def test_a_cursor_that_somebody_made_up_is_refused(operator: Program, field: str, values: list[Any]) -> None:
    cursor = write_cursor(f"{field}:ASC", values if len(values) > 1 else [*values, 1])
    asked = {"sort": [{"field": field}], "page": {"after": cursor}}
    assert "page.after" in refused(operator.post("/v2/user-tasks/search", json=asked))["detail"]


def test_a_name_with_a_zero_in_it_is_nobody_s(app: FastAPI) -> None:
    proof = base64.b64encode(b"ad\0min:x").decode()
    answer = Program(app).get("/v2/topology", headers={"authorization": f"Basic {proof}"})
    assert answer.status_code == 401


@pytest.mark.parametrize("path", ["/v2/user-tasks/search", "/api/cycles"])
def test_a_huge_body_is_refused_unread(operator: Program, path: str) -> None:
    kind = {"content-type": "application/json"}
    told = operator.post(path, content=b" " * 2_000_000, headers=kind)
    unannounced = operator.post(path, content=iter([b" " * 600_000] * 2), headers=kind)
    for answer in (told, unannounced):
        assert answer.status_code == 413
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["detail"] == "The body is larger than 1,000,000 bytes. Send it in parts."


def test_a_body_of_another_kind_is_refused(operator: Program) -> None:
    answer = operator.post("/v2/user-tasks/search", content=b"a=1", headers={"content-type": "text/plain"})
    refused(answer)


@pytest.mark.parametrize("key", ["x", "-1", "1.5", "99999999999999999999", "%00", "١"])
@pytest.mark.parametrize("what", ["user-tasks", "process-instances", "variables", "incidents"])
def test_a_key_that_is_none_is_told(operator: Program, what: str, key: str) -> None:
    assert "digits" in refused(operator.get(f"/v2/{what}/{key}"))["detail"]


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({}, "processDefinitionKey"),
        ({"processDefinitionId": "periodic_report", "processDefinitionKey": "1"}, "processDefinitionKey"),
        ({"processDefinitionId": 5}, "processDefinitionId"),
        ({"processDefinitionId": "a", "variables": []}, "variables"),
        ({"processDefinitionId": "a", "tenantId": "other"}, "tenantId"),
        (
            {"processDefinitionId": "a", "processDefinitionVersion": 2_147_483_648},
            "processDefinitionVersion",
        ),
        ({"processDefinitionId": "a", "startInstructions": [{"elementId": "x"}]}, "startInstructions"),
        ({"processDefinitionId": "a", "businessId": "x"}, "businessId"),
    ],
)
def test_a_start_that_cannot_be_read_names_the_field(
    operator: Program, wanted: dict[str, Any], field: str
) -> None:
    told = refused(operator.post("/v2/process-instances", json=wanted))
    assert told["errors"][0]["field"].startswith(field)


def test_what_is_not_there_is_not_found(operator: Program) -> None:
    unknown = {"processDefinitionId": "unheard_of"}
    assert operator.post("/v2/process-instances", json=unknown).status_code == 404
    assert operator.post("/v2/process-instances", json={"processDefinitionKey": "999"}).status_code == 404
    for what in ("user-tasks", "process-instances", "incidents", "variables", "element-instances"):
        assert operator.get(f"/v2/{what}/999999").status_code == 404
    assert operator.post("/v2/process-instances/999999/cancellation").status_code == 404
    assert operator.get("/v2/no-such-thing").json()["title"] == "Not Found"
    assert operator.put("/v2/topology").json()["status"] == 405


def test_a_file_that_cannot_be_deployed_is_refused_with_every_reason(operator: Program) -> None:
    def deploy(*files: tuple[str, bytes]) -> Any:
        return operator.post("/v2/deployments", files=[("resources", file) for file in files])

    told = refused(deploy(("a.bpmn", b"<x/>"), ("b.txt", b""), ("c.form", b"{")))["detail"]
    for name in ("a.bpmn", "b.txt", "c.form"):
        assert name in told
    bomb = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x "y">]><d>&x;</d>'
    assert "DOCTYPE" in refused(deploy(("a.bpmn", bomb)))["detail"]
    refused(operator.post("/v2/deployments"))
    refused(operator.post("/v2/deployments", data={"resources": "text"}))
    refused(operator.post("/v2/deployments", json={}))
    large = operator.post("/v2/deployments", files=[("resources", ("a.bpmn", b" " * 13_000_000))])
    assert large.status_code == 413
    boundary = {"content-type": "multipart/form-data; boundary=x"}
    refused(operator.post("/v2/deployments", content=b"--x\r\nnonsense", headers=boundary))


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
FIELDS = st.sampled_from(
    ["filter", "sort", "page", "$eq", "$in", "$like", "state", "name", "after", "limit", "processInstanceKey"]
)
NEARLY = st.dictionaries(
    FIELDS, st.dictionaries(FIELDS, ANYTHING | st.dictionaries(FIELDS, ANYTHING)) | ANYTHING
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(what=st.sampled_from(SEARCHES), body=ANYTHING | NEARLY)
def test_whatever_is_sent_no_search_breaks(operator: Program, what: str, body: Any) -> None:
    content = json.dumps(body).encode()
    kind = {"content-type": "application/json"}
    answer = operator.post(f"/v2/{what}/search", content=content, headers=kind)
    assert answer.status_code in {200, 400}, (what, body, answer.text)
