from collections.abc import Callable

from bpmn.lint import Catalogue, errors_of, lint
from bpmn.read import read_definitions

Found = Callable[..., list[str]]
Diagram = Callable[[str], bytes]


def body(kind: str) -> str:
    definition = f'<zeebe:taskDefinition type="{kind}"/>' if kind else ""
    return f"""
    <startEvent id="s"/>
    <serviceTask id="t"><extensionElements>{definition}</extensionElements></serviceTask>
    <endEvent id="e" name="Xong"/>[s>t t>e]
    """


def test_an_action_of_the_house_is_in_order(found: Found) -> None:
    assert found("outside_worker", body("remind")) == []


def test_a_type_without_an_action_is_named_with_those_there_are(diagram: Diagram) -> None:
    catalogue = Catalogue(actions=frozenset({"remind", "escalate"}))
    (finding,) = (
        one
        for one in lint(read_definitions(diagram(body("remnid"))), catalogue)
        if one.rule == "outside_worker"
    )
    assert (finding.element, finding.severity) == ("t", "warning")
    for language in ("vi", "en"):
        assert "remnid" in finding.message[language]
        assert "escalate, remind" in finding.message[language]


def test_it_does_not_stand_in_the_way_of_deployment(diagram: Diagram) -> None:
    findings = lint(read_definitions(diagram(body("print-labels"))), Catalogue())
    assert not [one for one in errors_of(findings) if one.element == "t"]


def test_a_missing_or_computed_type_is_named_by_its_own_rule(found: Found) -> None:
    assert found("outside_worker", body("")) == []
    assert found("outside_worker", body("=x")) == []
