import re
from collections.abc import Callable

import pytest

from bpmn.errors import DiagramError, XmlRefused
from bpmn.xml import MAX_BYTES, MAX_DEPTH, MAX_ELEMENTS, line_of, parse_xml

LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">
<!ENTITY lol3 "&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;">]>
<lolz a="&lol3;">&lol3;</lolz>"""
XXE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
OUTSIDE_DTD = b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>'


def refusal(data: bytes) -> XmlRefused:
    with pytest.raises(XmlRefused) as caught:
        parse_xml(data)
    assert set(caught.value.message) == {"vi", "en"}
    assert isinstance(caught.value, DiagramError)
    return caught.value


def test_a_plain_file_gives_its_root_without_comments() -> None:
    root = parse_xml("<?xml version='1.0' encoding='UTF-8'?>\n<a><!-- c --><?p i?><b>Xã</b></a>".encode())
    assert root.tag == "a"
    assert [child.tag for child in root] == ["b"]
    assert root[0].text == "Xã"
    assert line_of(root[0]) == 2


def test_a_byte_order_mark_of_utf_8_is_accepted() -> None:
    assert parse_xml(b"\xef\xbb\xbf<a/>").tag == "a"


@pytest.mark.parametrize("data", [LAUGHS, XXE, OUTSIDE_DTD, b"<!doctype html><html/>"])
def test_a_doctype_is_refused_before_any_parser_sees_it(data: bytes) -> None:
    assert "DOCTYPE" in refusal(data).message["vi"]


def test_the_doctype_is_named_by_its_line() -> None:
    assert refusal(LAUGHS).line == 2


@pytest.mark.parametrize("data", [b"", b"  \n "])
def test_an_empty_file_is_said_to_be_empty(data: bytes) -> None:
    assert "empty" in refusal(data).message["en"]


def test_five_megabytes_are_refused_by_size_alone() -> None:
    message = refusal(b"<a>" + b"x" * 5_000_000 + b"</a>").message
    assert "5,000,007 bytes; the limit is 2,000,000" in message["en"]
    assert "5.000.007 byte; nhiều nhất là 2.000.000" in message["vi"]


@pytest.mark.parametrize(("size", "accepted"), [(MAX_BYTES, True), (MAX_BYTES + 1, False)])
def test_the_size_limit_is_exact(size: int, *, accepted: bool) -> None:
    data = b"<a>" + b"x" * (size - 7) + b"</a>"
    assert len(data) == size
    if accepted:
        parse_xml(data)
    else:
        refusal(data)


def flat(elements: int) -> bytes:
    return b"<a>" + b"<b/>" * (elements - 1) + b"</a>"


def nested(depth: int) -> bytes:
    return b"<a>" * depth + b"</a>" * depth


@pytest.mark.parametrize(
    ("make", "limit", "word"), [(flat, MAX_ELEMENTS, "elements"), (nested, MAX_DEPTH, "nested")]
)
def test_the_limits_of_count_and_depth_are_exact(make: Callable[[int], bytes], limit: int, word: str) -> None:
    parse_xml(make(limit))
    assert word in refusal(make(limit + 1)).message["en"]


@pytest.mark.parametrize("depth", [257, 10_001, 150_000])
def test_very_deep_nesting_is_refused_with_the_same_sentence(depth: int) -> None:
    assert "lồng nhau" in refusal(nested(depth)).message["vi"]


@pytest.mark.parametrize(
    "data",
    [
        "<a>xã</a>".encode("utf-16"),
        "<a>xã</a>".encode("latin-1"),
        b'<?xml version="1.0" encoding="windows-1258"?><a/>',
        b'<?xml version="1.0" encoding="UTF-7"?><a/>',
        b'<?xml version="1.0" encoding=""?><a/>',
    ],
)
def test_another_encoding_is_refused_with_advice_to_save_as_utf_8(data: bytes) -> None:
    assert "UTF-8" in refusal(data).message["en"]


@pytest.mark.parametrize("blanks", [1, 200, 300, 5_000])
def test_a_doctype_cannot_hide_in_another_encoding_declared_far_to_the_right(blanks: int) -> None:
    hidden = LAUGHS.partition(b"\n")[2].replace(b"<!", b"+ADwAIQ-")
    refusal(b'<?xml version="1.0"' + b" " * blanks + b'encoding="UTF-7"?>' + hidden)


@pytest.mark.parametrize(
    "data",
    [b"hello", b"{}", b"<a>", b"<a>\n<b></a>", b"<a>\x00</a>", b"<a>&nothing;</a>", b"<a/><b/>", b"PK\3\4"],
)
def test_what_is_not_xml_is_refused_with_a_line_and_no_traceback(data: bytes) -> None:
    error = refusal(data)
    assert error.line is not None
    assert re.search(r"Dòng \d+", error.message["vi"])


def test_many_attributes_and_long_names_do_not_break_it() -> None:
    attributes = " ".join(f'a{i}="{i}"' for i in range(2_000))
    assert len(parse_xml(f"<a {attributes}/>".encode()).attrib) == 2_000
