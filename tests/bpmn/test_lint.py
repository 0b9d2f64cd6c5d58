from collections.abc import Callable
from pathlib import Path

import pytest

from bpmn import rules
from bpmn.lint import RULES, Catalogue, errors_of, lint, lint_files, report
from bpmn.read import read_definitions
from workflows.form_findings import RULES as FORM_RULES

Diagram = Callable[[str], bytes]
ROOT = Path(__file__).parents[2]
REPORT = ROOT / "bpmn" / "models" / "periodic_report.bpmn"
SERVED = Catalogue(
    forms={"monthly_report", "approve_report", "receive_report"},
    actions={"remind", "escalate", "submission-pdf", "submission-send"},
    functions={"subordinates", "upcoming"},
)
FILES = {path.stem for path in Path(rules.__file__).parent.glob("*.py")} - {"__init__"}


def test_the_periodic_report_has_no_finding_at_all() -> None:
    assert lint(read_definitions(REPORT.read_bytes()), SERVED) == []


def test_every_rule_file_is_run_and_named_after_its_file() -> None:
    assert {rule.RULE.name for rule in RULES} == FILES
    assert [rule.__name__.rpartition(".")[2] for rule in RULES] == [rule.RULE.name for rule in RULES]


def test_every_rule_has_a_test_and_a_section_in_the_docs() -> None:
    tested = {
        path.stem.removeprefix("test_") for path in (ROOT / "tests" / "bpmn" / "rules").glob("test_*.py")
    }
    page = (ROOT / "docs" / "process-owners" / "rules.md").read_text("utf-8")
    assert tested == FILES
    assert {line.removeprefix("## ") for line in page.splitlines() if line.startswith("## ")} == FILES | set(
        FORM_RULES
    )


def test_errors_come_before_warnings_and_only_they_forbid(diagram: Diagram) -> None:
    findings = lint(read_definitions(diagram('<startEvent id="s"/><userTask id="t"/>')), Catalogue())
    kinds = [finding.severity for finding in findings]
    assert kinds == sorted(kinds)
    assert {finding.severity for finding in errors_of(findings)} == {"error"}
    assert set(kinds) == {"error", "warning"}


@pytest.mark.parametrize(("language", "word"), [("vi", "lỗi"), ("en", "error")])
def test_a_report_names_file_line_element_rule_and_remedy(diagram: Diagram, language: str, word: str) -> None:
    findings = lint(read_definitions(diagram('\n<complexGateway id="g" name="Chọn"/>')), Catalogue())
    chosen = [finding for finding in findings if finding.rule == "complex_gateway"]
    text = report("a.bpmn", chosen, language)
    assert text.startswith(f"a.bpmn:3: {word}: g “Chọn” [complex_gateway]: ")
    assert text.endswith(chosen[0].remedy[language])


def test_files_of_one_deployment_may_call_each_other(diagram: Diagram) -> None:
    called_element = '<extensionElements><zeebe:calledElement processId="q"/></extensionElements>'
    call = f'<callActivity id="c">{called_element}</callActivity>'
    caller, called = diagram(call), diagram('<process id="q" isExecutable="true"/>')
    alone = lint_files({"a": caller}, SERVED)["a"]
    together = lint_files({"a": caller, "b": called}, SERVED)["a"]
    assert "called_process" in {finding.rule for finding in alone}
    assert "called_process" not in {finding.rule for finding in together}


def test_a_file_that_cannot_be_read_is_one_finding_and_the_others_are_still_judged() -> None:
    findings = lint_files({"bad": b"<!DOCTYPE a><a/>", "good": REPORT.read_bytes()}, SERVED)
    assert [(finding.rule, finding.line) for finding in findings["bad"]] == [("readable", 1)]
    assert "DOCTYPE" in report("bad", findings["bad"], "vi")
    assert findings["good"] == []


def test_a_name_of_a_million_letters_makes_a_short_sentence(diagram: Diagram) -> None:
    form = f'<extensionElements><zeebe:formDefinition formId="{"a" * 1_000_000}"/></extensionElements>'
    task = f'<userTask id="t">{form}</userTask>'
    findings = lint(read_definitions(diagram(task)), Catalogue())
    assert max(len(finding.message["vi"]) for finding in findings) < 1_000


@pytest.mark.parametrize("attributes", ['id="{long}"', 'id="a" name="{long}"'])
def test_a_report_about_a_million_letters_is_short(diagram: Diagram, attributes: str) -> None:
    data = diagram(f"<userTask {attributes.format(long='x' * 1_000_000)}/>")
    findings = lint_files({"a.bpmn": data}, Catalogue())["a.bpmn"]
    assert findings
    assert all(len(line) < 5_000 for line in report("a.bpmn", findings, "vi").splitlines())


def test_the_longest_chain_that_fits_into_a_file_is_judged(diagram: Diagram) -> None:
    steps = "".join(f'<exclusiveGateway id="g{i}"/>' for i in range(4_900))
    flows = "".join(f'<sequenceFlow id="f{i}" sourceRef="g{i}" targetRef="g{i + 1}"/>' for i in range(4_899))
    body = f'<startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="g0"/>{steps}{flows}'
    found = lint(read_definitions(diagram(body)), SERVED)
    assert {finding.element for finding in found if finding.rule == "dead_end"} == {"g4899"}


def test_a_sub_process_in_a_sub_process_to_the_limit_of_depth_is_judged(diagram: Diagram) -> None:
    body = "".join(f'<subProcess id="p{i}">' for i in range(90)) + "</subProcess>" * 90
    found = lint(read_definitions(diagram(body)), SERVED)
    assert sum(finding.rule == "start_event" for finding in found) == 91
