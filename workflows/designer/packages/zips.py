"""Zip files from outside: few, small and flat files, each read no further than it may be long."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

from bpmn.xml import MAX_BYTES
from workflows.designer.content import kind_of
from workflows.designer.packages.manifest import CALENDAR, MANIFEST, SCENARIOS, PackageRefused

MOST_FILES = 200
MOST_TOGETHER = 30_000_000
_ENCRYPTED = 0x1
_OF_OURS = frozenset({MANIFEST, CALENDAR, SCENARIOS})
_STORED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# what the library raises for damage of different kinds: names that are no text, places before the file begins
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OverflowError, OSError)
EARLIEST = (1980, 1, 1, 0, 0, 0)


def unpack(file: BinaryIO) -> dict[str, bytes]:
    """The files of a zip by their names. PackageRefused for what no export of ours makes.

    What the zip says of a size is not believed: reading stops at the limit, whatever a file unpacks to.
    """
    try:
        with zipfile.ZipFile(file) as found:
            _require_plain(found.infolist())
            return dict(_contents(found))
    except _BROKEN as error:
        raise PackageRefused(
            "Tệp này không phải gói .zip đọc được, hoặc đã bị hỏng khi gửi. Tải lại rồi thử lại.",
            "This file is no zip that can be read, or was damaged on its way. Download it again and try once more.",
        ) from error


def _require_plain(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_FILES:
        raise PackageRefused(
            f"Gói có {len(entries)} tệp; nhiều nhất là {MOST_FILES}. Chia thành nhiều gói.",
            f"The package has {len(entries)} files; at most {MOST_FILES} are taken. Split it into several.",
        )
    names = [entry.filename for entry in entries]
    for entry in entries:
        name = entry.filename
        if name not in _OF_OURS and (kind_of(name) is None or "/" in name or "\\" in name):
            raise PackageRefused(
                f"Gói có “{name[:80]}”; chỉ nhận tệp .bpmn, .dmn, .form nằm ngay trong gói, không có thư mục.",
                f"The package holds “{name[:80]}”; only .bpmn, .dmn and .form files are taken, no folders.",
            )
        if names.count(name) > 1:
            raise PackageRefused(
                f"Gói có hai tệp cùng tên {name[:80]}.", f"The package holds two files named {name[:80]}."
            )
        if entry.flag_bits & _ENCRYPTED or entry.compress_type not in _STORED:
            raise PackageRefused(
                "Gói đặt mật khẩu hoặc nén kiểu lạ. Nén lại kiểu .zip thường, không mật khẩu.",
                "The package has a password or is packed in an unusual way. Pack it as a plain zip without one.",
            )


def _contents(found: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    together = 0
    for entry in found.infolist():
        with found.open(entry) as opened:
            content = opened.read(MAX_BYTES + 1)
        together += len(content)
        if len(content) > MAX_BYTES or together > MOST_TOGETHER:
            raise PackageRefused(
                f"“{entry.filename[:80]}” giải nén ra quá lớn. Mỗi tệp nhiều nhất {MAX_BYTES // 1_000_000} MB, "
                f"cả gói {MOST_TOGETHER // 1_000_000} MB.",
                f"“{entry.filename[:80]}” unpacks to too much. A file may have {MAX_BYTES // 1_000_000} MB, "
                f"all of a package {MOST_TOGETHER // 1_000_000} MB.",
            )
        yield entry.filename, content


def pack(files: dict[str, bytes]) -> bytes:
    """A zip of files. The same files give the same bytes: it holds no moment of its making."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(zipfile.ZipInfo(name, EARLIEST), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()
