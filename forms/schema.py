"""Reading a form-js 1.23 file (schemaVersion 19) into a checked form.

Vietnamese stands where the form-js editor writes it (`label`, `description`, `text`, `values[].label`).
English and our few additions stand in the component's `properties`, which the editor shows as "Custom
properties" and keeps. All of them are texts:

| property | meaning |
|---|---|
| `title_vi`, `title_en` | of the form itself: what people call it; without them it is called by its id |
| `label_en`, `description_en`, `text_en` | the English of label, description, text |
| `option_<value>_en` | the English label of one choice |
| `required_vi`, `required_en` | said when the answer is missing, instead of the usual sentence |
| `rule`, `rule_vi`, `rule_en` (`rule_2` ...) | FEEL that must be true at submission, and what to say if not |
| `counted_vi`, `counted_en`, `counted_one_en` | the words after a number: "14 ý kiến", "1 mention" |
| `heading_vi`, `heading_en` | its heading in the document, in place of the label; keeps its place when it is empty |
| `row_vi/en`, `add_vi/en` | a list: the name of one row, the words on the add button |
| `title_field`, `line_fields` | a list: what names a row on its line, what stands beside it (keys with commas) |
| `ordered` | a list: "true" where the order of its rows means something: each can be moved up |
| `max_rows` | a list: the most rows it takes (200) |
| `prefill` | a number: FEEL that counts it out of the answers of another report, `=count(issues)` |
| `carried` | "true": the text goes with the page unseen, as a note of our own that nobody types |
| `description_vi/en` | the words under the heading of a group or a list, where form-js has no description |
"""

import re
from typing import Any

import orjson

from forms.form import Component, Form
from forms.refused import FormRefused
from forms.revealed import revealed
from forms.schema_parts import Reading, read_components
from forms.schema_words import optional_words, refuse

MAX_BYTES = 200_000
NEWEST_SCHEMA = 19
FORM_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]{0,99}")


def load_form(data: bytes) -> Form:
    """Reads a .form file; FEEL in it is compiled here, once.

    Raises FormRefused, with a sentence that names the component, for what is broken, too big, or beyond
    the part of form-js that is rendered and checked on the server.
    """
    raw = _json(data)
    reading = Reading()
    components: tuple[Component, ...] = read_components(raw.get("components"), reading, depth=1)
    if not components:
        raise refuse("biểu mẫu không có câu hỏi nào: hãy thêm ít nhất một ô", "it asks nothing: add a field")
    form_id = _id(raw)
    title = optional_words(raw, "title") or {"vi": form_id, "en": form_id}
    return Form(form_id, title, components, revealed(components))


def _id(raw: dict[str, Any]) -> str:
    found = raw.get("id")
    if not isinstance(found, str) or not FORM_ID.fullmatch(found):
        raise refuse(
            "mã biểu mẫu (id) phải gồm chữ cái không dấu, chữ số, dấu gạch dưới, tối đa 100 ký tự",
            "its id must be plain letters, digits and underscores, at most 100",
        )
    return found


def _json(data: bytes) -> dict[str, Any]:
    if len(data) > MAX_BYTES:
        raise refuse(
            f"tệp dài {len(data)} byte, tối đa {MAX_BYTES}: hãy chia nhỏ biểu mẫu",
            f"the file has {len(data)} bytes, at most {MAX_BYTES} are taken: split the form",
        )
    try:
        raw = orjson.loads(data)
    except orjson.JSONDecodeError:
        raise _not_a_form() from None
    if not isinstance(raw, dict) or raw.get("type") != "default":
        raise _not_a_form()
    version = raw.get("schemaVersion", 1)
    if not isinstance(version, int) or version > NEWEST_SCHEMA:
        raise refuse(
            f"phiên bản {version} mới hơn phiên bản đọc được ({NEWEST_SCHEMA}): hãy lưu lại bằng trình soạn này",
            f"version {version} is newer than can be read ({NEWEST_SCHEMA}): save it with the editor here",
        )
    return raw


def _not_a_form() -> FormRefused:
    return refuse(
        "tệp không phải biểu mẫu form-js: hãy xuất lại tệp .form (JSON) từ trình soạn biểu mẫu",
        "the file is no form-js form: export the .form file (JSON) from the form editor again",
    )
