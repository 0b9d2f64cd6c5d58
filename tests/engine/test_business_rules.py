"""Business rule tasks: the decision of the deployment, its answer, and what happens when it has none."""

import pytest

from engine.errors import Refused
from engine.incidents import retry_incident
from tests.engine.world import DIAGRAMS, World
from tests.stores import BOTH_STORES

pytestmark = BOTH_STORES

RULES = (("< 3", "low"), (">= 3", "high"))


def table(*rules: tuple[str, str]) -> bytes:
    """A table over the days a report is late."""
    lines = "".join(
        f"<rule><inputEntry><text><![CDATA[{test}]]></text></inputEntry>"
        f'<outputEntry><text>"{level}"</text></outputEntry><outputEntry><text>late</text></outputEntry></rule>'
        for test, level in rules
    )
    return f"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="r" name="r" namespace="r">
    <decision id="priority" name="Priority"><decisionTable>
      <input label="Days late"><inputExpression><text>late</text></inputExpression></input>
      <output name="level"/><output name="days"/>{lines}
    </decisionTable></decision></definitions>""".encode()


def deploy(world: World, *rules: tuple[str, str]) -> None:
    diagram = (DIAGRAMS / "rules.bpmn").read_bytes()
    world._deploy([("rules.bpmn", diagram), ("rules.dmn", table(*rules))])


@pytest.mark.parametrize(("amount", "level"), [(1, "low"), (1.5, "high"), (2, "high")])
def test_the_answer_is_mapped_to_variables_in_the_step_itself(
    world: World, amount: float, level: str
) -> None:
    deploy(world, *RULES)
    instance = world.start("rules")
    world.do("ask", instance, amount=amount)
    assert world.tasks("check", instance)
    assert world.variables(instance) == {"amount": amount, "level": level}


def test_a_running_instance_keeps_the_version_it_was_started_with(world: World) -> None:
    deploy(world, *RULES)
    running = world.start("rules")
    deploy(world, ("-", "urgent"))
    later = world.start("rules")
    for instance in (running, later):
        world.do("ask", instance, amount=1)
    assert world.variables(running)["level"] == "low"
    assert world.variables(later)["level"] == "urgent"


def test_two_rules_of_a_unique_table_are_an_incident_that_names_them(world: World) -> None:
    deploy(world, ("< 5", "low"), (">= 3", "high"))
    instance = world.start("rules")
    world.do("ask", instance, amount=2)
    world.pump()
    (incident,) = world.rows("select * from incident")
    assert (incident.element, incident.error_type) == ("judge", "DecisionFailed")
    assert "Rules 1, 2 match at once" in incident.error
    assert "Các dòng 1, 2 cùng khớp" in incident.error
    assert "“Priority”" in incident.error
    assert not world.tasks("check", instance)
    with world.database.write() as session:
        retry_incident(session, incident.key, actor="the operator", now=world.now)
    world.pump()
    assert world.one("select count(*) from incident where resolved_at is null") == 1


def test_a_diagram_alone_takes_the_table_that_is_deployed_already(world: World) -> None:
    world.deploy_content("rules.dmn", table(*RULES))
    world.deploy("rules.bpmn")
    world.deploy_content("rules.dmn", table(("-", "urgent")))
    instance = world.start("rules")
    world.do("ask", instance, amount=1)
    assert world.variables(instance)["level"] == "low"


def test_a_diagram_whose_table_is_nowhere_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="There is no decision “priority”"):
        world.deploy("rules.bpmn")


IMPORTING = b"""<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="r" name="r" namespace="rules">
  <import name="grades" namespace="grades" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>
  <inputData id="late" name="late"/>
  <decision id="priority" name="Priority">
    <informationRequirement><requiredInput href="#late"/></informationRequirement>
    <knowledgeRequirement><requiredKnowledge href="grades#grade"/></knowledgeRequirement>
    <literalExpression><text>{level: grades.grade(late)}</text></literalExpression></decision></definitions>"""


def grades(text: str, namespace: str = "grades") -> bytes:
    return f"""<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="g" name="g"
      namespace="{namespace}"><businessKnowledgeModel id="grade" name="grade"><encapsulatedLogic>
      <formalParameter name="days"/><literalExpression><text>{text}</text></literalExpression>
      </encapsulatedLogic></businessKnowledgeModel></definitions>""".encode()


def deploy_importing(world: World, *more: tuple[str, bytes]) -> None:
    diagram = (DIAGRAMS / "rules.bpmn").read_bytes()
    world._deploy([("rules.bpmn", diagram), ("rules.dmn", IMPORTING), *more])


def test_an_instance_keeps_the_files_its_table_imported(world: World) -> None:
    deploy_importing(world, ("grades.dmn", grades("days + 1")))
    running = world.start("rules")
    deploy_importing(world, ("grades.dmn", grades("days + 10")))
    later = world.start("rules")
    for instance in (running, later):
        world.do("ask", instance, amount=1)
    assert world.variables(running)["level"] == 3
    assert world.variables(later)["level"] == 12


def test_the_same_files_again_are_no_new_deployment(world: World) -> None:
    for _ in range(2):
        deploy_importing(world, ("grades.dmn", grades("days")))
    assert world.one("select count(*) from deployment") == 1


def test_an_imported_file_that_nobody_deployed_is_named(world: World) -> None:
    with pytest.raises(Refused, match=r"“grades” \(grades\) is missing"):
        deploy_importing(world)


def test_a_table_imports_the_newest_file_deployed_before(world: World) -> None:
    world._deploy([("grades.dmn", grades("days + 1"))])
    world._deploy([("grades.dmn", grades("days + 10"))])
    deploy_importing(world)
    instance = world.start("rules")
    world._deploy([("grades.dmn", grades("days + 100"))])
    world.do("ask", instance, amount=1)
    assert world.variables(instance)["level"] == 12


def test_a_file_deployed_before_may_import_another_deployed_before(world: World) -> None:
    between = b"""<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="g" namespace="grades">
      <import name="base" namespace="base" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>
      <businessKnowledgeModel id="grade" name="grade"><encapsulatedLogic><formalParameter name="days"/>
      <literalExpression><text>base.grade(days) * 2</text></literalExpression></encapsulatedLogic>
      <knowledgeRequirement><requiredKnowledge href="base#grade"/></knowledgeRequirement>
      </businessKnowledgeModel></definitions>"""
    world._deploy([("base.dmn", grades("days + 1", "base"))])
    world._deploy([("grades.dmn", between)])
    deploy_importing(world)
    instance = world.start("rules")
    world.do("ask", instance, amount=1)
    assert world.variables(instance)["level"] == 6


def test_a_diagram_deployed_alone_calls_a_table_with_the_files_it_was_deployed_with(world: World) -> None:
    world._deploy([("rules.dmn", IMPORTING), ("grades.dmn", grades("days + 1"))])
    world._deploy([("grades.dmn", grades("days + 100"))])
    world._deploy([("rules.bpmn", (DIAGRAMS / "rules.bpmn").read_bytes())])
    instance = world.start("rules")
    world.do("ask", instance, amount=1)
    assert world.variables(instance)["level"] == 3


def test_tables_that_share_a_namespace_nobody_imports_are_deployed_together(world: World) -> None:
    world._deploy([("a.dmn", grades("days")), ("b.dmn", grades("1"))])
    assert world.one("select count(*) from deployment_item where kind = 'import'") == 0


def test_two_files_of_one_imported_namespace_are_refused(world: World) -> None:
    with pytest.raises(Refused, match="not clear which one is imported"):
        deploy_importing(world, ("a.dmn", grades("days")), ("b.dmn", grades("1")))
