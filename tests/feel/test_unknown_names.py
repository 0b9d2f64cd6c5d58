from pathlib import Path

import pytest
from lxml import etree

from feel.decisions.unknown import Unknown, unknown_names

MODELS = sorted((Path(__file__).parents[2] / "bpmn" / "models").glob("*.dmn"))
DECISION = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"><inputData name="level"/>
  <businessKnowledgeModel name="late"><encapsulatedLogic><formalParameter name="days"/>
  <literalExpression><text>days > 2</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
  <decision name="Hạn"><decisionTable>
  <input><inputExpression><text>{input}</text></inputExpression></input><output name="days"/>
  <rule><inputEntry><text>{test}</text></inputEntry><outputEntry><text>{output}</text></outputEntry></rule>
  </decisionTable></decision></definitions>"""


def found(test: str = "-", output: str = "2", asked: str = "level") -> list[Unknown]:
    text = DECISION.format(input=asked, test=test.replace("<", "&lt;"), output=output)
    return list(unknown_names(etree.fromstring(text)))


@pytest.mark.parametrize("file", MODELS, ids=lambda file: file.stem)
def test_a_shipped_table_asks_for_nothing_that_is_not_there(file: Path) -> None:
    assert list(unknown_names(etree.fromstring(file.read_bytes()))) == []


@pytest.mark.parametrize("output", ["level", "late(3)", "sum([1, 2])", "for d in [1] return d", '"x"'])
def test_inputs_functions_of_the_file_and_the_language_are_known(output: str) -> None:
    assert found(output=output) == []


def test_a_slip_of_the_pen_is_told_with_its_decision_and_text() -> None:
    assert found(output="levle + 1") == [
        Unknown("levle", is_function=False, decision="Hạn", text="levle + 1")
    ]
    assert found(asked="levl") == [Unknown("levl", is_function=False, decision="Hạn", text="levl")]
    assert found(test="< limit") == [Unknown("limit", is_function=False, decision="Hạn", text="< limit")]


def test_a_function_that_is_not_there_is_told_as_one() -> None:
    assert found(output="latte(3)") == [Unknown("latte", is_function=True, decision="Hạn", text="latte(3)")]


def test_each_name_is_told_once_and_broken_texts_are_left_to_others() -> None:
    assert [one.name for one in found(test="< limit", output="limit")] == ["limit"]
    assert found(output="1 +") == []


def test_names_of_an_imported_file_are_known() -> None:
    other = etree.fromstring('<definitions xmlns="x"><inputData name="limit"/></definitions>')
    root = etree.fromstring(DECISION.format(input="level", test="-", output="limit"))
    assert [one.name for one in unknown_names(root)] == ["limit"]
    assert list(unknown_names(root, [other])) == []


def test_a_table_without_input_data_reads_what_its_caller_has() -> None:
    text = DECISION.format(input="area", test="-", output="nought()").replace('<inputData name="level"/>', "")
    assert [(one.name, one.is_function) for one in unknown_names(etree.fromstring(text))] == [
        ("nought", True)
    ]
