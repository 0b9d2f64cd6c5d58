"""Decision tables and decision requirement graphs (DMN 1.5, chapters 6 to 8)."""

from typing import Any

import pytest
from lxml import etree

from feel import FeelError
from feel.decisions import Decisions, read_decisions
from feel.plain import to_plain
from feel.run import Warned

NAMESPACES = {
    "1.3": "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "1.5": "https://www.omg.org/spec/DMN/20230324/MODEL/",
}


def model(body: str, version: str = "1.5") -> Decisions:
    return read_decisions(
        etree.fromstring(f'<definitions xmlns="{NAMESPACES[version]}">{body}</definitions>')
    )


def rows(*lines: tuple[str, ...], inputs: int = 2) -> str:
    def cells(texts: tuple[str, ...], tag: str) -> str:
        return "".join(f"<{tag}><text><![CDATA[{text}]]></text></{tag}>" for text in texts)

    return "".join(
        f"<rule>{cells(line[:inputs], 'inputEntry')}{cells(line[inputs:], 'outputEntry')}</rule>"
        for line in lines
    )


def table(
    policy: str, rules: str, outputs: str = '<output name="days" typeRef="number"/>', more: str = ""
) -> str:
    return f"""
    <inputData id="i1" name="report kind"/><inputData id="i2" name="level"/>
    <decision id="deadline" name="Deadline">
      <informationRequirement><requiredInput href="#i1"/></informationRequirement>
      <informationRequirement><requiredInput href="#i2"/></informationRequirement>
      <decisionTable hitPolicy="{policy}" {more}>
        <input label="Kind"><inputExpression typeRef="string"><text>report kind</text></inputExpression></input>
        <input label="Level"><inputExpression><text>level</text></inputExpression></input>
        {outputs}{rules}
      </decisionTable>
    </decision>"""


DEADLINES = rows(
    ('"monthly"', '"ward"', "2"),
    ('"monthly"', 'not("ward")', "4"),
    ('"quarterly", "yearly"', "-", "10"),
)


def days(body: str, kind: Any, level: Any) -> Any:
    return to_plain(model(body).evaluate("deadline", {"report kind": kind, "level": level}))


@pytest.mark.parametrize("version", ["1.3", "1.5"])
def test_a_unique_table_answers_with_the_rule_that_matches(version: str) -> None:
    decisions = model(table("UNIQUE", DEADLINES), version)
    assert decisions.evaluate("deadline", {"report kind": "monthly", "level": "ward"}) == 2
    assert decisions.evaluate("Deadline", {"report kind": "yearly", "level": None}) == 10
    assert decisions.names() == {"deadline": "Deadline"}


def test_no_match_is_null_or_the_default() -> None:
    assert days(table("UNIQUE", DEADLINES), "weekly", "ward") is None
    output = '<output name="days"><defaultOutputEntry><text>99</text></defaultOutputEntry></output>'
    assert days(table("UNIQUE", DEADLINES, output), "weekly", "ward") == 99


def test_two_matches_of_a_unique_table_are_an_error_that_names_the_rules() -> None:
    doubled = DEADLINES + rows(("-", '"ward"', "7"))
    with pytest.raises(FeelError) as caught:
        days(table("UNIQUE", doubled), "monthly", "ward")
    assert "Rules 1, 4 match at once" in caught.value.message["en"]
    assert caught.value.message["vi"].startswith("quyết định “Deadline”: Các dòng 1, 4")


def test_first_takes_the_first() -> None:
    assert days(table("FIRST", rows(("-", "-", "1"), ("-", "-", "2"))), "a", "b") == 1


def test_any_needs_equal_results() -> None:
    same, differing = rows(("-", "-", "1"), ("-", "-", "1.0")), rows(("-", "-", "1"), ("-", "-", "2"))
    assert days(table("ANY", same), "a", "b") == 1
    with pytest.raises(FeelError, match="Rules 1, 2 all match but give different results"):
        days(table("ANY", differing), "a", "b")


@pytest.mark.parametrize(
    ("aggregation", "value"),
    [("", [3, 1, 3]), ("SUM", 7), ("MIN", 1), ("MAX", 3), ("COUNT", 3)],
)
def test_collect(aggregation: str, value: Any) -> None:
    rules = rows(("-", "-", "3"), ("-", "-", "1"), ("-", "-", "3"))
    more = f'aggregation="{aggregation}"' if aggregation else ""
    assert days(table("COLLECT", rules, more=more), "a", "b") == value


