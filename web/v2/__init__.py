"""The interface of the Camunda 8 Orchestration Cluster, for the part we serve: docs/developers/rest-v2.md."""

from fastapi import APIRouter

from web.rest.problems import PROBLEMS
from web.v2 import (
    decision_definitions,
    deployments,
    element_instances,
    evaluation,
    incidents,
    job_search,
    jobs,
    message_subscriptions,
    messages,
    process_definitions,
    process_instances,
    topology,
    user_tasks,
    variables,
)

PARTS = (
    topology,
    deployments,
    process_definitions,
    process_instances,
    user_tasks,
    incidents,
    element_instances,
    variables,
    decision_definitions,
    evaluation,
    jobs,
    job_search,
    messages,
    message_subscriptions,
)

router = APIRouter(prefix="/v2", responses=PROBLEMS)
for part in PARTS:
    router.include_router(part.router)
