"""What comes with the product is deployable; what is broken is refused as a whole, with sentences."""

import pytest
import sqlalchemy as sa

from bpmn.catalogue import Catalogue
from bpmn.lint import report
from bpmn.read import read_definitions
from engine.definition_tables import process_definition
from engine.errors import Refused
from forms.schema import load_form
from periods.profile import VIETNAM
from tests.workflows.cycle import ISSUE, Cycle, at
from workflows.actions import ACTIONS
from workflows.data_call.ask import FORM as ASK_DATA_CALL
from workflows.deployment import catalogue_of, deploy_files, findings_of, shipped_files
from workflows.errors import Refused as WorkRefused
from workflows.house import HOUSE
from workflows.issues.raising import FORM as NEW_ISSUE
from workflows.quick_report.sending import FORM as QUICK_REPORT
from workflows.reception.deciding import FORM as DECIDED_AFTER_IT
from workflows.reception.raising import FORM as RAISED_AT_SITTING
from workflows.report_rules import report_form
from workflows.submission_document import submission_facts
from workflows.verification.ask import FORM as ASK_VERIFICATION

DIAGRAM = dict(shipped_files())["periodic_report.bpmn"]
SHOWN_BY_PAGES = {
    ASK_DATA_CALL,
    ASK_VERIFICATION,
    NEW_ISSUE,
    QUICK_REPORT,
    RAISED_AT_SITTING,
    DECIDED_AFTER_IT,
}


def test_the_shipped_diagrams_are_clean() -> None:
    files = shipped_files()
    for name, findings in findings_of(files, catalogue_of(HOUSE, files)).items():
        assert findings == [], report(name, findings, "en")


def test_every_action_is_used_by_a_shipped_diagram_and_every_form_by_a_task_or_a_kind_of_report() -> None:
    text = "".join(content.decode() for name, content in shipped_files() if name.endswith(".bpmn"))
    for name in ACTIONS:
        assert f'type="{name}"' in text
    rules = dict(shipped_files())["report_rules.dmn"].decode()
    for name, content in shipped_files():
        if name.endswith(".form"):
            form = load_form(content).id
            asked = f'formId="{form}"' in text or f'<text>"{form}"</text>' in rules
            assert asked or form in SHOWN_BY_PAGES


def test_every_kind_of_report_has_a_form_that_is_shipped(cycle: Cycle) -> None:
    with cycle.database.read() as session:
        forms = {
            rule.report_kind: report_form(session, rule.report_kind) for rule in VIETNAM.windows.values()
        }
    assert forms["weekly"] == forms["monthly"] == "monthly_report"
    assert len(set(forms.values())) == 6


def test_a_diagram_deployed_alone_keeps_every_form_it_may_come_to_show(cycle: Cycle) -> None:
    changed = DIAGRAM.replace("Báo cáo định kỳ của một đơn vị".encode(), "Báo cáo".encode())
    with cycle.database.write() as session:
        done = deploy_files(session, HOUSE, [("periodic_report.bpmn", changed)], actor="system", now=at(2))
    named = {item.name for item in done.items if item.kind == "form"}
    assert {"monthly_report", "quarterly_report", "adhoc_report", "approve_report"} <= named


def test_every_service_task_that_is_shipped_has_an_action() -> None:
    for name, content in shipped_files():
        if name.endswith(".bpmn"):
            for element in read_definitions(content).elements:
                if element.type == "serviceTask":
                    assert element.zeebe.task_type
                    assert element.zeebe.task_type.text in ACTIONS, element.id


def test_deploying_the_same_again_makes_no_new_version(cycle: Cycle) -> None:
    with cycle.database.write() as session:
        again = deploy_files(session, HOUSE, shipped_files(), actor="system", now=at(2))
    assert not any(item.is_new for item in again.items)


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (b"=upcoming(reminders.before_2)", b"=upcoming(reminders.before_2", b"feel"),
        (b"=upcoming(reminders.before_2)", b"=never_heard_of(reminders.before_2)", b"feel"),
        (b'type="submission-pdf"', b'type="=submission"', b"service_task_action"),
        (b'formId="approve_report"', b'formId="weekly_report"', b"user_task_form"),
        (b"<?xml", b"<!DOCTYPE x []><?xml", b"DOCTYPE"),
    ],
    ids=["unparsed expression", "unknown function", "computed action", "unknown form", "doctype"],
)
def test_a_broken_diagram_is_refused_and_nothing_deployed(
    cycle: Cycle, old: bytes, new: bytes, rule: bytes
) -> None:
    broken = DIAGRAM.replace(old, new, 1)
    assert broken != DIAGRAM
    with pytest.raises(Refused) as refused, cycle.database.write() as session:
        deploy_files(session, HOUSE, [("periodic_report.bpmn", broken)], actor="system", now=at(2))
    assert rule.decode() in str(refused.value)
    with cycle.database.read() as session:
        versions = session.execute(sa.select(process_definition.c.version)).scalars().all()
    assert set(versions) == {1}


