"""Cells that can be read and cannot be meant: each is told with its row, its column and what to write."""

from pathlib import Path

import pytest

from bpmn.xml import parse_xml
from feel.decisions.misfits import Misfit, misfits

DEADLINES = Path("bpmn/models/deadlines.dmn").read_text(encoding="utf-8")
OFFSET = '<outputEntry id="submission_due_commune_offset"><text>{}</text></outputEntry>'
LEVEL = '<inputEntry id="submission_due_commune_level"><text>{}</text></inputEntry>'
SHIFT = '<outputEntry id="submission_due_commune_non_working_day"><text>{}</text></outputEntry>'


def with_cell(cell: str, before: str, now: str) -> list[Misfit]:
    """The misfits of the deadlines with another text in one cell."""
    assert cell.format(before) in DEADLINES
    return list(misfits(parse_xml(DEADLINES.replace(cell.format(before), cell.format(now)).encode())))


@pytest.mark.parametrize("text", ["3", "-1", "2.5", "null", "n + 1", 'if level = "x" then 1 else 2'])
def test_what_fits_or_is_worked_out_is_left_alone(text: str) -> None:
    assert with_cell(OFFSET, "2", text) == []


@pytest.mark.parametrize(
    ("text", "severity", "english", "remedy"),
    [
        ('"2"', "error", '"2" is not a number.', "Write a number."),
        ("true", "error", "true is not a number.", "Write a number."),
        (
            "",
            False,
            "the cell is empty, so that nothing comes of it.",
            "Write a value, or null if none is meant.",
        ),
    ],
)
def test_what_is_no_number_is_told_where_a_number_belongs(
    text: str, severity: str, english: str, remedy: str
) -> None:
    [found] = with_cell(OFFSET, "2", text)
    assert found.message["en"] == f"Row 1, column “Cộng số ngày làm việc (âm là trước)”: {english}"
    assert (found.element, found.grave) == ("submission_due_commune_offset", severity == "error")
    assert found.remedy["en"] == remedy


def test_a_text_that_the_column_does_not_list_is_told_of_inputs_and_outputs() -> None:
    [found] = with_cell(LEVEL, '"commune"', '"commune", "ward"')
    assert found.message["vi"] == 'Dòng 1, cột “Cấp gửi”: "ward" không có trong các giá trị của cột.'
    assert found.remedy["en"] == 'Write one of: "commune", "district", "province", "nation".'
    [found] = with_cell(SHIFT, '"next"', '"later"')
    assert (found.grave, found.element) == (True, "submission_due_commune_non_working_day")
    assert with_cell(LEVEL, '"commune"', 'not("ward")') == with_cell(LEVEL, '"commune"', "-") == []


def test_tables_as_they_are_shipped_have_none() -> None:
    for path in sorted(Path("bpmn/models").glob("*.dmn")):
        assert list(misfits(parse_xml(path.read_bytes()))) == [], path.name
