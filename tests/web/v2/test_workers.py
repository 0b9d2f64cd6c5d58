"""Outside workers as others wrote them, over real HTTP, and many of them waiting at once."""

import asyncio
import json
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import islice
from pathlib import Path
from typing import Any

import httpx2
import pytest
from camunda_orchestration_sdk import CamundaAsyncClient, CamundaClient, ConnectedJobContext, WorkerConfig
from camunda_orchestration_sdk.models import ElementInstanceSearchQuery
from camunda_orchestration_sdk.runtime.configuration_resolver import CamundaSdkConfigPartial
from camunda_orchestration_sdk.runtime.job_worker import JobError, JobFailure
from fastapi import FastAPI

from engine.tables import worker_job
from tests.web.loops import run_beside
from tests.web.programs import bearer, token_of
from tests.web.v2.outside import PRINTER, TYPE, Labels
from tests.workflows.cycle import PASSWORD, Cycle

CLIENT = Path(__file__).parent / "client"
PARCELS = ("fine", "jam", "nowhere", "last")


@pytest.fixture
def labels(cycle: Cycle) -> Labels:
    return Labels(cycle)


def went(sdk: CamundaClient, labels: Labels) -> list[tuple[str, str]]:
    """Where the instance of the parcel that has no address went."""
    (job,) = (row for row in labels.rows(worker_job) if row.error_code)
    wanted = {"filter": {"processInstanceKey": str(job.instance_key)}}
    found = sdk.search_element_instances(data=ElementInstanceSearchQuery.from_dict(wanted)).items
    assert labels.status(job.instance_key) == "completed"
    return [(one.element_id, one.state.value) for one in found]


CAUGHT = [("print", "TERMINATED"), ("nowhere", "COMPLETED")]


def states(labels: Labels) -> list[tuple[str, str | None]]:
    return [(row.state, row.error_code) for row in sorted(labels.rows(worker_job), key=lambda row: row.key)]


@pytest.mark.parametrize("leased", [False, True])
def test_the_python_job_worker_does_the_work(
    labels: Labels, address: str, sdk: CamundaClient, *, leased: bool
) -> None:
    for parcel in PARCELS:
        labels.start(parcel)
    seen: list[str] = []

    async def work() -> None:
        configuration: CamundaSdkConfigPartial = {
            "CAMUNDA_REST_ADDRESS": f"{address}/v2",
            "CAMUNDA_AUTH_STRATEGY": "BASIC",
            "CAMUNDA_BASIC_AUTH_USERNAME": PRINTER,
            "CAMUNDA_BASIC_AUTH_PASSWORD": PASSWORD,
        }
        done = asyncio.Event()
        loop = asyncio.get_running_loop()

        async def handle(job: ConnectedJobContext) -> dict[str, Any]:
            parcel = str(job.variables.to_dict()["parcel"])
            seen.append(parcel)
            if parcel == "jam":
                raise JobFailure("paper jam", retries=0)
            if parcel == "nowhere":
                raise JobError("NO_ADDRESS", "no such street")
            if parcel == "last":
                loop.call_soon_threadsafe(done.set)
            return {"printed": True}

        config = WorkerConfig(
            job_type=TYPE,
            job_timeout_milliseconds=60_000,
            request_timeout_milliseconds=2_000,
            max_concurrent_jobs=1,
            fetch_variables=["parcel"],
            worker_name="python",
            with_lease=leased,
        )
        async with CamundaAsyncClient(configuration=configuration) as client:
            worker = client.create_job_worker(config, handle)
            await asyncio.wait_for(done.wait(), 60)
            await worker.aclose()

    run_beside(work())
    assert seen == list(PARCELS)
    assert states(labels)[:3] == [("completed", None), ("failed", None), ("error_thrown", "NO_ADDRESS")]
    assert went(sdk, labels) == CAUGHT


def test_the_typescript_job_worker_does_the_work(labels: Labels, address: str, sdk: CamundaClient) -> None:
    assert (CLIENT / "node_modules").is_dir(), "Run `.venv/bin/npm ci --prefix tests/web/v2/client` first."
    for parcel in PARCELS:
        labels.start(parcel)
    done = subprocess.run(
        [Path(sys.prefix) / "bin" / "node", CLIENT / "worker.mjs", address, PRINTER, PASSWORD],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "parcels": [[parcel, 2, "A6"] for parcel in PARCELS],
        "states": [
            ["COMPLETED", None, "typescript"],
            ["FAILED", None, "typescript"],
            ["ERROR_THROWN", "NO_ADDRESS", "typescript"],
        ],
        "waiting": ["post"],
        "met": True,
        "twice": 409,
        "correlated": ["fine"],
    }
    assert went(sdk, labels) == CAUGHT


def ask(address: str, token: str, milliseconds: int) -> list[Any]:
    wanted = {"type": TYPE, "timeout": 60_000, "maxJobsToActivate": 1, "requestTimeout": milliseconds}
    answer = httpx2.post(f"{address}/v2/jobs/activation", json=wanted, headers=bearer(token), timeout=60)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["jobs"])


def until_they_wait(app: FastAPI, number: int) -> None:
    pause = threading.Event()
    for _ in range(2_000):
        room = getattr(app.state, "waiting_room", None)
        if room is not None and len(room.waiting.get(TYPE, ())) >= number:
            return
        pause.wait(0.01)
    raise AssertionError("they do not wait")


@pytest.fixture
def few_threads(monkeypatch: pytest.MonkeyPatch) -> int:
    """The server has fewer threads than there are workers waiting."""
    monkeypatch.setattr("web.app.THREADS", 6)
    return 6


def test_a_worker_that_waits_gets_the_job_that_comes(labels: Labels, app: FastAPI, address: str) -> None:
    token = token_of(labels.database, PRINTER)
    with ThreadPoolExecutor(1) as thread:
        asked = thread.submit(ask, address, token, 30_000)
        until_they_wait(app, 1)
        key = labels.start()
        (job,) = asked.result(30)
    assert job["processInstanceKey"] == str(key)


def test_a_wait_comes_to_its_end_with_nothing(labels: Labels, address: str) -> None:
    assert ask(address, token_of(labels.database, PRINTER), 300) == []


def test_many_who_wait_block_nobody_and_each_job_goes_to_one(
    labels: Labels, few_threads: int, app: FastAPI, address: str
) -> None:
    token, many = token_of(labels.database, PRINTER), 3 * few_threads
    with ThreadPoolExecutor(many) as threads:
        asked = [threads.submit(ask, address, token, 50_000) for _ in range(many)]
        until_they_wait(app, many)
        for path in ("/sign-in", "/health/live"):
            assert httpx2.get(f"{address}{path}", timeout=9).status_code == 200
        keys = {str(labels.start(str(number))) for number in range(3)}
        first = [job for one in islice(as_completed(asked, 60), 3) for job in one.result()]
        until_they_wait(app, many - 3)
        assert sum(one.done() for one in asked) == 3, "the others wait on"
        assert sorted(job["processInstanceKey"] for job in first) == sorted(keys)
        keys |= {str(labels.start(str(number))) for number in range(3, many)}
        got = [job["processInstanceKey"] for one in asked for job in one.result(60)]
    assert sorted(got) == sorted(keys)
