"""Boxed expressions, imports, and how a decision tells what it was made of (DMN 1.5, chapters 6, 7 and 10.2)."""

from typing import Any

import pytest
from lxml import etree

from feel import FeelError
from feel.decisions import Decided, Decisions, read_decisions
from feel.decisions.tables import MOST_TOLD
from feel.plain import to_plain
from feel.run import Warned

MODEL = "https://www.omg.org/spec/DMN/20230324/MODEL/"


def root(body: str, namespace: str = "main") -> Any:
    return etree.fromstring(f'<definitions xmlns="{MODEL}" namespace="{namespace}">{body}</definitions>')


def decision(logic: str, name: str = "d", needs: str = "") -> str:
    return f'<decision id="{name}" name="{name}">{needs}{logic}</decision>'


def literal(text: str) -> str:
    return f"<literalExpression><text><![CDATA[{text}]]></text></literalExpression>"


def decided(logic: str, **context: Any) -> Any:
    inputs = "".join(f'<inputData id="{name}" name="{name}"/>' for name in context)
    needs = "".join(
        f'<informationRequirement><requiredInput href="#{name}"/></informationRequirement>'
        for name in context
    )
    model = read_decisions(root(inputs + decision(logic, needs=needs)))
    return to_plain(model.evaluate("d", context))


def test_a_boxed_filter_knows_the_item_and_its_entries() -> None:
    logic = f"<filter><in>{literal('wards')}</in><match>{literal('late > 1 and item.name != null')}</match></filter>"
    wards = [{"name": "Ward 1", "late": 1}, {"name": "Ward 3", "late": 2}, {"late": 3}]
    assert decided(logic, wards=wards) == [{"name": "Ward 3", "late": 2}]


def test_a_boxed_for_sees_what_it_made_so_far() -> None:
    body = literal("n + (if partial = [] then 0 else partial[-1])")
    logic = f'<for iteratorVariable="n"><in>{literal("numbers")}</in><return>{body}</return></for>'
    assert decided(logic, numbers=[1, 2, 3]) == [1, 3, 6]


@pytest.mark.parametrize(("word", "answer"), [("some", True), ("every", False)])
def test_boxed_some_and_every(word: str, answer: object) -> None:
    logic = (
        f'<{word} iteratorVariable="the day"><in>{literal("days")}</in>'
        f"<satisfies>{literal('the day > 2')}</satisfies></{word}>"
    )
    assert decided(logic, days=[1, 3]) is answer
    assert decided(logic, days=[]) is not answer


def test_a_part_that_is_missing_is_named() -> None:
    with pytest.raises(FeelError, match="<match> is missing"):
        decided(f"<filter><in>{literal('[1]')}</in></filter>")


def test_a_decision_without_logic_is_null_and_says_so() -> None:
    warnings: list[Warned] = []
    assert read_decisions(root(decision(""))).evaluate("d", {}, warnings=warnings) is None
    assert warnings[0].message["en"] == "The decision has no logic yet."


BASE = root(
    """<itemDefinition name="tLevel"><typeRef>string</typeRef>
      <allowedValues><text>"ward", "district"</text></allowedValues></itemDefinition>
    <inputData id="level" name="Level"><variable name="Level" typeRef="tLevel"/></inputData>
    <decision id="days" name="Days"><informationRequirement><requiredInput href="#level"/></informationRequirement>"""
    + literal('if Level = "ward" then 2 else 4')
    + """</decision>
    <businessKnowledgeModel id="add" name="add days"><encapsulatedLogic>
      <formalParameter name="n"/>"""
    + literal("n + 1")
    + "</encapsulatedLogic></businessKnowledgeModel>",
    "base",
)


