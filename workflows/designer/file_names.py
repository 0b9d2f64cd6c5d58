"""Names of files, as they may stand in a change, in a package and on a disk."""

import re
import unicodedata
from pathlib import PurePath
from typing import Any

from workflows.designer.content import LONGEST_NAME, SUFFIXES, kind_of
from workflows.errors import Refused

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]*")
_OTHER = re.compile(r"[^A-Za-z0-9_.\-]+")


def plain_name(name: str) -> str:
    """The name of a file that somebody chose, without its folders, in the letters that require_name takes."""
    last = PurePath(name.replace("\\", "/")).name
    plain = unicodedata.normalize("NFD", last.replace("đ", "d").replace("Đ", "D"))
    letters = "".join(one for one in plain if not unicodedata.combining(one))
    return _OTHER.sub("_", letters).lstrip("_.-")


def usable_name(file: Any) -> str:
    """The name of a deployed file, by its row, as it may stand in a change: programs deploy under any name."""
    try:
        return require_name(plain_name(file.name))
    except Refused:
        return f"{file.kind}_{file.key}{SUFFIXES[file.kind]}"


def require_name(name: str) -> str:
    """A plain file name that ends in .bpmn, .dmn or .form. Refused for any other."""
    clean = name.strip()
    if len(clean) <= LONGEST_NAME and _NAME.fullmatch(clean) and kind_of(clean):
        return f"{PurePath(clean).stem}{PurePath(clean).suffix.lower()}"
    raise Refused(
        f"“{clean[:LONGEST_NAME]}” không dùng làm tên tệp được. Dùng chữ không dấu, số, gạch dưới, "
        f"nhiều nhất {LONGEST_NAME} ký tự, và đuôi .bpmn, .dmn hoặc .form.",
        f"“{clean[:LONGEST_NAME]}” cannot be the name of a file. Use plain letters, digits and "
        f"underscores, at most {LONGEST_NAME} of them, and end it in .bpmn, .dmn or .form.",
    )
