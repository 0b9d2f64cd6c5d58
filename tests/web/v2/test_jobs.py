"""Jobs over /v2: every answer in its shape, every lie refused with a problem, nobody in who may not."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from camunda_orchestration_sdk.models.activated_job_result import ActivatedJobResult
from camunda_orchestration_sdk.models.job_search_result import JobSearchResult

from engine.tables import worker_job
from tests.web.programs import Program
from tests.web.v2.outside import PRINTER, TYPE, Labels
from tests.workflows.cycle import Cycle

Enter = Callable[[str], Program]
MINUTE = 60_000


@pytest.fixture
def labels(cycle: Cycle) -> Labels:
    return Labels(cycle)


@pytest.fixture
def printer(labels: Labels, enter: Enter) -> Program:
    assert labels
    return enter(PRINTER)


def take(program: Program, **facts: Any) -> list[dict[str, Any]]:
    wanted = {"type": TYPE, "timeout": MINUTE, "maxJobsToActivate": 5, "requestTimeout": -1, **facts}
    answer = program.post("/v2/jobs/activation", json=wanted)
    assert answer.status_code == 200, answer.text
    jobs: list[dict[str, Any]] = answer.json()["jobs"]
    return jobs


def refused(answer: Any, status: int) -> str:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    detail: str = answer.json()["detail"]
    assert detail
    return detail


def test_a_job_is_taken_done_and_the_process_goes_on(labels: Labels, printer: Program) -> None:
    key = labels.start(sender="Phường 3")
    (job,) = take(printer, worker="p-1", fetchVariable=["parcel"])
    assert ActivatedJobResult.from_dict(dict(job)).job_key == job["jobKey"]
    assert (job["variables"], job["customHeaders"], job["worker"]) == (
        {"parcel": "7"},
        {"paper": "A6"},
        "p-1",
    )
    assert (job["processInstanceKey"], job["processDefinitionId"]) == (str(key), "labels")
    assert job["deadline"] == int(labels.cycle.now.timestamp() * 1000) + MINUTE
    assert take(printer) == []
    answer = printer.post(f"/v2/jobs/{job['jobKey']}/completion", json={"variables": {"printed": True}})
    assert answer.status_code == 204
    (row,) = printer.found("jobs")
    assert row["state"] == "COMPLETED"
    assert JobSearchResult.from_dict(dict(row)).end_time
    (waiting,) = printer.found("message-subscriptions")
    assert (waiting["messageName"], waiting["correlationKey"]) == ("posted", "7")


def test_a_job_is_done_without_a_body_too(labels: Labels, printer: Program) -> None:
    labels.start()
    (job,) = take(printer)
    assert printer.post(f"/v2/jobs/{job['jobKey']}/completion").status_code == 204


def test_a_lie_is_a_problem_and_changes_nothing(labels: Labels, printer: Program, enter: Enter) -> None:
    labels.start()
    row = labels.rows(worker_job)[0].key
    assert "not held by you" in refused(printer.post(f"/v2/jobs/{row}/completion", json={}), 409)
    (job,) = take(printer)
    key = job["jobKey"]
    before = labels.rows(worker_job)
    for what in ("completion", "failure"):
        refused(enter("admin").post(f"/v2/jobs/{key}/{what}", json={}), 409)
        refused(printer.post(f"/v2/jobs/{2**62}/{what}", json={}), 404)
        refused(printer.post(f"/v2/jobs/x/{what}", json={}), 400)
        refused(printer.post(f"/v2/jobs/{key}/{what}", json={"variables": [1]}), 400)
        refused(printer.post(f"/v2/jobs/{key}/{what}", json={"variables": {"typename": 1}}), 400)
        refused(printer.post(f"/v2/jobs/{key}/{what}", json={"variables": {"a": "x" * 40_000}}), 400)
        refused(printer.post(f"/v2/jobs/{key}/{what}", json={"variables": {"a": "\0"}}), 400)
        refused(printer.post(f"/v2/jobs/{key}/{what}", json={"unknown": 1}), 400)
        refused(printer.post(f"/v2/jobs/{key}/{what}", content="{"), 400)
        refused(printer.post(f"/v2/jobs/{key}/{what}", json={"jobLeaseToken": "mine"}), 409)
    refused(printer.post(f"/v2/jobs/{key}/error", json={}), 400)
    refused(printer.post(f"/v2/jobs/{key}/failure", json={"retries": -1}), 400)
    refused(printer.patch(f"/v2/jobs/{key}", json={"changeset": {}}), 400)
    refused(printer.patch(f"/v2/jobs/{key}", json={"changeset": {"retries": 0}}), 400)
    assert labels.rows(worker_job) == before
    assert printer.post(f"/v2/jobs/{key}/completion", json={}).status_code == 204
    assert "has ended" in refused(printer.post(f"/v2/jobs/{key}/completion", json={}), 404)


def test_a_worker_that_was_too_slow_is_told(labels: Labels, printer: Program, enter: Enter) -> None:
    labels.start()
    (job,) = take(printer)
    labels.cycle.now += timedelta(milliseconds=MINUTE)
    assert take(enter("admin"))[0]["jobKey"] == job["jobKey"]
    refused(printer.post(f"/v2/jobs/{job['jobKey']}/completion", json={}), 409)


@pytest.mark.parametrize(
    "wanted",
    [
        {"type": ""},
        {"timeout": 0},
        {"maxJobsToActivate": 0},
        {"maxJobsToActivate": 10**9},
        {"type": None},
        {"worker": "x" * 300},
        {"fetchVariable": "all"},
        {"tenantIds": ["another"]},
    ],
)
def test_what_cannot_be_asked_for_is_a_problem(printer: Program, wanted: dict[str, Any]) -> None:
    whole = {"type": TYPE, "timeout": MINUTE, "maxJobsToActivate": 1, "requestTimeout": -1, **wanted}
    refused(printer.post("/v2/jobs/activation", json=whole), 400)


@pytest.mark.parametrize("username", ["c003.reporter", "d001.receiver"])
def test_staff_neither_take_nor_see_nor_send(labels: Labels, enter: Enter, username: str) -> None:
    labels.start()
    key = labels.rows(worker_job)[0].key
    stranger = enter(username)
    whole = {"type": TYPE, "timeout": MINUTE, "maxJobsToActivate": 1, "requestTimeout": -1}
    assert "worker" in refused(stranger.post("/v2/jobs/activation", json=whole), 403)
    for what in ("completion", "failure"):
        refused(stranger.post(f"/v2/jobs/{key}/{what}", json={}), 403)
    refused(stranger.post(f"/v2/jobs/{key}/error", json={"errorCode": "x"}), 403)
    refused(stranger.patch(f"/v2/jobs/{key}", json={"changeset": {"retries": 9}}), 403)
    for what in ("publication", "correlation"):
        refused(stranger.post(f"/v2/messages/{what}", json={"name": "posted", "correlationKey": "7"}), 403)
    for what in ("jobs", "message-subscriptions", "correlated-message-subscriptions"):
        assert stranger.found(what) == []


def test_a_failed_job_is_retried_and_then_an_operator_decides(
    labels: Labels, printer: Program, enter: Enter
) -> None:
    labels.start()
    (job,) = take(printer)
    path = f"/v2/jobs/{job['jobKey']}"
    failure = {"retries": 1, "errorMessage": "out of paper", "retryBackOff": MINUTE}
    assert printer.post(f"{path}/failure", json=failure).status_code == 204
    assert take(printer) == []
    (row,) = printer.found("jobs", filter={"state": "FAILED"})
    assert (row["errorMessage"], row["hasFailedWithRetriesLeft"]) == ("out of paper", True)
    labels.cycle.now += timedelta(milliseconds=MINUTE)
    assert take(printer)[0]["retries"] == 1
    assert printer.post(f"{path}/failure", json={"errorMessage": "still none"}).status_code == 204
    assert take(printer) == []
    assert enter("admin").patch(path, json={"changeset": {"retries": 5}}).status_code == 204
    assert printer.found("jobs")[0]["retries"] == 5


def test_an_error_of_the_business_is_kept_with_its_code(labels: Labels, printer: Program) -> None:
    labels.start()
    (job,) = take(printer)
    error = {"errorCode": "NO_ADDRESS", "errorMessage": "P.O. box"}
    assert printer.post(f"/v2/jobs/{job['jobKey']}/error", json=error).status_code == 204
    (row,) = printer.found("jobs", filter={"errorCode": {"$like": "NO_*"}, "state": {"$eq": "ERROR_THROWN"}})
    assert (row["errorCode"], row["errorMessage"]) == ("NO_ADDRESS", "P.O. box")
    assert row["endTime"]


def test_an_error_that_nothing_catches_is_an_incident_that_says_so(
    labels: Labels, printer: Program, enter: Enter
) -> None:
    labels.start()
    (job,) = take(printer)
    path = f"/v2/jobs/{job['jobKey']}/error"
    assert printer.post(path, json={"errorCode": "NO_INK"}).status_code == 204
    (found,) = enter("admin").found("incidents")
    assert (found["errorType"], found["jobKey"]) == ("UNHANDLED_ERROR_EVENT", job["jobKey"])
    assert "NO_INK" in found["errorMessage"]
    assert enter("admin").post(f"/v2/incidents/{found['incidentKey']}/resolution").status_code == 204
    assert take(printer)[0]["jobKey"] == job["jobKey"]


@pytest.mark.parametrize(
    "wrong", [{"errorCode": ""}, {"errorCode": 7}, {"errorCode": "x", "variables": {"typename": 1}}]
)
def test_an_error_that_cannot_be_leaves_the_job_with_its_holder(
    labels: Labels, printer: Program, wrong: dict[str, Any]
) -> None:
    labels.start()
    (job,) = take(printer)
    refused(printer.post(f"/v2/jobs/{job['jobKey']}/error", json=wrong), 400)
    assert printer.post(f"/v2/jobs/{job['jobKey']}/completion").status_code == 204


def test_its_holder_gets_more_time(labels: Labels, printer: Program) -> None:
    labels.start()
    (job,) = take(printer)
    change = {"changeset": {"timeout": 10 * MINUTE}}
    assert printer.patch(f"/v2/jobs/{job['jobKey']}", json=change).status_code == 204
    labels.cycle.now += timedelta(milliseconds=9 * MINUTE)
    assert take(printer) == []


def test_a_lease_is_the_proof_of_who_holds_a_job(labels: Labels, printer: Program) -> None:
    labels.start()
    (job,) = take(printer, withLease=True)
    path = f"/v2/jobs/{job['jobKey']}/completion"
    refused(printer.post(path, json={}), 409)
    refused(printer.post(path, json={"jobLeaseToken": "another"}), 409)
    assert printer.post(path, json={"jobLeaseToken": job["jobLeaseToken"]}).status_code == 204


def test_jobs_are_searched_by_what_they_are(labels: Labels, printer: Program) -> None:
    keys = [labels.start(str(number)) for number in range(3)]
    take(printer, maxJobsToActivate=1, worker="p-1")
    assert len(printer.found("jobs", filter={"type": TYPE, "state": "CREATED"})) == 3
    (held,) = printer.found("jobs", filter={"worker": "p-1"})
    assert held["processInstanceKey"] == str(keys[0])
    assert [
        row["processInstanceKey"]
        for row in printer.found("jobs", sort=[{"field": "jobKey", "order": "DESC"}], page={"limit": 2})
    ] == [str(key) for key in reversed(keys[1:])]
    found = printer.found("jobs", filter={"elementInstanceKey": held["elementInstanceKey"]})
    assert [row["jobKey"] for row in found] == [held["jobKey"]]
