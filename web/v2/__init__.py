"""The interface of the Camunda 8 Orchestration Cluster, for the part we serve: docs/developers/rest-v2.md."""

from fastapi import APIRouter

from web.rest.body import MAX_JSON_BYTES
from web.rest.problems import PROBLEMS
from web.v2 import (
    evaluation,
    job_search,
    jobs,
    message_subscriptions,
    messages,
    process_definitions,
    topology,
)

PARTS = (
    topology,
    process_definitions,
    evaluation,
    jobs,
    job_search,
    messages,
    message_subscriptions,
)

router = APIRouter(prefix="/v2", max_body_size=MAX_JSON_BYTES, responses=PROBLEMS)
for part in PARTS:
    router.include_router(part.router)
