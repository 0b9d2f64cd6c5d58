"""A unit's name as documents use it."""

import pytest

from workflows.unit_words import signing_place


@pytest.mark.parametrize(
    ("name", "place"),
    [("Phường Bồ Đề", "Bồ Đề"), ("Quận 1", "Quận 1"), ("Thành phố Hà Nội", "Hà Nội"), ("Tỉnh A", "A")],
)
def test_a_place_that_has_only_a_number_keeps_its_kind_where_a_document_is_signed(
    name: str, place: str
) -> None:
    assert signing_place(name) == place
