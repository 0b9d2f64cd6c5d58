"""What every route is asked by those it is not for. A new route is entered here, or the walk fails.

`key` names what of the foreign ward the address leads to; `fields` is a form, `json` the body of a program. The walk
itself demands that nothing foreign is shown or changed; `answer` is the status that a neighbour gets: staff of
another district, who may ask but finds nothing there. `changes` are the tables in which his own rows may change.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Asked:
    """One route and how it is tried."""

    answer: int
    key: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    json: Any = None
    query: Mapping[str, str] = field(default_factory=dict)
    file: str = ""
    """The name of the field that carries a file."""
    changes: frozenset[str] = frozenset()
    raw: bool = False
    """Whether its body is a file as an editor sends it, and the token of the page a header."""
    open: bool = False
    """Whether it is meant for everybody, without signing in."""


DRAFT = {"overview": "của người lạ", "_revision": "1", "version": "1"}

ROUTES: Mapping[str, Asked] = {
    "GET /": Asked(303),
    "GET /sign-in": Asked(303, open=True),
    "POST /sign-in": Asked(422, fields={"username": "p01.leader", "password": "x"}, open=True),
    "POST /sign-out": Asked(303),
    "GET /language": Asked(303, query={"to": "en"}, open=True),
    "GET /tasks": Asked(200, query={"scope": "unit", "q": "phuong 3"}),
    "GET /tasks/{key}": Asked(404, key="task"),
    "POST /tasks/{key}": Asked(404, key="task", fields={"do": "send", **DRAFT}),
    "POST /tasks/{key}/claim": Asked(404, key="task", fields={"do": "claim", **DRAFT}),
    "POST /tasks/{key}/draft": Asked(404, key="task", fields=DRAFT),
    "GET /tasks/{key}/attachments": Asked(404, key="task"),
    "POST /tasks/{key}/attachments": Asked(404, key="task", file="file"),
    "POST /tasks/{key}/attachments/{attachment}/removal": Asked(404, key="task"),
    "GET /attachments/{key}": Asked(404, key="attachment"),
    "POST /tasks/together": Asked(409, key="task", fields={"do": "take", "task": "{task}"}),
    "GET /absence": Asked(200),
    "POST /absence": Asked(
        422, fields={"absent": "1", "by": "2", "first": "2025-05-20", "last": "2025-05-20"}
    ),
    "GET /responsibilities": Asked(200),
    "POST /responsibilities": Asked(
        404, fields={"unit": "{unit}", "area": "", "staff": "1", "since": "2025-06-20"}
    ),
    "POST /responsibilities/{key}/end": Asked(404, key="absence"),
    "POST /absence/{key}/end": Asked(404, key="absence"),
    "POST /tasks/filters": Asked(303, fields={"name": "x"}, changes=frozenset({"saved_filter"})),
    "POST /tasks/filters/{key}/removal": Asked(303, key="incident", changes=frozenset({"saved_filter"})),
    "GET /tasks/news": Asked(200),
    "GET /tasks/news/stream": Asked(200),
    "GET /papers/{key}.pdf": Asked(404, key="paper"),
    "GET /verifications": Asked(200),
    "GET /verifications/new": Asked(200),
    "POST /verifications/new": Asked(422, fields={"do": "ask", "title": "x"}),
    "GET /verifications/{key}": Asked(404, key="verification"),
    "GET /cycles": Asked(303),
    "GET /cycles/open": Asked(404),
    "POST /cycles/open": Asked(404, fields={"kind": "monthly", "unit": "P01"}),
    "GET /indicators": Asked(200),
    "GET /indicators.xlsx": Asked(200),
    "GET /indicators.pdf": Asked(200),
    "GET /indicators/issues": Asked(200, query={"of": "unanswered", "first": "2025-05-01"}),
    "GET /directions": Asked(200, query={"side": "given"}),
    "GET /directions/new": Asked(403),
    "POST /directions/new": Asked(
        403, fields={"do": "give", "unit": "D001", "what": "x", "due": "2025-06-02"}
    ),
    "GET /directions/{key}": Asked(404, key="direction"),
    "POST /directions/{key}/withdrawal": Asked(404, key="direction", fields={"reason": "x"}),
    "GET /follow-ups": Asked(200),
    "GET /follow-ups/{key}": Asked(404, key="follow_up"),
    "GET /follow-ups/{key}/list.pdf": Asked(404, key="follow_up"),
    "GET /quick-reports": Asked(200, query={"side": "sent"}),
    "GET /quick-reports/new": Asked(200),
    "POST /quick-reports/new": Asked(422, fields={"summary": "x"}),
    "GET /quick-reports/{key}": Asked(404, key="quick_report"),
    "GET /data-calls": Asked(200, query={"side": "calling"}),
    "GET /data-calls/new": Asked(200),
    "POST /data-calls/new": Asked(422, fields={"do": "call", "title": "x"}),
    "GET /data-calls/{key}": Asked(404, key="data_call"),
    "GET /data-calls/{key}/answers.xlsx": Asked(404, key="data_call"),
    "POST /data-calls/{key}/closing": Asked(404, key="data_call"),
    "GET /oversight": Asked(200),
    "GET /oversight/new": Asked(404, key="issue", query={"issue": "{issue}"}),
    "POST /oversight/new": Asked(
        404, key="issue", fields={"issue": "{issue}", "body": "D001-TTQ", "reason": "x"}
    ),
    "GET /oversight/{key}": Asked(404, key="oversight"),
    "GET /reviews": Asked(200),
    "GET /reviews/{key}": Asked(404, key="review"),
    "GET /legal-bases": Asked(200),
    "GET /plans": Asked(404),
    "POST /plans": Asked(404, fields={"kind": "monthly", "unit": "P01"}),
    "GET /tasks/{key}/issues": Asked(404, key="task"),
    "POST /tasks/{key}/issues": Asked(404, key="task"),
    "GET /cycles/{key}": Asked(404, key="cycle", query={"unit": "{unit}"}),
    "GET /reports/{key}/numbers/{field}": Asked(404, key="report"),
    "GET /reports/{key}": Asked(404, key="report"),
    "GET /documents/{key}.pdf": Asked(404, key="document"),
    "POST /reports/{key}/comments": Asked(404, key="report", fields={"text": "của người lạ"}),
    "POST /reports/{key}/correction": Asked(404, key="report", fields={"reason": "của người lạ"}),
    "POST /reports/{key}/withdrawal": Asked(404, key="report", fields={"reason": "của người lạ"}),
    "GET /versions/{key}": Asked(404, key="version"),
    "GET /overdue": Asked(200),
    "GET /owed": Asked(200, query={"side": "awaited"}),
    "GET /exceptions": Asked(200),
    "GET /hot-spots": Asked(200),
    "GET /hot-spots/{key}": Asked(404, key="report"),
    "GET /morning": Asked(200),
    "GET /issues": Asked(200),
    "GET /issues/new": Asked(200),
    "POST /issues/new": Asked(422, fields={"summary": "x"}),
    "GET /issues/{key}": Asked(404, key="report"),
    "GET /issues/undelivered": Asked(200),
    "GET /issues/{key}/deliveries": Asked(404, key="issue"),
    "GET /issues/raised/{month}": Asked(404, key="report"),
    "GET /receipts": Asked(200, open=True),
    "POST /receipts": Asked(422, fields={"number": "K7MQ-3VXA-9TRC"}, open=True),
    "GET /issues/{key}/receipts/{source}": Asked(404, key="report"),
    "POST /issues/{key}/receipts/{source}/contact/removal": Asked(404, key="report"),
    "POST /issues/{key}/merge": Asked(404, key="report", fields={"into": "1"}),
    "POST /issues/{key}/part": Asked(404, key="report"),
    "POST /issues/{key}/reopen": Asked(404, key="report", fields={"reason": "x"}),
    "GET /notices": Asked(200),
    "GET /notices/{key}": Asked(404, key="notice"),
    "POST /notices/read": Asked(303, changes=frozenset({"outbox"})),
    "GET /preferences": Asked(200),
    "POST /preferences": Asked(
        303,
        fields={"mode": "never", "language": "vi", "digest_at": "07:00"},
        changes=frozenset({"preference"}),
    ),
    "POST /preferences/address": Asked(422, fields={"address": ""}, changes=frozenset({"preference"})),
    "GET /preferences/confirm/{token}": Asked(422),
    "GET /deliveries": Asked(404),
    "POST /deliveries/{key}/retry": Asked(404, key="incident"),
    "GET /incidents": Asked(404),
    "POST /incidents/retry": Asked(404, fields={"incident": "1"}),
    "POST /incidents/{key}/retry": Asked(404, key="incident"),
    "POST /clock": Asked(404, fields={"step": "day"}),
    "GET /designer": Asked(404),
    "POST /designer/changes": Asked(404, fields={"file": "1"}),
    "GET /designer/changes/{key}": Asked(404, key="design_change"),
    "GET /designer/drafts/{key}": Asked(404, key="design_draft"),
    "GET /designer/drafts/{key}/content": Asked(404, key="design_draft"),
    "PUT /designer/drafts/{key}/content": Asked(404, key="design_draft", raw=True),
    "POST /designer/drafts/{key}/check": Asked(404, key="design_draft", raw=True),
    "GET /designer/drafts/{key}/context": Asked(404, key="design_draft"),
    "GET /designer/drafts/{key}/others": Asked(404, key="design_draft"),
    "GET /health/live": Asked(200, open=True),
    "GET /health/ready": Asked(200, open=True),
    "GET /metrics": Asked(404, open=True),
    "GET /status": Asked(404),
    "GET /openapi.json": Asked(200, open=True),
    "GET /v2/topology": Asked(200),
    "GET /v2/license": Asked(200),
    "GET /v2/authentication/me": Asked(200),
    "POST /v2/process-definitions/search": Asked(200, json={}),
    "GET /v2/process-definitions/{key}": Asked(200, key="definition"),
    "GET /v2/process-definitions/{key}/xml": Asked(200, key="definition"),
    "GET /v2/process-definitions/{key}/form": Asked(204, key="definition"),
    "POST /v2/deployments": Asked(403, file="resources"),
    "POST /v2/process-instances": Asked(403, json={"processDefinitionId": "periodic_report"}),
    "POST /v2/process-instances/search": Asked(200, json={}),
    "GET /v2/process-instances/{key}": Asked(404, key="instance"),
    "POST /v2/process-instances/{key}/cancellation": Asked(404, key="instance", json={}),
    "POST /v2/user-tasks/search": Asked(200, json={}),
    "GET /v2/user-tasks/{key}": Asked(404, key="task"),
    "GET /v2/user-tasks/{key}/form": Asked(404, key="task"),
    "PATCH /v2/user-tasks/{key}": Asked(404, key="task", json={"changeset": {"priority": 1}}),
    "POST /v2/user-tasks/{key}/assignment": Asked(404, key="task", json={"assignee": "stranger"}),
    "DELETE /v2/user-tasks/{key}/assignee": Asked(404, key="task"),
    "POST /v2/user-tasks/{key}/completion": Asked(404, key="task", json={"variables": DRAFT}),
    "POST /v2/user-tasks/{key}/variables/search": Asked(404, key="task", json={}),
    "POST /v2/element-instances/search": Asked(200, json={"filter": {"processInstanceKey": "{instance}"}}),
    "GET /v2/element-instances/{key}": Asked(404, key="task"),
    "POST /v2/variables/search": Asked(200, json={"filter": {"processInstanceKey": "{instance}"}}),
    "GET /v2/variables/{key}": Asked(404, key="task"),
    "POST /v2/incidents/search": Asked(200, json={}),
    "GET /v2/incidents/{key}": Asked(404, key="incident"),
    "POST /v2/incidents/{key}/resolution": Asked(404, key="incident", json={}),
    "POST /v2/decision-definitions/search": Asked(200, json={}),
    "GET /v2/decision-definitions/{key}": Asked(200, key="definition"),
    "GET /v2/decision-definitions/{key}/xml": Asked(200, key="definition"),
    "POST /v2/jobs/activation": Asked(403, json={"type": "x", "timeout": 1, "maxJobsToActivate": 1}),
    "POST /v2/jobs/{key}/completion": Asked(403, key="incident", json={}),
    "POST /v2/jobs/{key}/failure": Asked(403, key="incident", json={}),
    "POST /v2/jobs/{key}/error": Asked(403, key="incident", json={"errorCode": "x"}),
    "PATCH /v2/jobs/{key}": Asked(403, key="incident", json={"changeset": {"retries": 1}}),
    "POST /v2/jobs/search": Asked(200, json={}),
    "POST /v2/messages/publication": Asked(403, json={"name": "x"}),
    "POST /v2/messages/correlation": Asked(403, json={"name": "x"}),
    "POST /v2/message-subscriptions/search": Asked(200, json={}),
    "POST /v2/correlated-message-subscriptions/search": Asked(200, json={}),
    "POST /v2/expression/evaluation": Asked(400, json={"expression": '=subordinates("C003")'}),
    "POST /v2/decision-definitions/evaluation": Asked(
        200, json={"decisionDefinitionId": "submission_due", "variables": {}}
    ),
    "GET /api/units": Asked(200),
    "GET /api/units/{key}": Asked(404, key="unit"),
    "GET /api/cycles": Asked(200),
    "GET /api/cycles/{key}": Asked(200, key="cycle"),
    "POST /api/cycles": Asked(403, json={"period": "2025-06", "unit": "P01"}),
    "GET /api/submissions": Asked(200, query={"unit": "{unit}"}),
    "GET /api/submissions/{key}": Asked(404, key="report"),
    "GET /api/submissions/{key}/pdf": Asked(404, key="report"),
    "GET /api/receipts": Asked(200, query={"submission": "{report}"}),
}
