"""What a draft may hold: any diagram or table that is XML, any form that is JSON, however unfinished."""

import hashlib
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

import orjson

from bpmn.definition import Definitions
from bpmn.errors import DiagramError, Words, words
from bpmn.read import read_definitions
from bpmn.xml import parse_xml
from engine.reading import KINDS
from feel import FeelError
from feel.decisions.files import decision_names
from forms.refused import FormError
from forms.schema import MAX_BYTES as LARGEST_FORM
from forms.schema_words import optional_words
from workflows.errors import Refused

SUFFIXES: Mapping[str, str] = {kind: suffix for suffix, kind in KINDS.items()}
LONGEST_NAME = 120
LANGUAGES = ("vi", "en")


class Unreadable(Refused):
    """The content cannot be kept as a draft; the sentence says why."""


def kind_of(name: str) -> str | None:
    """bpmn, dmn or form by the file's name; None for anything else."""
    return KINDS.get(PurePath(name).suffix.lower())


def sha256_of(content: bytes) -> str:
    """What contents are known by."""
    return hashlib.sha256(content).hexdigest()


def require_readable(kind: str, content: bytes) -> None:
    """Unreadable for what no editor writes: broken XML or JSON, too large. Being unfinished is no reason."""
    if kind != "form":
        try:
            parse_xml(content)
        except DiagramError as error:
            raise Unreadable(error.message["vi"], error.message["en"]) from error
        return
    if len(content) > LARGEST_FORM:
        raise Unreadable(
            f"Biểu mẫu dài {len(content)} byte; nhiều nhất là {LARGEST_FORM}. Hãy chia thành nhiều biểu mẫu.",
            f"The form has {len(content)} bytes; the limit is {LARGEST_FORM}. Split it into several forms.",
        )
    if not content.strip():
        raise Unreadable("Tệp trống. Hãy chọn lại tệp.", "The file is empty. Choose the file again.")
    try:
        whole = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise Unreadable(
            f"Tệp biểu mẫu không phải JSON đúng cú pháp ({error}). Hãy xuất lại từ trình soạn biểu mẫu.",
            f"The form is not well-formed JSON ({error}). Export it again from the form editor.",
        ) from error
    if not isinstance(whole, dict):
        raise Unreadable(
            "Tệp này không phải biểu mẫu. Hãy chọn tệp .form do trình soạn biểu mẫu xuất ra.",
            "This file is no form. Choose a .form file that a form editor has written.",
        )


def diagram_in(content: bytes) -> Definitions | None:
    """A diagram, read; None for one that cannot be."""
    try:
        return read_definitions(content)
    except DiagramError:
        return None


def titles_in(kind: str, content: bytes) -> Mapping[str, Words]:
    """What people call the processes, decisions or form of a file, by their ids; none for one that cannot be read."""
    try:
        if kind == "bpmn":
            named = read_definitions(content).processes
            return {
                process.id: {language: process.called(language) for language in LANGUAGES}
                for process in named
            }
        if kind == "dmn":
            return {key: words(name, name) for key, name in decision_names(parse_xml(content)).items()}
        return _title_of_form(orjson.loads(content))
    except (DiagramError, FeelError, ValueError, AttributeError):
        return {}


def _title_of_form(form: dict[str, Any]) -> Mapping[str, Words]:
    key = form.get("id")
    if not isinstance(key, str):
        return {}
    try:
        title = optional_words(form, "title")
    except FormError:  # what is wrong with it is said among the findings
        title = None
    return {key: title or words(key, key)}