def test_priority_and_output_order_follow_the_listed_values() -> None:
    output = '<output name="urgency"><outputValues><text>"high", "low"</text></outputValues></output>'
    rules = rows(("-", "-", '"low"'), ("-", "-", '"high"'))
    assert days(table("PRIORITY", rules, output), "a", "b") == "high"
    assert days(table("OUTPUT ORDER", rules, output), "a", "b") == ["high", "low"]
    assert days(table("RULE ORDER", rules, output), "a", "b") == ["low", "high"]


ANCHOR = """<output name="anchor" {more}><outputValues><text>"cutoff", "due"</text></outputValues>
  <defaultOutputEntry><text>"{default}"</text></defaultOutputEntry></output>"""


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        ('"due"', "due"),
        ('"duee"', None),
        ("3", None),
        ("null", None),
        ('["due"]', ["due"]),
        ('["due", "x"]', None),
    ],
)
def test_an_output_outside_its_allowed_values_is_null_with_a_warning(cell: str, answer: Any) -> None:
    decisions = model(table("UNIQUE", rows(("-", "-", cell)), ANCHOR.format(more="", default="due")))
    warnings: list[Warned] = []
    assert to_plain(decisions.evaluate("deadline", {}, warnings=warnings)) == answer
    told = [warned.message["en"] for warned in warnings]
    assert told == (
        ["The value in column “anchor” is none of the allowed ones."]
        if answer is None and cell != "null"
        else []
    )


def test_the_default_keeps_to_the_allowed_values_too() -> None:
    good, bad = (ANCHOR.format(more='typeRef="string"', default=text) for text in ("due", "other"))
    assert days(table("UNIQUE", DEADLINES, good), "weekly", "ward") == "due"
    assert days(table("UNIQUE", DEADLINES, bad), "weekly", "ward") is None


def test_tests_allow_outputs_as_they_allow_inputs() -> None:
    output = '<output name="days"><outputValues><text>&gt; 0</text></outputValues></output>'
    assert [days(table("UNIQUE", rows(("-", "-", cell)), output), "a", "b") for cell in ("0", "1")] == [
        None,
        1,
    ]


def test_two_outputs_of_one_name_are_refused() -> None:
    outputs = '<output name="days"/><output label="days"/><output name="anchor"/>'
    with pytest.raises(FeelError, match="2 outputs are named “days”"):
        model(table("UNIQUE", rows(("-", "-", "1", "2", "3")), outputs))


def test_several_outputs_make_a_context() -> None:
    outputs = '<output name="days"/><output name="anchor"/>'
    rules = rows(("-", "-", "2 + 1", '"cut-off"'))
    assert days(table("UNIQUE", rules, outputs), "a", "b") == {"days": 3, "anchor": "cut-off"}


def test_a_cell_that_cannot_be_read_is_named_by_decision_rule_and_column() -> None:
    with pytest.raises(FeelError) as caught:
        model(table("UNIQUE", DEADLINES + rows(('"a"', "< <", "1"))))
    assert caught.value.message["en"].startswith("rule 4, column “Level”: ")
    assert caught.value.part == "<"


def test_a_cell_that_fails_while_deciding_is_named_too() -> None:
    with pytest.raises(FeelError) as caught:
        days(table("UNIQUE", rows(("-", "-", "workdays(1)"))), "a", "b")
    assert caught.value.message["en"].startswith("rule 1, column “days”: There is no function “workdays”.")


def test_functions_of_the_caller_may_be_used() -> None:
    decisions = model(table("UNIQUE", rows(("-", "-", "workdays(1)"))))
    assert decisions.evaluate("deadline", {}, {"workdays": lambda n: n * 5}) == 5


def test_outputs_are_fitted_to_their_declared_type() -> None:
    assert days(table("UNIQUE", rows(("-", "-", '"two"'))), "a", "b") is None
    assert days(table("UNIQUE", rows(("-", "-", "[2]"))), "a", "b") == 2


