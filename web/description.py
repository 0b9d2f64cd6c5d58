"""/openapi.json: what programs may ask of /v2 and /api. It is open: it holds no data."""

from typing import Any

import orjson
from fastapi import APIRouter, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import Response
from fastapi.routing import iter_route_contexts

from web.rest.paths import PREFIXES

router = APIRouter()

_SCHEMES = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "A token made by `manage.py token create USER`; it does what its account may do.",
    },
    "basic": {"type": "http", "scheme": "basic", "description": "Name and password of an account."},
}
_PROBLEM = {"schema": {"$ref": "#/components/schemas/Problem"}}


@router.get("/openapi.json")
def describe(request: Request) -> Response:
    """The description, made once for a running application."""
    known: bytes | None = getattr(request.app.state, "description", None)
    if known is None:
        known = request.app.state.description = orjson.dumps(description(request.app.routes))
    return Response(known, media_type="application/json", headers={"cache-control": "public, max-age=300"})


def description(routes: Any) -> dict[str, Any]:
    """The OpenAPI 3.1 document of the routes for programs, and of no page."""
    ours = [one for one in iter_route_contexts(routes) if str(one.path).startswith(PREFIXES)]
    made = get_openapi(
        title="Giaoban",
        version="1",
        summary="Reporting cycles of local government.",
        description="/v2 speaks as the Camunda 8 Orchestration Cluster does, for the part that is served; "
        "/api is the reporting work. Keys are texts of digits, moments are in UTC. A refusal is problem+json.",
        routes=ours,
    )
    made["components"]["securitySchemes"] = _SCHEMES
    made["security"] = [{name: []} for name in _SCHEMES]
    for operation in (one for path in made["paths"].values() for one in path.values()):
        _tell_problems(operation["responses"])
    return made


def _tell_problems(responses: dict[str, Any]) -> None:
    """Refusals are problem+json; a request that is not of the shape it must have is answered 400."""
    responses.pop("422", None)
    for status, told in responses.items():
        if status >= "400" and "content" in told:
            told["content"] = {"application/problem+json": _PROBLEM}
