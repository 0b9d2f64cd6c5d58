import unicodedata

from documents.letters import UNKNOWN, VIETNAMESE_LETTERS, balanced, capitals, printable, unprintable

SOME = frozenset(map(ord, "abc đệ" + "\u202e"))


def test_vietnamese_has_134_letters_outside_plain_latin() -> None:
    assert len(VIETNAMESE_LETTERS) == len(set(VIETNAMESE_LETTERS)) == 134
    assert all(unicodedata.is_normalized("NFC", letter) for letter in VIETNAMESE_LETTERS)


def test_the_hard_ones_are_among_them() -> None:
    assert set("ĐđƠơƯưẶặỆệỖỗỮữỴỵ") <= set(VIETNAMESE_LETTERS)
    assert not set("aeiouyAEIOUY") & set(VIETNAMESE_LETTERS)


def test_names_of_offices_are_put_in_capitals() -> None:
    assert capitals("Ủy ban nhân dân phường Bồ Đề") == "ỦY BAN NHÂN DÂN PHƯỜNG BỒ ĐỀ"
    assert capitals(unicodedata.normalize("NFD", "phường Bồ Đề")) == "PHƯỜNG BỒ ĐỀ"


def test_letters_and_marks_sent_apart_come_together() -> None:
    assert printable(unicodedata.normalize("NFD", "đệ"), SOME) == "đệ"


def test_a_letter_the_font_lacks_leaves_a_visible_gap() -> None:
    assert printable("a\u6f22b", SOME) == f"a{UNKNOWN}b"


def test_what_would_leave_a_gap_can_be_asked_beforehand() -> None:
    assert unprintable("a\u6f22b \U0001f600\u6f22\n\u202e", SOME) == "\u6f22\U0001f600"
    assert unprintable("đệ abc", SOME) == ""


def test_controls_and_direction_marks_vanish_even_if_the_font_has_them() -> None:
    assert printable("a\x00\u202eb\u200b\nc\u2009c", SOME) == "ab\nc c"


def test_a_long_head_breaks_where_its_lines_are_about_equal() -> None:
    assert balanced("ỦY BAN NHÂN DÂN PHƯỜNG BỒ ĐỀ", 26) == "ỦY BAN NHÂN DÂN\nPHƯỜNG BỒ ĐỀ"


def test_a_short_head_and_one_long_word_stay_as_they_are() -> None:
    assert balanced("SỞ XÂY DỰNG", 26) == "SỞ XÂY DỰNG"
    assert balanced("A" * 90, 26) == "A" * 90
    assert balanced("", 26) == ""