def importing(name: str) -> Any:
    dot = f"{name}." if name else ""
    return root(
        f'<import name="{name}" namespace="base" importType="{MODEL}"/>'
        + decision(
            literal(f"{dot}add days({dot}Days)"),
            needs='<informationRequirement><requiredDecision href="base#days"/></informationRequirement>'
            '<knowledgeRequirement><requiredKnowledge href="base#add"/></knowledgeRequirement>',
        )
        + decision(literal(f'"ward" instance of {dot}tLevel'), "typed")
    )


@pytest.mark.parametrize("name", ["The base", ""])
def test_an_imported_file_is_seen_under_its_name(name: str) -> None:
    model = read_decisions(importing(name), [BASE])
    inputs = {"Level": "ward"}
    assert model.evaluate("d", {name: inputs} if name else inputs) == 3
    assert model.evaluate("d", inputs) == 3
    assert model.evaluate("typed", {}) is True


def test_input_of_a_file_imported_by_an_imported_file_stands_under_both_names() -> None:
    top = root(
        f'<import name="middle" namespace="main" importType="{MODEL}"/>'
        + decision(
            literal("middle.d"),
            "top",
            needs='<informationRequirement><requiredDecision href="main#d"/></informationRequirement>',
        ),
        "top",
    )
    model = read_decisions(top, [importing("base"), BASE])
    assert model.evaluate("top", {"middle": {"base": {"Level": "district"}}}) == 5


def test_a_reference_with_the_own_namespace_is_local() -> None:
    needs = '<informationRequirement><requiredDecision href="main#a"/></informationRequirement>'
    model = read_decisions(root(decision(literal("1"), "a") + decision(literal("a + 1"), "b", needs)))
    assert model.evaluate("b", {}) == 2


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(FeelError, match=r"“The base” \(base\) is missing"):
        read_decisions(importing("The base"))


def test_files_that_import_each_other_are_refused() -> None:
    other = root(f'<import name="m" namespace="main" importType="{MODEL}"/>', "base")
    with pytest.raises(FeelError, match="import each other"):
        read_decisions(importing("b"), [other])


def test_a_business_knowledge_model_can_be_asked_by_its_parameters() -> None:
    assert read_decisions(BASE).evaluate("add days", {"n": 4}) == 5


def test_what_cannot_be_read_spoils_only_its_own_decision_where_problems_are_collected() -> None:
    problems: list[FeelError] = []
    model = read_decisions(
        root(decision(literal("1 +"), "bad") + decision(literal("2"), "good")), problems=problems
    )
    assert model.evaluate("good", {}) == 2
    assert [error.message["en"].partition(":")[0] for error in problems] == ["decision “bad”"]
    with pytest.raises(FeelError, match="ends too early"):
        model.evaluate("bad", {})


def broken(*edits: tuple[str, str]) -> list[FeelError]:
    """What cannot be read in the table of days late, with some of its texts replaced."""
    text = TABLE
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    problems: list[FeelError] = []
    late = '<inputData id="late" name="late"/>'
    read_decisions(root(late + decision(text, "level", LATE)), problems=problems)
    return problems


def test_every_cell_that_cannot_be_read_is_told_with_its_place() -> None:
    entries = ("<inputEntry>", '<inputEntry id="{}">'), ("<outputEntry>", '<outputEntry id="{}">')
    named = TABLE
    for old, new in entries:
        for row in ("1", "2"):
            named = named.replace(old, new.format(f"{new[1]}{row}"), 1)
    found = broken(
        (TABLE, named),
        ("<text>late</text>", "<text>late +</text>"),
        ("<text>[0..31]</text>", "<text>[0..</text>"),
        ("<text>0</text>", "<text>(</text>"),
        ('<text>"some"</text>', "<text>1 +</text>"),
    )
    assert [(one.element, (one.place or {})["en"]) for one in found] == [
        ("in", "column “Days late”"),
        ("in", "column “Days late”"),
        ("i1", "rule 1, column “Days late”"),
        ("o2", "rule 2, column “level”"),
    ]


