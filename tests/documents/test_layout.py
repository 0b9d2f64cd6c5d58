from documents.frame import styles
from documents.layout import load_layout


def test_the_decree_is_read_from_its_file() -> None:
    decree = load_layout("nd30_2020")
    assert (decree.top_mm, decree.bottom_mm, decree.left_mm, decree.right_mm) == (20, 20, 30, 15)
    assert (decree.nation_pt, decree.motto_pt, decree.body_pt, decree.recipients_pt) == (12, 13, 14, 11)
    assert (decree.indent_cm, decree.paragraph_gap_pt, decree.line_height) == (1.27, 6, 1.25)
    assert decree.nation == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def test_the_style_sheet_takes_its_measures_from_the_layout() -> None:
    sheet = styles(load_layout())
    assert "margin: 20.0mm 15.0mm 20.0mm 30.0mm" in sheet
    assert "font: 14.0pt/1.25" in sheet
    assert "{" in sheet
    assert "{{" not in sheet
