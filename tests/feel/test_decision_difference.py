from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from feel.decisions.difference import ADDED, CHANGED, MOVED, REMOVED, TableChange, compare_tables
from feel.decisions.matching import match, moved_among
from feel.errors import words

MODELS = sorted((Path(__file__).parents[2] / "bpmn" / "models").glob("*.dmn"))
DEADLINES = (MODELS[0].parent / "deadlines.dmn").read_text("utf-8")


def changes(after: str, before: str = DEADLINES) -> list[TableChange]:
    return compare_tables(etree.fromstring(before.encode()), etree.fromstring(after.encode()))


def replaced(old: str, new: str) -> str:
    assert old in DEADLINES
    return DEADLINES.replace(old, new)


def rule(name: str, text: str = DEADLINES) -> str:
    """One whole row of a table, as it is written."""
    start = text.index(f'<rule id="{name}"')
    return text[start : text.index("</rule>", start) + len("</rule>")]


@pytest.mark.parametrize("file", MODELS, ids=lambda file: file.stem)
def test_a_shipped_table_does_not_differ_from_itself(file: Path) -> None:
    text = file.read_text("utf-8")
    assert changes(text, text) == []


def test_a_day_less_is_told_by_row_condition_and_column() -> None:
    (change,) = changes(
        replaced(
            '<outputEntry id="submission_due_commune_offset"><text>2<',
            '<outputEntry id="submission_due_commune_offset"><text>1<',
        )
    )
    assert change.sentence("vi") == (
        "Hạn gửi báo cáo: dòng 1 (monthly, quarterly, half, nine, yearly; commune), "
        "“Cộng số ngày làm việc (âm là trước)”: 2 → 1"
    )
    assert change.sentence("en").startswith("Hạn gửi báo cáo: row 1 (monthly, ")
    assert (change.row, change.before, change.after) == (1, "2", "1")


def test_texts_are_told_by_the_words_that_people_have_for_them() -> None:
    said = {
        "level": {"commune": words("cấp xã", "the communes"), "province": words("cấp tỉnh", "a province")}
    }
    cell = '_commune_level"><text>"commune"<'
    before, after = (
        etree.fromstring(text.encode())
        for text in (DEADLINES, replaced(cell, '_commune_level"><text>"ward"<'))
    )
    change = compare_tables(before, after, said)[0]
    assert change.sentence("vi").endswith('nine, yearly; ward), “Cấp gửi”: cấp xã → "ward"')
    (change, *_) = compare_tables(after, before, said)
    assert change.sentence("en").endswith('nine, yearly; the communes), “Cấp gửi”: "ward" → the communes')


def test_a_decision_is_called_by_its_name_and_not_by_its_result() -> None:
    decision = (
        '<definitions xmlns="x"><decision id="d" name="Hạn gửi"><variable name="submission_due"/>'
        "<literalExpression><text>{}</text></literalExpression></decision></definitions>"
    )
    (change,) = changes(decision.format("1"), decision.format("2"))
    assert change.sentence("vi") == "Hạn gửi: cách quyết định: 2 → 1"


def test_a_long_text_is_told_from_where_it_parts() -> None:
    long = "theo " * 60
    (change,) = changes(
        replaced(
            '<outputEntry id="submission_due_commune_offset"><text>2<',
            f'<outputEntry id="submission_due_commune_offset"><text>"{long}hai"<',
        ),
        replaced(
            '<outputEntry id="submission_due_commune_offset"><text>2<',
            f'<outputEntry id="submission_due_commune_offset"><text>"{long}ba ngày"<',
        ),
    )
    before, _arrow, after = change.sentence("vi").rpartition(" → ")
    assert before.endswith(' theo ba ngày"')
    assert after.startswith("…")
    assert after.endswith(' theo hai"')
    assert len(after) < len(long)