def test_a_column_is_called_as_people_read_it() -> None:
    labelled = ('name="level"/>', 'name="level" label="How bad"/>')
    (found,) = broken(labelled, ('<text>"some"</text>', "<text>1 +</text>"))
    assert found.place == {"vi": "dòng 2, cột “How bad”", "en": "rule 2, column “How bad”"}


def test_rows_are_counted_by_their_columns_though_one_of_these_cannot_be_read() -> None:
    found = broken(('name="level"/>', 'name="level"><outputValues><text>"a</text></outputValues></output>'))
    assert [one.element for one in found] == ["out"]
    assert [one.element for one in broken(("<inputEntry><text>0</text></inputEntry>", ""))] == ["r1"]


def test_a_table_that_is_broken_throughout_says_so_soon() -> None:
    rows = '<rule id="r0"><inputEntry><text>(</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>'
    assert len(broken(("</decisionTable>", f"{rows * 500}</decisionTable>"))) == MOST_TOLD


def test_who_asks_for_one_error_is_told_the_first_and_knows_the_others() -> None:
    table = TABLE.replace("<text>0</text>", "<text>(</text>").replace(
        '<text>"some"</text>', "<text>1 +</text>"
    )
    with pytest.raises(FeelError, match="rule 1, column “Days late”") as found:
        read_decisions(root('<inputData id="late" name="late"/>' + decision(table, "level", LATE)))
    assert [(one.place or {})["en"][:6] for one in found.value.all] == ["rule 1", "rule 2"]


TABLE = """<decisionTable><input id="in" label="Days late"><inputExpression><text>late</text></inputExpression>
  <inputValues><text>[0..31]</text></inputValues></input><output id="out" name="level"/>
  <rule id="r1"><inputEntry><text>0</text></inputEntry><outputEntry><text>"none"</text></outputEntry></rule>
  <rule id="r2"><inputEntry><text>[1..31]</text></inputEntry><outputEntry><text>"some"</text></outputEntry></rule>
</decisionTable>"""
LATE = '<informationRequirement><requiredInput href="#late"/></informationRequirement>'


def late_table() -> Decisions:
    needs = '<informationRequirement><requiredDecision href="#level"/></informationRequirement>'
    return read_decisions(
        root(
            '<inputData id="late" name="late"/>'
            + decision(TABLE, "level", LATE)
            + decision(literal("upper case(level)"), "told", needs)
        )
    )


def test_a_trace_tells_inputs_and_matching_rules_what_was_required_first() -> None:
    trace: list[Decided] = []
    assert late_table().evaluate("told", {"late": 4}, trace=trace) == "SOME"
    first, last = trace
    assert (first.key, first.value, last.key, last.value) == ("level", "some", "told", "SOME")
    assert [(seen.key, seen.name, seen.value) for seen in first.inputs] == [("in", "Days late", 4)]
    (matched,) = first.matches
    assert (matched.number, matched.key, matched.outputs[0].value) == (2, "r2", "some")
    assert (first.is_table, last.is_table) == (True, False)


@pytest.mark.parametrize(
    ("late", "reason"), [(32, "none of the allowed ones"), (0.5, "No rule of the table matches")]
)
def test_a_table_without_an_answer_says_why(late: float, reason: str) -> None:
    warnings: list[Warned] = []
    assert late_table().evaluate("level", {"late": late}, warnings=warnings) is None
    assert reason in warnings[0].message["en"]


def test_the_result_of_a_function_is_coerced_to_its_type() -> None:
    body = (
        """<businessKnowledgeModel id="f" name="f"><variable name="f" typeRef="number"/>
      <encapsulatedLogic><formalParameter name="x"/>"""
        + literal("x")
        + """</encapsulatedLogic>
      </businessKnowledgeModel>"""
    )
    model = read_decisions(root(body))
    assert [model.evaluate("f", {"x": x}) for x in (1, [2], "a")] == [1, 2, None]


GRADES = "<output name='grade'/><output name='days'/>" + "".join(
    f"<rule><outputEntry><text>{n}</text></outputEntry><outputEntry><text>{n}</text></outputEntry></rule>"
    for n in range(2)
)


