import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from weasyprint.urls import FatalURLFetchingError

from documents.compose import compose
from documents.facts import IssueRow, Part, SubmissionFacts
from documents.fetcher import AssetDenied, Assets
from documents.fonts import find_fonts
from documents.layout import load_layout
from documents.submission import Rendered
from documents.typesetter import Typesetter
from tests.documents.reports import overview

Render = Callable[[SubmissionFacts], Rendered]
TextOf = Callable[..., str]

POINTS_PER_MM = 72 / 25.4

ATTACKS = (
    "<link rel=attachment href='file:///etc/passwd'>",
    "<img src=file:///etc/hostname>",
    "</title></style><style>*{display:none}</style>",
    "<!-- <script>alert(1)</script>",
    "{{ 7 * 7 }} {% for x in y %} {# gone #}",
    "{period.__class__} %(x)s ${HOME}",
    "<a href='http://127.0.0.1:9/x'>x</a> &lt;b&gt; ]]>",
)


def everywhere(facts: SubmissionFacts, text: str) -> SubmissionFacts:
    """The facts with one text in every place a person can write in."""
    cells: Any = dict.fromkeys(("field", "place", "summary", "source", "handler", "unit"), text)
    row = replace(facts.issues[0], **cells)
    return replace(
        facts,
        organisation=text,
        place=text,
        period=text,
        abstract=text,
        addressees=(text, text),
        parts=(Part(title=text, paragraphs=(text,)), Part(title=text, kind="issues")),
        recipients=(text,),
        issues=(row,),
    )


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_looks_like_code_is_printed_as_it_was_written(
    attack: str, ward: SubmissionFacts, render: Render, text_of: TextOf
) -> None:
    pdf = render(everywhere(ward, attack)).pdf
    assert squeezed(attack) in squeezed(text_of(pdf))
    assert list(pikepdf.open(BytesIO(pdf)).attachments) == ["report.json"]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFC", text))


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_page_holds_no_element_that_came_from_a_text(attack: str, ward: SubmissionFacts) -> None:
    html = compose(everywhere(ward, attack), load_layout(), attachment_sha256="0" * 64)
    assert not re.search(r"<(link|img|script|style|a)\b", html)
    assert "49" not in html


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:9/x",
        "https://example.org/",
        "data:text/plain,x",
        "ftp://example.org/",
        "asset:../fonts.py",
        "asset:/etc/passwd",
        "asset:",
        "relative.png",
    ],
)
def test_the_fetcher_denies_all_but_its_named_assets(url: str) -> None:
    with pytest.raises(AssetDenied):
        Assets(find_fonts()).fetch(url)


def test_the_fetcher_serves_the_four_files() -> None:
    assets = Assets(find_fonts())
    assert all(
        assets.fetch(f"asset:{style}").read()[:4] == b"\x00\x01\x00\x00" for style in find_fonts().files
    )


@pytest.mark.parametrize("element", ["<img src=file:///etc/hostname>", "<link rel=stylesheet href=asset:x>"])
def test_a_page_that_asks_for_more_is_not_made(element: str, attached: Any) -> None:
    typesetter = Typesetter(find_fonts(), "")
    with pytest.raises(FatalURLFetchingError):
        typesetter.set(f"<title>x</title><p>{element}", attached, page_cap=9)


def test_a_word_without_end_stays_inside_the_page(
    ward: SubmissionFacts, render: Render, text_of: TextOf
) -> None:
    pdf = render(everywhere(ward, "W" * 900)).pdf
    for page in text_of(pdf, "-bbox").split("<page ")[1:]:
        width = float(re.findall(r'width="([\d.]+)"', page)[0])
        right_edges = [float(edge) for edge in re.findall(r'xMax="([\d.]+)"', page)]
        assert max(right_edges) <= width - 15 * POINTS_PER_MM + 1


def test_a_row_taller_than_a_page_loses_nothing(
    ward: SubmissionFacts, issue: IssueRow, render: Render, text_of: TextOf
) -> None:
    words = [f"chữ{number}" for number in range(3000)]
    tall = replace(issue, summary=" ".join(words))
    text = squeezed(text_of(render(replace(ward, issues=(issue, tall, issue))).pdf))
    assert all(word in text for word in words)


def test_letters_of_other_scripts_leave_a_visible_gap(
    ward: SubmissionFacts, render: Render, text_of: TextOf, fonts_of: Callable[[bytes], list[str]]
) -> None:
    pdf = render(replace(ward, parts=overview("Trước 漢字 sau \U0001f600 \x00\u202ehết"))).pdf
    assert "Trước □□ sau □ hết" in unicodedata.normalize("NFC", text_of(pdf))
    assert all("+Liberation-Serif" in line for line in fonts_of(pdf))
