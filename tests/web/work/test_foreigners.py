"""Nobody sees or touches what is not his unit's, by any route: every route is walked by those it is not for.

Ward 3 has a draft before its head, a version sent and a document, a comment, a notice and an incident. Nobody, an
account without an office, and the clerk of Commune 5 in the other district ask for all of it by its real keys.
"""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from httpx2 import Response

from database.session import Database
from documents.submission import Rendered
from engine.definition_tables import process_definition
from engine.incidents import open_incident
from engine.statements import Driver
from notifications.tables import outbox
from organisation.staff import add_staff
from tests.web.browsing import SAME_ORIGIN, Visitor
from tests.web.programs import Program, bearer, token_of
from tests.web.signing_in import SignIn
from tests.web.work.matters import (
    called,
    controlled,
    given,
    overseen,
    proposed,
    received,
    reported,
    responded,
    reviewed,
)
from tests.web.work.routes import ROUTES, Asked
from tests.workflows.cycle import ANSWERS, PASSWORD, Cycle, at
from tests.workflows.designer.drawing import Drawing
from tests.workflows.issues.handled import Handled
from web.csrf import FIELD, HEADER, form_token
from web.rest.paths import PREFIXES
from web.schema import metadata
from workflows.attachments.adding import USUAL_LIMITS, attach, examine
from workflows.comments import add_comment
from workflows.house import HOUSE
from workflows.papers import keep_paper
from workflows.reception.tables import reception_issue
from workflows.staff_account import let_stand_in
from workflows.subject import Subject, about_report
from workflows.tables import document, report_version
from workflows.verification.ask import start_verification

SECRET = "Bà con ngõ 12 phản ánh chuyện kín của Phường 3"
FILE = SECRET.encode()
MARKS = ("chuyện kín", "Phường 3", "C003", "c003.")
NOT_OF_UNITS = {"web_session", "sign_in_attempt", "access_token", "password_check"}

Keys = dict[str, int]


@pytest.fixture
def keys(cycle: Cycle, database: Database) -> Keys:
    """Everything there is of Ward 3, by its keys."""
    cycle.go_to(at(15, 9))
    cycle.submit("C003", {**ANSWERS, "overview": SECRET})
    cycle.send_back("C003", "D001", SECRET)
    found = cycle.report("C003")
    with database.write() as session:
        office = {"vi": "Phường 3", "en": "Phường 3"}
        add_comment(
            session, cycle.viewer("c003.head"), about_report(found.key), SECRET, office=office, now=cycle.now
        )
        open_incident(
            Driver(session), found.instance_key, "send", ref="x", error=ValueError(SECRET), now=cycle.now
        )
        file, reporter = BytesIO(FILE), cycle.viewer("c003.reporter")
        examined = examine(file, "chuyen-kin.txt", USUAL_LIMITS)
        task = cycle.task("C003", "draft")
        attached = attach(session, reporter, task, examined, file, limits=USUAL_LIMITS, now=cycle.now)
        let_stand_in(
            session,
            "c003.reporter",
            "c003.head",
            first=at(15).date(),
            last=at(15).date(),
            now=cycle.now,
        )
        add_staff(session, "stranger", PASSWORD, office="stranger", now=cycle.now)
        question = {"title": SECRET, "question": SECRET, "lead": "D001", "urgency": "normal"}
        verification = start_verification(session, HOUSE, reporter, "C003", question, cycle.now).key
        minutes = Rendered(FILE, "0" * 64, 1)
        paper = keep_paper(session, Subject("verification", verification), "minutes", minutes, cycle.now)
        direction = given(session, cycle, what=SECRET)
        proposal = proposed(session, cycle, what=SECRET)
        review = reviewed(session, cycle)
        call = called(session, cycle, title=SECRET)
    issue = Handled(cycle).raised(summary=SECRET).key
    control = controlled(database, "C003", date(2025, 6, 6))
    case = overseen(database, cycle, issue)
    event = reported(cycle, summary=SECRET)
    sitting = received(database, cycle, summary=SECRET)
    response = responded(cycle, what=SECRET)
    drawing = Drawing(database)
    deployed, altered = drawing.change_of("adhoc_report.form", title=SECRET)
    content = bytes(drawing.row(altered).content)
    drawing.save(altered, content.replace(b'"title_en": "', b'"title_en": "New '))
    deployment = drawing.deploy(deployed, reason=SECRET)
    change, draft = drawing.change_of("monthly_report.form", title=SECRET)
    with database.read() as session:
        one = session.execute(
            sa.select(report_version.c.key, document.c.key.label("document")).join(
                document, document.c.version_key == report_version.c.key
            )
        ).first()
        assert one is not None
        raised = session.execute(sa.select(reception_issue.c.issue_key).limit(1)).scalar_one()
        notice = sa.select(outbox.c.key).where(outbox.c.recipient == "C003.reporter").limit(1)
        definition = sa.select(process_definition.c.key).limit(1)
        return {
            "attachment": attached,
            "verification": verification,
            "paper": paper,
            "task": cycle.task("C003", "draft"),
            "report": found.key,
            "instance": found.instance_key,
            "unit": found.unit_key,
            "cycle": cycle.key,
            "version": one.key,
            "document": one.document,
            "notice": session.execute(notice).scalar_one(),
            "incident": 1,
            "absence": 1,
            "direction": direction,
            "proposal": proposal,
            "review": review,
            "follow_up": control,
            "data_call": call,
            "issue": issue,
            "oversight": case,
            "quick_report": event,
            "reception": sitting,
            "received": raised,
            "response": response,
            "design_change": change,
            "design_draft": draft,
            "design_deployment": deployment,
            "definition": session.execute(definition).scalar_one(),
        }


