from pathlib import Path

import pytest
from lxml import etree

from feel.decisions.outline import outline_decisions

MODELS = sorted((Path(__file__).parents[2] / "bpmn" / "models").glob("*.dmn"))


@pytest.mark.parametrize("file", MODELS, ids=lambda file: file.stem)
def test_every_row_of_a_shipped_table_has_a_cell_for_each_column(file: Path) -> None:
    for decision in outline_decisions(etree.fromstring(file.read_bytes())):
        assert decision.name
        assert decision.rows
        for row in decision.rows:
            assert len(row.conditions) == len(decision.conditions)
            assert len(row.results) == len(decision.results)


def test_a_decision_without_a_table_is_told_by_its_text() -> None:
    logic = "<literalExpression><text> a + 1 </text></literalExpression>"
    root = etree.fromstring(
        f'<definitions xmlns="x"><decision id="d" name="D">{logic}</decision></definitions>'
    )
    (told,) = outline_decisions(root)
    assert (told.key, told.name, told.text, told.rows) == ("d", "D", "a + 1", ())
