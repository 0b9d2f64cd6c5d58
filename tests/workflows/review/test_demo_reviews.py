"""A demonstration has a review that its first visitor can try, and one that is still to come."""

import pytest
import sqlalchemy as sa

from database.session import Database
from engine.tables import task
from tests.workflows.cycle import at
from workflows.demo.doers import Here
from workflows.demo.reviews import open_reviews
from workflows.house import HOUSE
from workflows.review.register import legal_bases


@pytest.mark.usefixtures("cycle")
def test_a_review_is_open_and_its_outline_lies_with_the_root(database: Database) -> None:
    open_reviews(database, HOUSE, Here(database, HOUSE, "P01"), at(14, 16))
    with database.read() as session:
        groups = session.scalars(
            sa.select(task.c.candidate_group).where(task.c.element == "outline", task.c.status == "created")
        ).all()
        bases = {line.row.symbol: line for line in legal_bases(session, at(14, 16))}
    assert groups == ["P01.reporter"]
    opened, later = bases["104/2022/NĐ-CP"], bases["10/2022/QH15"]
    assert [row.kind for row in opened.reviews] == ["after_2_5"]
    assert later.reviews == ()
    assert {row.kind for row in later.coming} == {"year", "after_5", "after_10"}
