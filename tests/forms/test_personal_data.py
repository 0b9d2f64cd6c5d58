"""The guard against data about persons: what it must find, and what it must leave alone."""

import unicodedata
from time import process_time
from timeit import repeat

import pytest

from forms.personal_data import personal_data, refusal

IDENTITIES = [
    "012345678", "123456789", "012 345 678", "012.345.678", "001085012345", "001 085 012 345",
    "001.085.012.345", "001-085-012-345", "001085 012345", "CMND012345678", "CMND số: 123 456 789",
    "căn cước 079 183 001 234", "chứng minh thư 123456789", "0 0 1 0 8 5 0 1 2 3 4 5",
]  # fmt: skip
PHONES = [
    "0912345678", "0912.345.678", "0912 345 678", "0912-345-678", "0912–345–678", "0912 34 56 78",
    "09123 45678", "0 9 1 2 3 4 5 6 7 8", "+84912345678", "+84 912 345 678", "(+84) 912 345 678",
    "+84 (0)912 345 678", "0084912345678", "84912345678", "024 3825 1234", "(024) 38251234",
    "024.3825.1234", "02438251234", "0243 825 1234", "+84-24-3825-1234", "0912\u200b345678", "０９１２３４５６７８",
]  # fmt: skip
EMAILS = ["a.b@gmail.com", "nguyen_a@mail.gov.vn", "a (at) gmail.com", "a [at] mail.vn", "a @ b.vn"]
HARMLESS = [
    "20/05/2025", "20.05.2025", "20-05-2025", "15/04/2025-14/05/2025", "2025-05-20T08:00", "20250520",
    "năm 2025", "2020-2025-2030", "05/BC-UBND", "123/2025/BC-UBND", "09/2019/NĐ-CP", "123456789/BC-UBND",
    "1656/NQ-UBTVQH15", "C00145", "C001450123", "000.00.17.H26", "123.456.789 đồng", "123456789 đồng",
    "100 000 000 đồng", "500 000 000 000 đồng", "500.000.000", "500000000", "1.000.000 đồng", "1 000 000 000",
    "123456789012 đồng", "123456789 m2", "2,5 tỷ", "1.175 báo cáo", "14 ý kiến", "62/66 = 93,94",
    "mã số thuế 0101234567", "MST: 0101234567", "1900 1234", "18001090", "113", "thửa 345, tờ 12",
    "số nhà 12A/345/678", "km 123+456", "21.028511, 105.804817", "tổ 03 05 07 09 11", "Ngõ 310 Nguyễn Văn Cừ",
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text"),
    [("identity", text) for text in IDENTITIES]
    + [("phone", text) for text in PHONES]
    + [("email", text) for text in EMAILS],
)
@pytest.mark.parametrize("around", ["{}", "Ông A ({}) nói.", "Liên hệ: {}, gấp.", "{}. Hết", "xem\n{}\nxem"])
def test_what_belongs_to_a_person_is_found(kind: str, text: str, around: str) -> None:
    assert kind in {span.kind for span in personal_data(around.format(text))}


@pytest.mark.parametrize("text", IDENTITIES + PHONES)
def test_a_count_after_the_number_does_not_hide_it(text: str) -> None:
    assert personal_data(f"gọi {text} 15 lần")


@pytest.mark.parametrize("text", HARMLESS)
@pytest.mark.parametrize("around", ["{}", "Ngày 3, {}, tổ 4.", "({})", "số {}"])
def test_what_belongs_to_the_matter_is_left_alone(text: str, around: str) -> None:
    assert not personal_data(around.format(text))


def test_positions_are_those_of_the_text_as_written() -> None:
    text = "Điện thoại ０９１２\u00a0345\u00a0678; thư a@b.vn"
    assert [text[span.start : span.end] for span in personal_data(text)] == [
        "０９１２\u00a0345\u00a0678",
        "a@b.vn",
    ]


def test_letters_in_pieces_do_not_hide_anything() -> None:
    assert personal_data(unicodedata.normalize("NFD", "số điện thoại ông Huề: 0912345678"))


def test_every_find_is_named_once_and_no_more_than_three_are_quoted() -> None:
    text = "0912345678, 0912345679, 001085012345, a@b.vn"
    spans = personal_data(text)
    assert [span.kind for span in spans] == ["phone", "phone", "identity", "email"]
    assert "a@b.vn" not in refusal(text, spans)["en"]
    assert "identity number “001085012345”" in refusal(text, spans)["en"]


@pytest.mark.parametrize(
    "piece", ["0", "0 ", "09.-", "a", "@", "a@", "a.", "1/", "1/a-", "+84 ", "cccd ", "(0", "20/05/", "- "]
)
def test_a_long_text_takes_time_in_proportion(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        # the best of three, and timeit holds the garbage collector: what else the process does is not counted
        look = personal_data.__wrapped__  # not what is remembered of the text
        return min(repeat(lambda: look(text), timer=process_time, number=1, repeat=3))

    assert seconds(20_000) < 20 * max(seconds(5_000), 0.01)
