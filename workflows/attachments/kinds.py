"""What a file is, told by its content; its name is only believed where a content has no mark of its own."""

import codecs
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

import puremagic

from workflows.attachments.packed import packed_kind
from workflows.attachments.refused import FileRefused

HEAD = 4_096
PART = 65_536
CONTROLS = frozenset(range(32)) - {9, 10, 12, 13}
MARKUP = ("<", "#!", "%!", "{\\rtf", "MZ")
"""How texts begin that a machine would run or draw rather than show."""


@dataclass(frozen=True)
class Kind:
    """A kind of file that is taken: what it is served as, and the endings its name may have."""

    media_type: str
    endings: tuple[str, ...]


_OFFICE = "application/vnd.openxmlformats-officedocument."
PDF = Kind("application/pdf", (".pdf",))
PNG = Kind("image/png", (".png",))
JPEG = Kind("image/jpeg", (".jpg", ".jpeg"))
CSV = Kind("text/csv", (".csv",))
TEXT = Kind("text/plain", (".txt",))
PACKED: Mapping[str, Kind] = {
    "docx": Kind(f"{_OFFICE}wordprocessingml.document", (".docx",)),
    "xlsx": Kind(f"{_OFFICE}spreadsheetml.sheet", (".xlsx",)),
    "odt": Kind("application/vnd.oasis.opendocument.text", (".odt",)),
    "ods": Kind("application/vnd.oasis.opendocument.spreadsheet", (".ods",)),
}
BY_MARK = {".pdf": PDF, ".png": PNG, ".jpg": JPEG, ".jpeg": JPEG}
TAKEN = "PDF, PNG, JPEG, DOCX, XLSX, ODT, ODS, CSV, TXT"


def kind_of(file: BinaryIO, name: str) -> Kind:
    """What a file is. FileRefused for anything that is not taken, and for a packed file that swells."""
    file.seek(0)
    head = file.read(HEAD)
    marks = _marks(head)
    for ending, kind in BY_MARK.items():
        if ending in marks:
            return kind
    if head.startswith(b"PK"):
        return PACKED[packed_kind(file)]
    if _is_text(file):
        return CSV if name.lower().endswith(".csv") else TEXT
    raise not_taken()


def _marks(head: bytes) -> set[str]:
    try:
        return {match.extension for match in puremagic.magic_string(head)}
    except (puremagic.PureError, ValueError):
        return set()


def _is_text(file: BinaryIO) -> bool:
    """Whether it is UTF-8 from end to end, without controls, and no markup or program."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    file.seek(0)
    begins = True
    try:
        while part := file.read(PART):
            text = decoder.decode(part)
            if any(ord(letter) in CONTROLS for letter in text) or (
                begins and text.lstrip().startswith(MARKUP)
            ):
                return False
            begins = False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def not_taken() -> FileRefused:
    """The refusal of a file that is none of the kinds that are taken."""
    return FileRefused(
        f"Tệp này không thuộc loại được nhận ({TAKEN}), xét theo nội dung chứ không theo tên. "
        "Lưu lại thành PDF, DOCX hoặc XLSX rồi thêm lại.",
        f"This file is none of the kinds that are taken ({TAKEN}), judged by its content and not by its name. "
        "Save it as PDF, DOCX or XLSX, then add it again.",
    )
