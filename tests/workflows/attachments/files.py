"""Small files of every kind, made on the spot, and some that are not what they say."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + b"\x00" * 40 + b"\xff\xd9"
HTML = b"<!doctype html><script>alert(1)</script>"
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + b"\x00" * 200
CSV = "địa bàn,ý kiến\nPhường 3,14\n".encode()


def png() -> bytes:
    """One white point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\x00\xff\xff\xff")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A zip of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in parts.items():
            pack.writestr(name, content)
    return made.getvalue()


def docx(**more: bytes) -> bytes:
    """As much of a Word file as makes one."""
    return packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>", **more})


def xlsx(**more: bytes) -> bytes:
    """As much of an Excel file as makes one."""
    return packed({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>", **more})


def open_document(kind: str) -> bytes:
    """A text or a spreadsheet of LibreOffice."""
    told = f"application/vnd.oasis.opendocument.{kind}".encode()
    return packed({"mimetype": told, "content.xml": b"<office/>"})


def bomb() -> bytes:
    """A Word file of 300 kB that unpacks to 300 MB."""
    return docx(**{"word/media/a.bin": b"\x00" * 300_000_000})


def lying() -> bytes:
    """A Word file whose lists say that a part of 5 MB has 10 bytes."""
    whole = docx(**{"word/media/a.bin": b"\x01" * 5_000_000})
    return whole.replace(struct.pack("<I", 5_000_000), struct.pack("<I", 10))
