import pytest

from organisation.roles import ROLES, group, role_title, split_group


@pytest.mark.parametrize(
    ("unit_type", "vi", "en"),
    [
        ("phường", "Lãnh đạo phường", "Head of the ward"),
        ("thành phố trung ương", "Lãnh đạo thành phố", "Head of the city"),
        ("agency", "Lãnh đạo cơ quan", "Head of the agency"),
        ("municipality", "Lãnh đạo đơn vị", "Head of the unit"),
    ],
)
def test_a_head_is_the_head_of_something(unit_type: str, vi: str, en: str) -> None:
    assert role_title("head", unit_type) == {"vi": vi, "en": en}


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_words_in_both_languages(role: str) -> None:
    words = role_title(role)

    assert words["vi"]
    assert words["en"]


@pytest.mark.parametrize(
    ("handle", "role", "text"),
    [("C003@2025-07-01", "reporter", "C003@2025-07-01.reporter"), (None, "operator", "operator")],
)
def test_a_group_is_a_handle_and_a_role(handle: str | None, role: str, text: str) -> None:
    assert group(handle, role) == text
    assert split_group(text) == (handle, role)
