"""Every row of a list stands on one page, and a page that there is not is the nearest one."""

import pytest

from workflows.leafing import Leaf, leaf


@pytest.mark.parametrize(
    ("total", "asked", "found"),
    [
        (0, 1, Leaf(0, 1, 1, 0)),
        (50, 2, Leaf(50, 1, 1, 0)),
        (51, 2, Leaf(51, 2, 2, 50)),
        (51, 3, Leaf(51, 2, 2, 50)),
        (51, 0, Leaf(51, 1, 2, 0)),
        (51, -7, Leaf(51, 1, 2, 0)),
    ],
)
def test_a_page_is_one_of_those_there_are(total: int, asked: int, found: Leaf) -> None:
    assert leaf(total, asked, 50) == found
