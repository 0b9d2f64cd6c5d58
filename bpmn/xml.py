"""The one XML parser of the house. Every diagram and decision table from outside passes through it."""

import re
from typing import cast

from lxml import etree

from bpmn.errors import XmlRefused

MAX_BYTES = 2_000_000
MAX_ELEMENTS = 10_000
MAX_DEPTH = 100
LONGEST_DETAIL = 200
ENCODINGS = ("utf-8", "utf8", "us-ascii", "ascii")
_DECLARED = re.compile(r"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"'>]{0,40})""")
_DOCTYPE = re.compile(r"<!\s*(doctype|entity)", re.IGNORECASE)


def parse_xml(data: bytes) -> etree._Element:
    """Read XML from an untrusted file and return its root; comments and processing instructions are dropped.

    Nothing is fetched, no entity is expanded, no DTD is read. At most 2 MB, 10,000 elements, 100 levels,
    UTF-8. Raises `XmlRefused` with the line where it is known.
    """
    if not data.strip():
        raise XmlRefused(
            {"vi": "Tệp trống. Hãy chọn lại tệp.", "en": "The file is empty. Choose another file."}
        )
    require_size(len(data))
    text = _decode(data)
    _check_text(text)
    root = _parse(text.encode())
    _check_shape(root)
    return root


def line_of(node: etree._Element) -> int | None:
    """The line of the file, from 1, where the element begins."""
    return cast("int | None", node.sourceline)  # the stubs leave it open


def require_size(count: int) -> None:
    """Raises `XmlRefused` for a file of more bytes than are read: who opens files can ask before reading one."""
    if count > MAX_BYTES:
        raise XmlRefused(
            {
                "vi": f"Tệp dài {_grouped(count)} byte; nhiều nhất là {_grouped(MAX_BYTES)}. "
                "Hãy chia thành nhiều sơ đồ.",
                "en": f"The file has {count:,} bytes; the limit is {MAX_BYTES:,}. "
                "Split it into several diagrams.",
            }
        )


def _grouped(number: int) -> str:
    """As Vietnamese writes it: 2.000.000."""
    return f"{number:,}".replace(",", ".")


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise XmlRefused(
            {
                "vi": f"Dòng {line}: tệp không ở bảng mã UTF-8. Hãy lưu lại bằng UTF-8.",
                "en": f"Line {line}: the file is not in UTF-8. Save it again as UTF-8.",
            },
            line,
        ) from error


def _check_text(text: str) -> None:
    declared = _DECLARED.match(text.lstrip())
    if declared and declared[1].lower() not in ENCODINGS:
        raise XmlRefused(
            {
                "vi": f"Dòng 1: tệp ghi bảng mã “{declared[1]}”. Hãy lưu lại bằng UTF-8.",
                "en": f"Line 1: the file declares the encoding “{declared[1]}”. Save it again as UTF-8.",
            },
            1,
        )
    # A DOCTYPE is looked for in the text, before any parser sees it: even inside a comment it is refused.
    if found := _DOCTYPE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise XmlRefused(
            {
                "vi": f"Dòng {line}: tệp có khai báo DOCTYPE hoặc ENTITY. Hãy xoá khai báo đó rồi gửi lại.",
                "en": f"Line {line}: the file has a DOCTYPE or ENTITY declaration. Remove it and send again.",
            },
            line,
        )


def _parse(data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        encoding="utf-8",  # whatever the file declares: the parser must read the text that was looked through
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "Excessive depth" in str(error):
            raise _too_deep(error.lineno) from error
        told = (error.msg or "")[:LONGEST_DETAIL]
        raise XmlRefused(
            {
                "vi": f"Dòng {error.lineno}: tệp không phải XML đúng cú pháp ({told}). "
                "Hãy xuất lại từ trình vẽ sơ đồ.",
                "en": f"Line {error.lineno}: the file is not well-formed XML ({told}). "
                "Export it again from the modeler.",
            },
            error.lineno,
        ) from error


def _check_shape(root: etree._Element) -> None:
    count = depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        count, depth = count + 1, depth + 1
        if count > MAX_ELEMENTS:
            raise _too_many(line_of(element))
        if depth > MAX_DEPTH:
            raise _too_deep(line_of(element))


def _too_many(line: int | None) -> XmlRefused:
    return XmlRefused(
        {
            "vi": f"Dòng {line}: tệp có hơn {_grouped(MAX_ELEMENTS)} phần tử. Hãy chia thành nhiều sơ đồ.",
            "en": f"Line {line}: the file has more than {MAX_ELEMENTS:,} elements. "
            "Split it into several diagrams.",
        },
        line,
    )


def _too_deep(line: int | None) -> XmlRefused:
    return XmlRefused(
        {
            "vi": f"Dòng {line}: các phần tử lồng nhau quá {MAX_DEPTH} cấp. Hãy làm sơ đồ phẳng hơn.",
            "en": f"Line {line}: elements are nested more than {MAX_DEPTH} levels deep. Make it flatter.",
        },
        line,
    )