def test_a_form_that_asks_for_a_list_nobody_makes_is_refused(cycle: Cycle) -> None:
    form = dict(shipped_files())["monthly_report.form"].replace(b'"places"', b'"villages"')
    with pytest.raises(Refused, match="villages"), cycle.database.write() as session:
        deploy_files(session, HOUSE, [("monthly_report.form", form)], actor="system", now=at(2))


def test_a_changed_cell_moves_the_next_cycle_only(cycle: Cycle) -> None:
    cycle.open()
    before = cycle.report("C003").first_due_at
    table = dict(shipped_files())["deadlines.dmn"]
    changed = table.replace(b"<text>2</text>", b"<text>3</text>")
    assert changed != table
    with cycle.database.write() as session:
        deploy_files(session, HOUSE, [("deadlines.dmn", changed)], actor="system", now=cycle.now)
    assert cycle.report("C003").first_due_at == before
    cycle.now = at(9, month=6)
    cycle.open("2025-06")
    assert cycle.report("C003").first_due_at == at(18, 17, month=6), "14/06 is a Saturday: 16, 17, 18"


def test_a_document_uses_the_words_of_the_form_its_report_was_written_with(cycle: Cycle) -> None:
    cycle.open()
    form = dict(shipped_files())["monthly_report.form"]
    option = b'"value": "normal"'
    assert option in form
    changed = form.replace(option, b'"value": "usual"')
    with cycle.database.write() as session:
        deploy_files(session, HOUSE, [("monthly_report.form", changed)], actor="system", now=cycle.now)
    cycle.now = at(15, 9)
    cycle.submit("C003")
    with cycle.database.read() as session:
        facts, _version = submission_facts(session, cycle.report("C003").key)
    assert facts.issues[0].urgency != ISSUE["urgency"], "in words, not as it is kept"


def test_a_form_without_work_behind_it_is_refused_with_a_sentence(cycle: Cycle) -> None:
    files = dict(shipped_files())
    form = files["monthly_report.form"].replace(b'"id": "monthly_report"', b'"id": "own_report"')
    diagram = files["periodic_report.bpmn"].replace(b'formId="=form"', b'formId="own_report"')
    with cycle.database.write() as session:
        changed = [("own_report.form", form), ("periodic_report.bpmn", diagram)]
        deploy_files(session, HOUSE, changed, actor="system", now=cycle.now)
    cycle.open()
    with pytest.raises(WorkRefused, match="own_report"):
        cycle.draft("C003")


def test_lint_tells_every_unreadable_text_of_a_table_and_what_a_browser_answers_otherwise() -> None:
    table = b"""<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="n">
      <decision id="a" name="A"><literalExpression><text>1 +</text></literalExpression></decision>
      <decision id="b" name="B"><literalExpression><text>(2</text></literalExpression></decision>
    </definitions>"""
    form = (
        b'{"id": "f", "components": [{"key": "late", "conditional": {"hide": "=late instance of number"}}]}'
    )
    files = [("t.dmn", table), ("f.form", form)]
    found = findings_of(files, Catalogue())
    assert [finding.rule for finding in found["t.dmn"]] == ["feel_expression"] * 2
    unusable, told = found["f.form"]
    assert unusable.rule == "usable_form"
    assert (told.element, told.severity) == ("late", "warning")
    assert "“late instance of number”" in told.message["en"]


def test_a_table_that_asks_for_what_is_not_there_is_told() -> None:
    slip = [
        (name, content.replace(b"<text>report_kind</text>", b"<text>reportkind</text>", 1))
        for name, content in shipped_files()
    ]
    found = findings_of(slip, catalogue_of(HOUSE, slip), of={"deadlines.dmn"})["deadlines.dmn"]
    assert [(one.rule, one.severity) for one in found] == [("unknown_variable", "warning")]
    wrong = [
        (name, content.replace(b"<text>2</text>", b"<text>two()</text>")) for name, content in shipped_files()
    ]
    found = findings_of(wrong, catalogue_of(HOUSE, wrong), of={"deadlines.dmn"})["deadlines.dmn"]
    assert {(one.rule, one.severity) for one in found} == {("feel_expression", "error")}
    assert "“two”" in found[0].message["vi"]
