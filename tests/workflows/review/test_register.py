"""Legal bases come from a file, all or none; what a file says again changes nothing."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from database.session import Database
from tests.workflows.review.reviewing import SINCE, on
from workflows.review.basis_file import HEADINGS, BasesRefused
from workflows.review.register import Imported, import_legal_bases, legal_bases
from workflows.review.tables import legal_basis, review_plan

EXAMPLE = Path("workflows/review/data/legal_bases_example.csv")
GOOD = "12/2025/QĐ-UBND,Quy chế,Ủy ban nhân dân tỉnh A,2025-07-20,2025-08-01,,P01,commune,half;year"


def load(database: Database, path: Path) -> Imported:
    with database.write() as session:
        return import_legal_bases(session, path, now=on(SINCE))


def written(folder: Path, *lines: str) -> Path:
    path = folder / "bases.csv"
    path.write_text("\n".join([",".join(HEADINGS), *lines]), encoding="utf-8")
    return path


def test_the_example_is_entered_once_and_shown_with_its_next_reviews(database: Database) -> None:
    assert load(database, EXAMPLE) == Imported(added=4, changed=0, same=0)
    assert load(database, EXAMPLE) == Imported(added=0, changed=0, same=4)
    with database.read() as session:
        lines = legal_bases(session, on(SINCE))
    assert lines[0].row.symbol == "10/2022/QH15"
    coming = {line.row.symbol: [(plan.kind, f"{plan.day}") for plan in line.coming] for line in lines}
    assert coming["09/2019/NĐ-CP"] == [("year", "2025-12-14"), ("after_10", "2029-03-12")]
    assert lines[0].owner_name == "Tỉnh A mới"


def test_what_the_file_says_now_holds_and_is_planned_anew(database: Database, tmp_path: Path) -> None:
    load(database, written(tmp_path, GOOD))
    later = GOOD.replace("half;year", "after_5").replace(",,P01", ",2031-01-01,P01")
    assert load(database, written(tmp_path, later)) == Imported(added=0, changed=1, same=0)
    with database.read() as session:
        assert [(row.kind, f"{row.day}") for row in session.execute(sa.select(review_plan))] == [
            ("after_5", "2030-08-01")
        ]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("P01", "X99", "X99"),
        ("commune", "village", "village"),
        ("half;year", "weekly", "after_10"),
        ("2025-08-01", "01/08/2025", "in_force_since"),
        ("Quy chế", "", "title"),
        (",half;year", "", "cột"),
    ],
)
def test_one_bad_line_refuses_the_file(
    database: Database, tmp_path: Path, old: str, new: str, why: str
) -> None:
    path = written(tmp_path, GOOD.replace("12/2025", "11/2025"), GOOD.replace(old, new, 1))
    with pytest.raises(BasesRefused) as refused:
        load(database, path)
    assert "dòng 3" in refused.value.text["vi"]
    assert why in refused.value.text["vi"]
    with database.read() as session:
        assert session.execute(sa.select(legal_basis)).all() == []


def test_a_file_with_other_headings_or_a_basis_twice_is_refused(database: Database, tmp_path: Path) -> None:
    with pytest.raises(BasesRefused):
        load(database, written(tmp_path, GOOD, GOOD))
    (tmp_path / "bases.csv").write_text("symbol,title\n", encoding="utf-8")
    with pytest.raises(BasesRefused):
        load(database, tmp_path / "bases.csv")
