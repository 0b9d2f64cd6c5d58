"""What a new diagram, table or form begins with: the least that can be drawn on, and is no error by itself."""

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import quoteattr

import orjson

from workflows.designer.content import SUFFIXES
from workflows.errors import Refused

_OTHER = re.compile(r"[^a-z0-9]+")
LONGEST_ID = 60
DATA = Path(__file__).parent / "data"


def id_for(title: str) -> str:
    """The id and file name that a title gives: "Kiểm tra an toàn" becomes "kiem_tra_an_toan". Refused for none."""
    plain = unicodedata.normalize("NFD", title.casefold().replace("đ", "d"))
    letters = "".join(one for one in plain if not unicodedata.combining(one))
    found = _OTHER.sub("_", letters).strip("_")[:LONGEST_ID].strip("_")
    if not found:
        raise Refused("Nhập tên có ít nhất một chữ cái.", "Give it a name with at least one letter.")
    return found if found[0].isalpha() else f"n_{found}"


def blank(kind: str, title: str) -> tuple[str, bytes]:
    """The file name and the content of a new file of a kind. Refused for a kind that there is not, or no title."""
    if kind not in SUFFIXES:
        raise Refused("Chọn sơ đồ, bảng quyết định hoặc biểu mẫu.", "Choose a diagram, a table or a form.")
    clean = " ".join(title.split())
    given = id_for(clean)
    return f"{given}{SUFFIXES[kind]}", _form(given, clean) if kind == "form" else _drawn(kind, given, clean)


def _form(given: str, title: str) -> bytes:
    first = {
        "key": "note",
        "label": "Nội dung",
        "type": "textarea",
        "id": "Field_note",
        "properties": {"label_en": "Text"},
        "validate": {"required": True, "maxLength": 2000},
    }
    whole: Mapping[str, object] = {
        "components": [first],
        "type": "default",
        "id": given,
        "executionPlatform": "Camunda Cloud",
        "executionPlatformVersion": "8.8.0",
        "schemaVersion": 19,
        "properties": {"title_vi": title, "title_en": title},
    }
    return orjson.dumps(whole, option=orjson.OPT_INDENT_2)


def _drawn(kind: str, given: str, title: str) -> bytes:
    text = (DATA / f"new.{kind}").read_text(encoding="utf-8")
    return text.replace("ID", given).replace('"TITLE"', quoteattr(title)).encode()