def test_a_row_that_is_gone_is_told_with_what_it_said() -> None:
    (change,) = changes(DEADLINES.replace(rule("submission_due_district"), ""))
    assert (change.kind, change.was, change.row) == (REMOVED, 2, None)
    assert change.sentence("en").endswith(
        'removed (Tính từ: "cutoff"; Cộng số ngày làm việc (âm là trước): 4; Nếu rơi vào ngày nghỉ…)'
    )


def test_a_row_that_is_new_is_told_by_its_place() -> None:
    row = rule("submission_due_district")
    new = row.replace("submission_due_district", "submission_due_ward")
    (change,) = changes(DEADLINES.replace(row, new + row))
    assert (change.kind, change.was, change.row) == (ADDED, None, 2)


def test_a_row_that_changed_its_place_is_moved_and_nothing_else() -> None:
    first, second = rule("submission_due_commune"), rule("submission_due_district")
    turned = DEADLINES.replace(second, "").replace(first, second + first)
    (change,) = changes(turned)
    assert change.kind == MOVED


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('hitPolicy="UNIQUE"', 'hitPolicy="FIRST"', "hit policy"),
        ('label="Loại báo cáo"', 'label="Loại"', "column “Loại”"),
        ("<text>report_kind</text>", "<text>kind</text>", "column “Loại báo cáo”"),
        ("<description>Cấp xã gửi cấp trên trực tiếp", "<description>Cấp xã gửi", "remark of the row"),
        ('<decision id="submission_due" name="Hạn gửi báo cáo"', '<decision id="submission_due" name="Hạn"', "name"),
        ('<requiredInput href="#level" />', '<requiredInput href="#rank" />', "needs"),
    ],
)  # fmt: skip
def test_settings_are_told_too(old: str, new: str, told: str) -> None:
    found = changes(replaced(old, new))
    assert found
    assert {change.place["en"] for change in found} == {told}
    assert {change.kind for change in found} == {CHANGED}


def test_rows_are_found_again_where_another_tool_named_them_anew() -> None:
    renamed = DEADLINES.replace('<rule id="submission_due', '<rule id="row')
    assert changes(renamed) == []


def test_a_decision_that_is_written_as_an_expression_is_compared_as_text() -> None:
    logic = "<literalExpression><text>{}</text></literalExpression>"
    decision = f'<definitions xmlns="x"><decision id="d" name="D">{logic}</decision></definitions>'
    (change,) = changes(decision.format("a + 2"), decision.format("a + 1"))
    assert change.sentence("en") == "D: logic: a + 1 → a + 2"


def spoilt() -> Iterator[tuple[str, str]]:
    """A table with one text or setting after the other spoilt, but for ids and the drawing."""
    root = etree.fromstring(DEADLINES.encode())
    for node in root.iter("{https://www.omg.org/spec/DMN/20191111/MODEL/}*"):
        for name, value in ((str(key), str(value)) for key, value in node.attrib.items()):
            if name != "id" and node is not root:
                node.set(name, f"{value}x")
                yield f"{node.tag!s} {name}", etree.tostring(root, encoding="unicode")
                node.set(name, value)
        text = node.text or ""
        if text.strip():
            node.text = f"{text}x"
            yield f"{node.tag!s} {text}", etree.tostring(root, encoding="unicode")
            node.text = text


def test_nothing_of_a_table_can_change_unseen() -> None:
    assert [told for told, after in spoilt() if not changes(after)] == []


@given(st.permutations(range(8)))
def test_what_did_not_move_kept_its_order(order: list[int]) -> None:
    pairs = [(was, now) for now, was in enumerate(order)]
    kept = [was for was, now in pairs if (was, now) not in moved_among(pairs)]
    assert kept == sorted(kept)
    assert kept


def test_each_row_is_found_once_by_its_surest_key() -> None:
    before, after = [("a", "x"), ("", "x"), ("c", "z")], [("", "x"), ("a", "y"), ("", "q")]
    assert match(before, after) == [(1, 0), (0, 1), (None, 2), (2, None)]
