"""What may be attached is judged by its content; names are made plain."""

import io
import tracemalloc

import pytest

from tests.workflows.attachments import files
from workflows.attachments.adding import Limits, examine
from workflows.attachments.refused import FileRefused

LIMITS = Limits(bytes_each=12_000_000, bytes_together=20_000_000, count=3)


def name_of(content: bytes, sent: str) -> tuple[str, str]:
    found = examine(io.BytesIO(content), sent, LIMITS)
    return found.name, found.kind.media_type


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (files.PDF, "a.pdf", "application/pdf"),
        (files.png(), "a.png", "image/png"),
        (files.JPEG, "a.jpg", "image/jpeg"),
        (files.JPEG, "a.jpeg", "image/jpeg"),
        (files.docx(), "a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (files.xlsx(), "a.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (files.open_document("text"), "a.odt", "application/vnd.oasis.opendocument.text"),
        (files.open_document("spreadsheet"), "a.ods", "application/vnd.oasis.opendocument.spreadsheet"),
        (files.CSV, "a.csv", "text/csv"),
        (b"\xef\xbb\xbf" + files.CSV, "a.csv", "text/csv"),
        (files.CSV, "a.txt", "text/plain"),
        (b"BM 12/2025: xong", "a.txt", "text/plain"),
    ],
)
def test_the_kinds_that_are_taken(content: bytes, name: str, media_type: str) -> None:
    assert name_of(content, name) == (name, media_type)


@pytest.mark.parametrize(
    "content",
    [
        files.EXE,
        files.HTML,
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"#!/bin/sh\nrm -rf /",
        b"{\\rtf1 x}",
        b"GIF89a" + b"\x00" * 20,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
        b"a\x00b",
        "có dấu".encode("utf-16"),
        b"\xff\xfe\xfa",
        files.packed({"a.txt": b"x"}),
        files.packed({"mimetype": b"application/epub+zip"}),
        files.docx(**{"word/vbaProject.bin": b"x"}),
        b"PK\x03\x04 broken",
        files.docx()[:-30],
    ],
)
@pytest.mark.parametrize("name", ["bao-cao.pdf", "bao-cao.docx", "so-lieu.csv"])
def test_what_is_not_what_it_says_is_refused(content: bytes, name: str) -> None:
    with pytest.raises(FileRefused) as refused:
        examine(io.BytesIO(content), name, LIMITS)
    assert set(refused.value.text) == {"vi", "en"}


def test_a_bomb_is_refused_without_going_off() -> None:
    content = files.bomb()
    tracemalloc.start()
    with pytest.raises(FileRefused, match="unpacks to far too much"):
        examine(io.BytesIO(content), "a.docx", LIMITS)
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_a_packed_file_that_lies_about_its_size_is_refused() -> None:
    with pytest.raises(FileRefused):
        examine(io.BytesIO(files.lying()), "a.docx", LIMITS)


@pytest.mark.parametrize(("size", "taken"), [(11_999_999, True), (12_000_000, True), (12_000_001, False)])
def test_a_file_has_a_cap(size: int, taken: bool) -> None:  # noqa: FBT001 - a case
    content = files.PDF + b"\n" * (size - len(files.PDF))
    if taken:
        assert examine(io.BytesIO(content), "a.pdf", LIMITS).bytes == size
    else:
        with pytest.raises(FileRefused, match="larger than 12 MB"):
            examine(io.BytesIO(content), "a.pdf", LIMITS)


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(FileRefused, match="empty"):
        examine(io.BytesIO(), "a.pdf", LIMITS)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\x\\Báo cáo.PDF", "Báo cáo.pdf"),
        ("a\u202efdp.exe", "afdp.exe.pdf"),
        ("a\r\nset-cookie: x=1.pdf", "aset-cookie_ x=1.pdf"),
        ("\u200f\u2066x\u2069.pdf", "x.pdf"),
        ("", "tep-dinh-kem.pdf"),
        ("....", "tep-dinh-kem.pdf"),
        ('<b>"x"|?*.pdf', "_b__x____.pdf"),
        ("con.pdf", "_con.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("Ba\u0301o ca\u0301o.pdf", "Báo cáo.pdf"),
        ("a\x00b.pdf", "ab.pdf"),
    ],
)
def test_a_name_is_made_plain(sent: str, kept: str) -> None:
    assert name_of(files.PDF, sent)[0] == kept


def test_a_name_tells_of_no_person() -> None:
    with pytest.raises(FileRefused, match="telephone"):
        examine(io.BytesIO(files.PDF), "don 0912345678.pdf", LIMITS)
