from pathlib import Path

import pytest
from fontTools.subset import Subsetter
from fontTools.ttLib import TTFont

from documents.errors import FontMissing
from documents.fonts import INSTALL, STYLES, check_fonts, find_fonts
from documents.letters import VIETNAMESE_LETTERS


def test_this_machine_has_a_font_with_every_vietnamese_letter() -> None:
    check_fonts()
    assert set(map(ord, VIETNAMESE_LETTERS)) <= find_fonts().codepoints


def test_without_a_font_the_message_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(FontMissing) as refusal:
        find_fonts((tmp_path,))
    assert all(INSTALL in refusal.value.message[language] for language in ("vi", "en"))


def test_a_font_that_lacks_letters_is_passed_over_and_named(tmp_path: Path) -> None:
    poor = tmp_path / "poor"
    poor.mkdir()
    for style, file in find_fonts().files.items():
        with TTFont(file) as font:
            subsetter = Subsetter()
            subsetter.populate(text="abcđ")
            subsetter.subset(font)
            font.save(poor / f"LiberationSerif-{style}.ttf")
    with pytest.raises(FontMissing, match="lacks 133 letters"):
        find_fonts((poor,))
    good = find_fonts().files["Regular"].parent
    assert find_fonts((poor, good)).files["Regular"].parent == good


def test_a_folder_with_only_some_styles_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / f"LiberationSerif-{STYLES[0]}.ttf").write_bytes(b"")
    with pytest.raises(FontMissing):
        find_fonts((tmp_path,))
