"""Every template compiles and every macro renders, strictly, in both languages."""

import pytest
import sqlalchemy as sa
from fastapi import FastAPI

from database.session import Database
from notifications.tables import outbox
from organisation.days import HOME_ZONE
from tests.web.browsing import Visitor
from tests.web.cast import NOW
from web.charts import Part
from web.language import LANGUAGES
from web.pages import TEMPLATES, Pages, environment

MACROS = """
{% from "parts/lists.html" import next_box, band, tabs, outcome_tag, tag, trail, paging, cards, card_row, card_title,
   cell, event %}
{% from "parts/sums.html" import fills, sum_list, bar, written_out %}
{% from "parts/forms.html" import token, problems_box, text_field, text_area, select_field, one_button, typed_content
   with context %}
{{ fills() }}{{ sum_list(3, "Phải gửi", parts) }}{{ bar(parts, "3 = 2 + 1") }}{{ written_out(parts, 3) }}
{% call next_box(act=true) %}<p>Việc tiếp theo</p>{% endcall %}
{{ band("Quá hạn", 2, "làm trước", late=true) }}
{{ tabs("Lọc", [("/a", "Của tôi", 1001, true), ("/b", "Tất cả", none, false)]) }}
{% for outcome in ("on_time", "late", "nil", "missing", "overdue", "open") %}{{ outcome_tag(outcome) }}{% endfor %}
{{ tag("Khẩn", "red") }}{{ trail("Cấp", [("/", "Thành phố"), (none, "Quận 1")]) }}{{ paging("/a", "/a?after=1") }}
{% call cards(["Phường", "Đang giữ"], wide=1) %}{% call card_row() %}{{ card_title("Phường <3>", "/x") }}
{% call cell("Đang giữ", stacked=true) %}Cán bộ{% endcall %}{% endcall %}{% endcall %}
<ol>{% call event("Mở kỳ", "now") %}07/05{% endcall %}</ol>
{{ problems_box("Còn 1 lỗi", [("place", "Chọn địa bàn")], kept=true) }}
{{ text_field("place", "Địa bàn", "<x>", hint="Gợi ý", problem="Chọn địa bàn") }}
{{ text_area("summary", "Tóm tắt", "\\n<x>", longest=600) }}
{{ select_field("a", "A", "2", [("1", "Một"), ("2", "Hai")]) }}
{{ one_button("/tasks/7/claim", "Nhận việc", about="Báo cáo", carried={"_version": 3}) }}
{{ typed_content([("a", "b")], [("a", "b")], "/again") }}
"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "template", sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))
)
def test_every_template_compiles(template: str, language: str) -> None:
    environment(language, HOME_ZONE, str).get_template(template)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_macro_renders_and_escapes(language: str) -> None:
    class OfNobody:
        token = "x"

    made = environment(language, HOME_ZONE, str)
    parts = [Part(2, "Đúng hạn", "plain", href="/a"), Part(1, "Nộp muộn", "hatched")]
    text = made.from_string(MACROS).render(parts=parts, visit=OfNobody())
    assert "2 + 1 = 3" in text
    assert "Phường &lt;3&gt;" in text
    assert "<x>" not in text
    assert "style=" not in text
    assert "1000+" in text


def test_a_fact_that_a_route_forgot_is_an_error() -> None:
    with pytest.raises(Exception, match="undefined"):
        Pages(HOME_ZONE, str).render("vi", "sign_in.html", {})


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_frame_names_the_office_and_the_demo_clock(demo_app: FastAPI, language: str) -> None:
    with Visitor(demo_app) as visitor:
        visitor.get(f"/language?to={language}")
        assert "20/05/2025 09:00" in visitor.get("/sign-in").text
        visitor.sign_in("c00003.reporter")
        text = visitor.get("/no/such/page").text
    assert "Phường 3 · " + {"vi": "Cán bộ tổng hợp", "en": "Reporting officer"}[language] in text
    assert f'<a href="/tasks">{ {"vi": "Việc", "en": "To do"}[language] }</a>' in text


def test_the_frame_counts_the_notices_that_wait(clerk: Visitor, database: Database) -> None:
    assert "chưa đọc" not in clerk.get("/nothing").text
    row = {
        "channel": "inbox",
        "rule": "due",
        "words": "due",
        "facts": {},
        "about": "report:1",
        "created_at": NOW,
    }
    with database.write() as session:
        for recipient in ("C00003.reporter", "C00003.head"):
            session.execute(sa.insert(outbox).values(dedupe_key="due:1", recipient=recipient, **row))
    assert '<b class="n">1</b>' in clerk.get("/nothing").text


def test_outside_a_demo_there_is_no_clock_and_no_account(client: Visitor) -> None:
    text = client.get("/sign-in").text
    assert "trình diễn" not in text
