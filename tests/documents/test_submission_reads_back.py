import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

import pytest

from documents.facts import AttachedFile, IssueRow, Signer, SubmissionFacts, SubordinateRow
from documents.labels import labels
from documents.letters import VIETNAMESE_LETTERS
from documents.sections import roman, sections
from documents.submission import Rendered
from tests.documents.reports import overview

Render = Callable[[SubmissionFacts], Rendered]
TextOf = Callable[..., str]
HEAD_OF_LIST = "Nội dung phản ánh"


def words_of(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def test_every_vietnamese_letter_reads_back(ward: SubmissionFacts, render: Render, text_of: TextOf) -> None:
    letters = " ".join(VIETNAMESE_LETTERS)
    spread = replace(ward, parts=overview(letters), abstract=letters, recipients=(letters,))
    text = unicodedata.normalize("NFC", text_of(render(spread).pdf))
    for part in text.split("Nơi nhận"):  # in the regular, the bold and the smaller type
        assert set(VIETNAMESE_LETTERS) <= set(part)


def test_a_ward_report_has_the_parts_the_decree_wants(
    ward: SubmissionFacts, render: Render, text_of: TextOf
) -> None:
    text = words_of(text_of(render(ward).pdf, "-layout"))
    for part in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "ỦY BAN NHÂN DÂN PHƯỜNG 3",
        "Số: 05/BC-UBND",
        "Phường 3, ngày 16 tháng 11 năm 2026",
        "BÁO CÁO",
        "(Số liệu từ ngày 15/10/2026 đến ngày 14/11/2026)",
        "Kính gửi: Ủy ban nhân dân Quận 1",
        "I. TÌNH HÌNH CHUNG",
        "II. DANH MỤC VẤN ĐỀ NHÂN DÂN PHẢN ÁNH, KIẾN NGHỊ",
        "Trong kỳ có 2 vấn đề với 36 lượt ý kiến.",
        "III. KẾT QUẢ XỬ LÝ VẤN ĐỀ KỲ TRƯỚC",
        "IV. ĐỀ XUẤT, KIẾN NGHỊ",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "- Thường trực HĐND phường;",
        "- Lưu: VT, VP (02b).",
        "Phê duyệt điện tử: Chủ tịch Ủy ban nhân dân Phường 3; 16/11/2026 16:05 (+07:00).",
    ):
        assert part in text


def test_an_office_alone_signs_and_an_agency_signs_for_itself(
    ward: SubmissionFacts, render: Render, text_of: TextOf
) -> None:
    agency = replace(ward, signer=Signer(position="Giám đốc"))
    text = text_of(render(agency).pdf)
    assert "GIÁM ĐỐC" in text
    assert "TM." not in text


def test_a_nil_report_says_so_on_one_page(nil: SubmissionFacts, render: Render, text_of: TextOf) -> None:
    rendered = render(nil)
    assert rendered.pages == 1
    text = words_of(text_of(rendered.pdf))
    assert "Trong kỳ không phát sinh vấn đề." in text
    assert text.count("Không có.") == 2
    assert HEAD_OF_LIST not in text


@pytest.mark.parametrize(("count", "appendices"), [(5, 0), (6, 1)])
def test_a_list_longer_than_five_becomes_an_appendix(
    count: int, appendices: int, ward: SubmissionFacts, issue: IssueRow, render: Render, text_of: TextOf
) -> None:
    text = text_of(render(replace(ward, issues=(issue,) * count)).pdf)
    assert text.count("PHỤ LỤC") == appendices


def test_a_long_list_repeats_its_head_and_counts_its_own_pages(
    ward: SubmissionFacts, issue: IssueRow, render: Render, text_of: TextOf
) -> None:
    issues = tuple(replace(issue, place=f"Tổ số {index}.") for index in range(1, 61))
    rendered = render(replace(ward, issues=issues))
    *pages, _ = text_of(rendered.pdf).split("\f")
    assert len(pages) == rendered.pages
    appendix = [page for page in pages if HEAD_OF_LIST in page]
    assert len(appendix) > 3
    assert "PHỤ LỤC" in appendix[0]
    assert "(Kèm theo Báo cáo số 05/BC-UBND ngày 16/11/2026" in words_of(appendix[0])
    assert [page.split()[0] for page in appendix[1:3]] == ["2", "3"]
    text = words_of(" ".join(appendix))
    assert all(f"số {index}." in text for index in range(1, 61))


def test_the_first_page_has_no_number_and_the_second_has(
    ward: SubmissionFacts, render: Render, text_of: TextOf
) -> None:
    long = replace(ward, parts=overview("Tình hình ổn định. " * 200))
    first, second, *_ = text_of(render(long).pdf).split("\f")
    assert not first.lstrip().startswith("1")
    assert second.split()[0] == "2"


def test_a_consolidated_report_shows_the_outcome_of_the_units_below(
    district: SubmissionFacts, render: Render, text_of: TextOf
) -> None:
    text = words_of(text_of(render(district).pdf, "-layout"))
    assert "II. TÌNH HÌNH BÁO CÁO CỦA CÁC ĐƠN VỊ CẤP DƯỚI" in text
    assert "Số đơn vị phải báo cáo: 4." in text
    assert "V. ĐỀ XUẤT, KIẾN NGHỊ" in text
    assert re.search(r"1 Phường 1 Đúng hạn 16/11/2026 09:01", text)
    assert "Không gửi" in text
    assert "Kính gửi: - Ủy ban nhân dân thành phố; - Ban Dân vận Thành ủy." in text


def test_two_long_lists_make_two_appendices(
    district: SubmissionFacts, issue: IssueRow, render: Render, text_of: TextOf
) -> None:
    units = tuple(SubordinateRow(unit=f"Phường {index}", outcome="missing") for index in range(9))
    text = words_of(text_of(render(replace(district, subordinates=units, issues=(issue,) * 9)).pdf))
    assert "Chi tiết tại Phụ lục I kèm theo." in text
    assert "Chi tiết tại Phụ lục II kèm theo." in text
    assert "PHỤ LỤC I " in text
    assert "PHỤ LỤC II " in text


@pytest.mark.parametrize(("number", "numeral"), [(4, "IV"), (8, "VIII"), (14, "XIV"), (49, "XLIX")])
def test_sections_are_numbered_however_many_there_are(number: int, numeral: str) -> None:
    assert roman(number) == numeral


def test_files_are_listed_with_their_size_as_the_pages_say_it(ward: SubmissionFacts) -> None:
    file = AttachedFile(name="bien ban.pdf", bytes=6685, sha256="a" * 64)
    section = sections(replace(ward, files=(file,)), labels("vi"))[-1]
    assert section.paragraphs == (f"bien ban.pdf (7 kB), SHA-256: {'a' * 64}",)
    assert section.listed


def test_an_open_number_leaves_room(ward: SubmissionFacts, render: Render, text_of: TextOf) -> None:
    unnumbered = replace(ward, number=replace(ward.number, value=None))
    assert "Số: /BC-UBND" in words_of(text_of(render(unnumbered).pdf, "-layout"))


def test_english_labels_are_complete(district: SubmissionFacts, render: Render, text_of: TextOf) -> None:
    text = words_of(text_of(render(replace(district, language="en")).pdf))
    for part in ("SOCIALIST REPUBLIC OF VIET NAM", "REPORTS OF THE UNITS BELOW", "On time", "Recipients:"):
        assert part in text