@pytest.mark.parametrize("policy", ["WHATEVER", "unique"])
def test_an_unknown_hit_policy_is_refused(policy: str) -> None:
    with pytest.raises(FeelError, match="hit policy"):
        model(table(policy, DEADLINES))


def test_a_rule_with_a_missing_cell_is_refused() -> None:
    with pytest.raises(FeelError, match="Rule 1 needs 2 input cells and 1 output cells"):
        model(table("UNIQUE", rows(("-", "1"), inputs=1)))


GRAPH = """
<itemDefinition name="tLevel"><typeRef>string</typeRef>
  <allowedValues><text>"ward", "district"</text></allowedValues></itemDefinition>
<inputData id="unit" name="Unit"><variable name="Unit"/></inputData>
<inputData id="lv" name="Level"><variable name="Level" typeRef="tLevel"/></inputData>
<businessKnowledgeModel id="weigh" name="weigh late">
  <encapsulatedLogic><formalParameter name="late" typeRef="number"/>
    <literalExpression><text>late * 2</text></literalExpression></encapsulatedLogic>
</businessKnowledgeModel>
<decision id="weight" name="Weight"><variable name="Weight" typeRef="number"/>
  <informationRequirement><requiredInput href="#unit"/></informationRequirement>
  <knowledgeRequirement><requiredKnowledge href="#weigh"/></knowledgeRequirement>
  <invocation><literalExpression><text>weigh late</text></literalExpression>
    <binding><parameter name="late"/><literalExpression><text>Unit.late</text></literalExpression></binding>
  </invocation></decision>
<decision id="advice" name="Advice">
  <informationRequirement><requiredDecision href="#weight"/></informationRequirement>
  <informationRequirement><requiredInput href="#lv"/></informationRequirement>
  <context>
    <contextEntry><variable name="is heavy"/>
      <literalExpression><text>Weight > 3</text></literalExpression></contextEntry>
    <contextEntry><variable name="text"/>
      <literalExpression><text>if is heavy then Level + " is late" else "fine"</text></literalExpression>
    </contextEntry>
  </context></decision>
<decisionService id="service" name="advise"><variable name="advise"/>
  <outputDecision href="#advice"/><encapsulatedDecision href="#weight"/>
  <inputData href="#unit"/><inputData href="#lv"/></decisionService>
<decision id="both" name="Both">
  <knowledgeRequirement><requiredKnowledge href="#service"/></knowledgeRequirement>
  <list>
    <literalExpression><text>advise({late: 5}, "ward").text</text></literalExpression>
    <literalExpression><text>advise(Level: "district", Unit: {late: 1}).text</text></literalExpression>
  </list></decision>
"""


def test_what_a_decision_requires_is_decided_first() -> None:
    decisions = model(GRAPH)
    facts = {"Unit": {"late": 2}, "Level": "ward"}
    assert to_plain(decisions.evaluate("advice", facts)) == {"is heavy": True, "text": "ward is late"}
    assert decisions.evaluate("weight", facts) == 4


def test_an_input_outside_its_allowed_values_is_null() -> None:
    assert model(GRAPH).evaluate("advice", {"Unit": {"late": 2}, "Level": "village"})["text"] is None


def test_a_decision_service_is_a_function() -> None:
    assert model(GRAPH).evaluate("both", {}) == ["ward is late", "fine"]


def test_a_decision_that_is_not_there_is_an_error_that_lists_those_that_are() -> None:
    with pytest.raises(FeelError, match=r"There is no decision “other”\. Expected: deadline"):
        model(table("UNIQUE", DEADLINES)).evaluate("other", {})


def test_decisions_that_require_each_other_are_refused() -> None:
    need = '<informationRequirement><requiredDecision href="#{1}"/></informationRequirement>'
    one = (
        '<decision id="{0}" name="{0}">'
        + need
        + "<literalExpression><text>1</text></literalExpression></decision>"
    )
    with pytest.raises(FeelError, match="a → b → a"):
        model(one.format("a", "b") + one.format("b", "a"))


def test_a_file_that_is_no_dmn_is_refused() -> None:
    with pytest.raises(FeelError, match="not DMN"):
        read_decisions(etree.fromstring("<html/>"))


def test_logic_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(FeelError, match="<mystery> cannot be read"):
        model('<decision id="d" name="D"><mystery/></decision>')