@pytest.mark.parametrize("operator", ["SUM", "MIN", "MAX", "COUNT"])
def test_aggregating_several_outputs_is_refused(operator: str) -> None:
    table = f'<decisionTable hitPolicy="COLLECT" aggregation="{operator}">{GRADES}</decisionTable>'
    with pytest.raises(FeelError, match=f"COLLECT {operator} takes one output only"):
        read_decisions(root(decision(table)))


def test_several_outputs_are_gathered_without_an_operator() -> None:
    table = f'<decisionTable hitPolicy="COLLECT">{GRADES}</decisionTable>'
    assert decided(table) == [{"grade": 0, "days": 0}, {"grade": 1, "days": 1}]


FACTORIAL = """<businessKnowledgeModel id="f" name="f"><encapsulatedLogic><formalParameter name="n"/>
<literalExpression><text>if n = 0 then 1 else n * f(n - 1)</text></literalExpression></encapsulatedLogic>
<knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement></businessKnowledgeModel>"""
NEEDS_F = '<knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement>'


def test_a_knowledge_model_that_requires_itself_may_call_itself() -> None:
    model = read_decisions(root(FACTORIAL + decision(literal("f(5)"), needs=NEEDS_F)))
    assert model.evaluate("d", {}) == 120


def test_a_recursion_without_end_is_refused() -> None:
    model = read_decisions(root(FACTORIAL + decision(literal("f(-1)"), needs=NEEDS_F)))
    with pytest.raises(FeelError, match="too deeply"):
        model.evaluate("d", {})


def test_a_service_is_given_the_decisions_that_are_its_inputs() -> None:
    needs = '<informationRequirement><requiredDecision href="#days"/></informationRequirement>'
    service = (
        '<decisionService id="s" name="s"><outputDecision href="#d"/><inputDecision href="#days"/>'
        "</decisionService>"
    )
    model = read_decisions(
        root(decision(literal("1"), "days") + decision(literal("days * 2"), needs=needs) + service)
    )
    assert model.evaluate("s", {"days": 10}) == 20
    assert model.evaluate("s", {}) == 2


@pytest.mark.parametrize(
    "body",
    [
        decision(literal("1"), needs=NEEDS_F),
        '<decisionService id="s" name="s"><outputDecision href="#f"/></decisionService>',
        '<decisionService id="s" name="s"><inputData href="#f"/></decisionService>',
    ],
)
def test_what_is_required_and_not_there_is_named(body: str) -> None:
    with pytest.raises(FeelError, match="“f” is referred to and not there"):
        read_decisions(root(body))


def test_two_elements_of_one_id_are_refused() -> None:
    with pytest.raises(FeelError, match="Two elements have the id “d”"):
        read_decisions(root(decision(literal("1")) + decision(literal("2"))))


def test_another_language_than_feel_is_refused() -> None:
    logic = '<literalExpression expressionLanguage="javascript"><text>1</text></literalExpression>'
    with pytest.raises(FeelError, match="Write it in FEEL"):
        read_decisions(root(decision(logic)))


def test_files_that_import_each_other_in_thousands_of_ways_are_refused() -> None:
    def importing(number: int) -> str:
        return "".join(f'<import name="{name}" namespace="n{number + 1}"/>' for name in ("a", "b"))

    others = [root(importing(number) if number < 20 else "", f"n{number}") for number in range(21)]
    with pytest.raises(FeelError, match="in too many ways"):
        read_decisions(root(importing(-1)), others)


def test_types_that_lead_on_without_end_are_refused() -> None:
    types = "".join(
        f'<itemDefinition name="t{n}"><typeRef>t{n + 1}</typeRef></itemDefinition>' for n in range(2_000)
    )
    with pytest.raises(FeelError, match="too deeply"):
        read_decisions(root(types + decision(literal("1"), needs='<variable name="d" typeRef="t0"/>')))
