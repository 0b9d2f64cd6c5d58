"""What every route is asked by those it is not for. A new route is entered here, or the walk fails.

`key` names what of the foreign ward the address leads to; `fields` is a form, `json` the body of a program. The walk
itself demands that nothing foreign is shown or changed; `answers` are the statuses that a neighbour may get: staff of
another district, who may ask but finds nothing there. `changes` are the tables in which his own rows may change.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ABSENT = frozenset({404})
OWN = frozenset({200, 303, 307})
REFUSED = frozenset({400, 403, 404, 409, 422})


@dataclass(frozen=True)
class Asked:
    """One route and how it is tried."""

    answers: frozenset[int]
    key: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    json: Any = None
    query: Mapping[str, str] = field(default_factory=dict)
    changes: frozenset[str] = frozenset()
    open: bool = False
    """Whether it is meant for everybody, without signing in."""


DRAFT = {"overview": "của người lạ", "_revision": "1", "version": "1"}

ROUTES: Mapping[str, Asked] = {
    "GET /": Asked(OWN),
    "GET /sign-in": Asked(OWN, open=True),
    "POST /sign-in": Asked(frozenset({422}), fields={"username": "p01.leader", "password": "x"}, open=True),
    "POST /sign-out": Asked(OWN),
    "GET /language": Asked(OWN, query={"to": "en"}, open=True),
    "GET /tasks": Asked(OWN, query={"scope": "unit", "q": "phuong 3"}),
    "GET /tasks/{key}": Asked(ABSENT, key="task"),
    "POST /tasks/{key}": Asked(ABSENT, key="task", fields={"do": "send", **DRAFT}),
    "POST /tasks/{key}/claim": Asked(ABSENT, key="task", fields={"do": "claim", **DRAFT}),
    "POST /tasks/{key}/draft": Asked(ABSENT, key="task", fields=DRAFT),
    "GET /tasks/{key}/attachments": Asked(ABSENT, key="task"),
    "POST /tasks/{key}/attachments": Asked(REFUSED, key="task"),
    "POST /tasks/{key}/attachments/{attachment}/removal": Asked(ABSENT, key="task"),
    "GET /attachments/{key}": Asked(ABSENT, key="attachment"),
    "POST /tasks/together": Asked(frozenset({409}), key="task", fields={"do": "take", "task": "{task}"}),
    "GET /absence": Asked(OWN),
    "POST /absence": Asked(
        REFUSED, fields={"absent": "1", "by": "2", "first": "2025-05-20", "last": "2025-05-20"}
    ),
    "POST /absence/{key}/end": Asked(ABSENT, key="absence"),
    "POST /tasks/filters": Asked(OWN, fields={"name": "x"}, changes=frozenset({"saved_filter"})),
    "POST /tasks/filters/{key}/removal": Asked(OWN, key="incident", changes=frozenset({"saved_filter"})),
    "GET /tasks/news": Asked(OWN),
    "GET /tasks/news/stream": Asked(OWN),
    "GET /cycles": Asked(OWN),
    "GET /cycles/open": Asked(OWN | REFUSED),
    "POST /cycles/open": Asked(REFUSED, fields={"kind": "monthly", "unit": "P01"}),
    "GET /plans": Asked(REFUSED),
    "POST /plans": Asked(REFUSED, fields={"kind": "monthly", "unit": "P01"}),
    "GET /tasks/{key}/issues": Asked(ABSENT, key="task"),
    "POST /tasks/{key}/issues": Asked(ABSENT, key="task"),
    "GET /cycles/{key}": Asked(ABSENT, key="cycle", query={"unit": "{unit}"}),
    "GET /reports/{key}": Asked(ABSENT, key="report"),
    "GET /documents/{key}.pdf": Asked(ABSENT, key="document"),
    "POST /reports/{key}/comments": Asked(ABSENT, key="report", fields={"text": "của người lạ"}),
    "POST /reports/{key}/correction": Asked(ABSENT, key="report", fields={"reason": "của người lạ"}),
    "POST /reports/{key}/withdrawal": Asked(ABSENT, key="report", fields={"reason": "của người lạ"}),
    "GET /versions/{key}": Asked(ABSENT, key="version"),
    "GET /overdue": Asked(OWN),
    "GET /notices": Asked(OWN),
    "GET /notices/{key}": Asked(ABSENT, key="notice"),
    "POST /notices/read": Asked(OWN | REFUSED, changes=frozenset({"outbox"})),
    "GET /preferences": Asked(OWN),
    "POST /preferences": Asked(OWN | REFUSED, changes=frozenset({"preference"})),
    "POST /preferences/address": Asked(
        OWN | REFUSED, fields={"address": ""}, changes=frozenset({"preference"})
    ),
    "GET /preferences/confirm/{token}": Asked(OWN | REFUSED),
    "GET /deliveries": Asked(ABSENT),
    "POST /deliveries/{key}/retry": Asked(ABSENT, key="incident"),
    "GET /incidents": Asked(ABSENT),
    "POST /incidents/retry": Asked(ABSENT, fields={"incident": "1"}),
    "POST /incidents/{key}/retry": Asked(ABSENT, key="incident"),
    "POST /clock": Asked(ABSENT, fields={"step": "day"}),
    "GET /health/live": Asked(OWN, open=True),
    "GET /health/ready": Asked(OWN, open=True),
    "GET /metrics": Asked(ABSENT, open=True),
    "GET /status": Asked(ABSENT),
    "GET /openapi.json": Asked(OWN, open=True),
    "GET /v2/topology": Asked(OWN),
    "GET /v2/license": Asked(OWN),
    "GET /v2/authentication/me": Asked(OWN),
    "POST /v2/process-definitions/search": Asked(OWN, json={}),
    "GET /v2/process-definitions/{key}": Asked(OWN, key="definition"),
    "GET /v2/process-definitions/{key}/xml": Asked(OWN, key="definition"),
    "GET /v2/process-definitions/{key}/form": Asked(frozenset({204}), key="definition"),
    "POST /v2/deployments": Asked(REFUSED | {415}, json={}),
    "POST /v2/process-instances": Asked(REFUSED, json={"processDefinitionId": "periodic_report"}),
    "POST /v2/process-instances/search": Asked(OWN, json={}),
    "GET /v2/process-instances/{key}": Asked(ABSENT, key="instance"),
    "POST /v2/process-instances/{key}/cancellation": Asked(REFUSED, key="instance", json={}),
    "POST /v2/user-tasks/search": Asked(OWN, json={}),
    "GET /v2/user-tasks/{key}": Asked(ABSENT, key="task"),
    "GET /v2/user-tasks/{key}/form": Asked(ABSENT, key="task"),
    "PATCH /v2/user-tasks/{key}": Asked(REFUSED, key="task", json={"changeset": {"priority": 1}}),
    "POST /v2/user-tasks/{key}/assignment": Asked(REFUSED, key="task", json={"assignee": "stranger"}),
    "DELETE /v2/user-tasks/{key}/assignee": Asked(REFUSED, key="task"),
    "POST /v2/user-tasks/{key}/completion": Asked(REFUSED, key="task", json={"variables": DRAFT}),
    "POST /v2/user-tasks/{key}/variables/search": Asked(REFUSED, key="task", json={}),
    "POST /v2/element-instances/search": Asked(OWN | REFUSED, json={}),
    "GET /v2/element-instances/{key}": Asked(REFUSED, key="task"),
    "POST /v2/variables/search": Asked(OWN | REFUSED, json={}),
    "GET /v2/variables/{key}": Asked(REFUSED, key="task"),
    "POST /v2/incidents/search": Asked(OWN | REFUSED, json={}),
    "GET /v2/incidents/{key}": Asked(REFUSED, key="incident"),
    "POST /v2/incidents/{key}/resolution": Asked(REFUSED, key="incident", json={}),
    "POST /v2/decision-definitions/search": Asked(OWN, json={}),
    "GET /v2/decision-definitions/{key}": Asked(OWN | ABSENT, key="definition"),
    "GET /v2/decision-definitions/{key}/xml": Asked(OWN | ABSENT, key="definition"),
    "POST /v2/jobs/activation": Asked(REFUSED, json={"type": "x", "timeout": 1, "maxJobsToActivate": 1}),
    "POST /v2/jobs/{key}/completion": Asked(REFUSED, key="incident", json={}),
    "POST /v2/jobs/{key}/failure": Asked(REFUSED, key="incident", json={}),
    "POST /v2/jobs/{key}/error": Asked(REFUSED, key="incident", json={"errorCode": "x"}),
    "PATCH /v2/jobs/{key}": Asked(REFUSED, key="incident", json={"changeset": {"retries": 1}}),
    "POST /v2/jobs/search": Asked(OWN, json={}),
    "POST /v2/messages/publication": Asked(REFUSED, json={"name": "x"}),
    "POST /v2/messages/correlation": Asked(REFUSED, json={"name": "x"}),
    "POST /v2/message-subscriptions/search": Asked(OWN, json={}),
    "POST /v2/correlated-message-subscriptions/search": Asked(OWN, json={}),
    "POST /v2/expression/evaluation": Asked(OWN | REFUSED, json={"expression": '=subordinates("C003")'}),
    "POST /v2/decision-definitions/evaluation": Asked(
        OWN | REFUSED, json={"decisionDefinitionId": "submission_due", "variables": {}}
    ),
    "GET /api/units": Asked(OWN),
    "GET /api/units/{key}": Asked(ABSENT, key="unit"),
    "GET /api/cycles": Asked(OWN),
    "GET /api/cycles/{key}": Asked(OWN, key="cycle"),
    "POST /api/cycles": Asked(REFUSED, json={"period": "2025-06", "unit": "P01"}),
    "GET /api/submissions": Asked(OWN, query={"unit": "{unit}"}),
    "GET /api/submissions/{key}": Asked(ABSENT, key="report"),
    "GET /api/submissions/{key}/pdf": Asked(ABSENT, key="report"),
    "GET /api/receipts": Asked(OWN, query={"submission": "{report}"}),
}
