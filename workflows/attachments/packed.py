"""Office files are packed: what is inside is counted and really unpacked, within bounds, before one is believed."""

import zipfile
from collections.abc import Mapping
from typing import BinaryIO
from zlib import error as ZlibError  # noqa: N812 - an error by its kind

from workflows.attachments.refused import FileRefused

MOST_MEMBERS = 2_000
MOST_BYTES = 100_000_000
MOST_SWELLING = 200
"""How many times larger than packed the content may be; office files stay far below."""
SMALL = 1_000_000
"""Below so many bytes a file may swell as it likes."""
PART = 65_536

OFFICE_PARTS: Mapping[str, str] = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
OPEN_TYPES: Mapping[bytes, str] = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
MACROS = ("vbaproject.bin", "basic/script-lc.xml")


def packed_kind(file: BinaryIO) -> str:
    """Which of docx, xlsx, odt and ods it is. FileRefused for any other, a broken one, and one that swells."""
    try:
        with zipfile.ZipFile(file) as pack:
            _count(pack)
            kind = _named(pack)
            _unpack(pack)
    except (zipfile.BadZipFile, ZlibError, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        raise _broken() from None
    return kind


def _count(pack: zipfile.ZipFile) -> None:
    members = pack.infolist()
    told = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    swollen = told > SMALL and told > MOST_SWELLING * max(packed, 1)
    if len(members) > MOST_MEMBERS or told > MOST_BYTES or swollen:
        raise _too_swollen()


def _named(pack: zipfile.ZipFile) -> str:
    names = pack.namelist()
    if any(name.lower().endswith(MACROS) for name in names):
        raise FileRefused(
            "Tệp có macro nên không nhận. Lưu lại thành DOCX hoặc XLSX không có macro rồi thêm lại.",
            "The file holds macros, so it is not taken. Save it as DOCX or XLSX without them, then add it again.",
        )
    if "[Content_Types].xml" in names:
        for part, kind in OFFICE_PARTS.items():
            if part in names:
                return kind
    if "mimetype" in names:
        with pack.open("mimetype") as told:
            kind = OPEN_TYPES.get(told.read(100).strip(), "")
        if kind:
            return kind
    raise FileRefused(
        "Tệp nén không được nhận, chỉ nhận DOCX, XLSX, ODT, ODS. Giải nén rồi thêm từng tệp.",
        "Packed files are not taken, only DOCX, XLSX, ODT and ODS. Unpack it and add the files one by one.",
    )


def _unpack(pack: zipfile.ZipFile) -> None:
    """Read all of it, part by part: what a file says of its own size is not believed."""
    left = MOST_BYTES
    for member in pack.infolist():
        with pack.open(member) as inside:
            while part := inside.read(PART):
                left -= len(part)
                if left < 0:
                    raise _too_swollen()


def _too_swollen() -> FileRefused:
    return FileRefused(
        "Tệp này giải nén ra quá lớn nên không nhận. Lưu lại thành PDF rồi thêm lại.",
        "This file unpacks to far too much, so it is not taken. Save it as PDF, then add it again.",
    )


def _broken() -> FileRefused:
    return FileRefused(
        "Tệp này hỏng hoặc có mật khẩu nên không mở được. Mở tệp trên máy của bạn, lưu lại rồi thêm lại.",
        "This file is broken or locked by a password. Open it on your machine, save it anew, then add it again.",
    )
