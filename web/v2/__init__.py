"""The interface of the Camunda 8 Orchestration Cluster, for the part we serve: docs/developers/rest-v2.md."""

from fastapi import APIRouter

from web.rest.body import MAX_JSON_BYTES
from web.rest.problems import PROBLEMS
from web.v2 import evaluation, process_definitions, topology

router = APIRouter(prefix="/v2", max_body_size=MAX_JSON_BYTES, responses=PROBLEMS)
for part in (topology, process_definitions, evaluation):
    router.include_router(part.router)