@pytest.fixture(autouse=True)
def _nobody_waits_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stream of news ends after its first line."""
    monkeypatch.setattr("web.inbox.watching.LONGEST_SECONDS", 0)


def walked(app: FastAPI) -> list[str]:
    return [
        f"{method} {one.path}"
        for one in iter_route_contexts(app.routes)
        for method in sorted(one.methods or ())
    ]


def test_every_route_says_what_a_foreigner_gets(app: FastAPI) -> None:
    routes = set(walked(app))
    assert not routes - set(ROUTES), "Enter the new route in tests/web/work/routes.py."
    assert not set(ROUTES) - routes, "These routes are gone."


Ask = Callable[[str, Asked], Response]


def test_nobody_gets_no_further_than_the_door(app: FastAPI, keys: Keys, database: Database) -> None:
    before = contents(database)
    with Visitor(app) as visitor:
        for name, asked in ROUTES.items():
            answer = ask(visitor, name, asked, keys)
            if asked.open:
                assert answer.status_code < 500, name
            else:
                assert answer.status_code in {303, 401, 403}, name
            assert_nothing_shown(name, answer)
    assert_same(before, contents(database), "nobody", frozenset())


@pytest.mark.parametrize("username", ["stranger", "c005.reporter"])
def test_those_of_elsewhere_see_and_change_nothing(
    app: FastAPI, sign_in: SignIn, keys: Keys, database: Database, username: str
) -> None:
    program = Program(app, **bearer(token_of(database, username)))
    before = contents(database)
    for name, asked in ROUTES.items():
        visitor = sign_in(username)
        sender = program if name.partition(" ")[2].startswith(PREFIXES) else visitor
        answer = ask(sender, name, asked, keys)
        allowed = {asked.answer} if username == "c005.reporter" else {asked.answer, 200, 403, 404}
        assert answer.status_code in allowed, f"{name}: {answer.status_code}"
        if answer.status_code == 303:
            answer = visitor.get(answer.headers["location"])
        assert_nothing_shown(name, answer)
        after = contents(database)
        assert_same(before, after, name, asked.changes)
        before = after


def test_the_walk_would_see_what_it_looks_for(sign_in: SignIn, keys: Keys, database: Database) -> None:
    """The same questions by the ward itself: all of it is there to be found."""
    clerk = sign_in("c003.reporter")
    for path in (f"/tasks/{keys['task']}", f"/reports/{keys['report']}"):
        assert "chuyện kín" in clerk.get(path).text
    assert clerk.get(f"/documents/{keys['document']}.pdf").status_code == 200
    before = contents(database)
    clerk.submit(f"/reports/{keys['report']}/comments", {"text": "ghi"}, page=f"/reports/{keys['report']}")
    assert contents(database) != before
    assert "chuyện kín" not in sign_in("admin").get("/incidents").text, "an error's message may quote a form"


def ask(sender: Any, name: str, asked: Asked, keys: Keys) -> Response:
    method, _, template = name.partition(" ")
    path = template.replace("{key}", str(keys[asked.key])) if asked.key else template
    path = (
        path.replace("{issue}", str(keys["received"]))
        .replace("{attachment}", str(keys["attachment"]))
        .replace("{token}", "a" * 43)
    )
    for part, real in (
        ("{kind}", "form"),
        ("{name}", "monthly_report"),
        ("{version}", "1"),
        ("{mark}", "base"),
    ):
        path = path.replace(part, real)
    query = {field: value.format(**keys) for field, value in asked.query.items()}
    found: Response
    if method in {"GET", "DELETE"} or asked.json is not None:
        more = {} if asked.json is None else {"json": named(asked.json, keys)}
        found = sender.request(method, path, params=query, **more)
        return found
    token = form_token(sender.cookies.get("sid") or "")
    if asked.raw:
        found = sender.request(method, path, content=b"{}", headers={HEADER: token, **SAME_ORIGIN})
        return found
    if asked.file:
        found = sender.post(path, data={FIELD: token}, files={asked.file: ("x.txt", b"x")})
        return found
    fields = [*((field, value.format(**keys)) for field, value in asked.fields.items()), (FIELD, token)]
    return sender.post_form(path, fields)  # type: ignore[no-any-return] # a visitor or a program


def named(json: Any, keys: Keys) -> Any:
    """The body with its keys put in."""
    if isinstance(json, dict):
        return {name: named(value, keys) for name, value in json.items()}
    return json.format(**keys) if isinstance(json, str) else json


def assert_nothing_shown(name: str, answer: Response) -> None:
    for mark in MARKS:
        if name.startswith("GET /tasks") and mark == "Phường 3":
            continue  # what was searched for stands in the field again
        assert mark not in answer.text, f"{name} shows {mark!r}"


def _short(cell: Any) -> Any:
    """Files are compared by their hash: the walk writes them down some hundred times."""
    return hash(cell) if isinstance(cell, bytes) else cell


def contents(database: Database) -> dict[str, list[str]]:
    with database.read() as session:
        return {
            table.name: sorted(
                str([_short(cell) for cell in row]) for row in session.execute(sa.select(table))
            )
            for table in metadata.sorted_tables
            if table.name not in NOT_OF_UNITS
        }


def assert_same(
    before: dict[str, list[str]], after: dict[str, list[str]], who: str, changes: frozenset[str]
) -> None:
    changed = {name for name in before if before[name] != after[name]}
    assert not changed - changes, f"{who} changed {changed}"
