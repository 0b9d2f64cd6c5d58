"""Hostile files, each with the words of its refusal. Made when they are asked for: some are large."""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from tests.workflows.attachments import files as office

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/"


@dataclass(frozen=True)
class Hostile:
    """A file: what it does, what it is called, and words that its refusal must hold."""

    what: str
    name: str
    make: Callable[[], bytes]
    says: str


def diagram(inside: str = "", head: str = "", root: str = "") -> str:
    return f'{head}<definitions xmlns="{BPMN}" id="d" targetNamespace="x"{root}>{inside}</definitions>'


def doctype(subset: str, inside: str = "&a;", outside: str = "") -> str:
    return diagram(inside, f'<?xml version="1.0"?><!DOCTYPE definitions{outside} [{subset}]>')


def laughs(steps: int = 12) -> str:
    more = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, steps))
    return doctype(f'<!ENTITY l0 "ha">{more}', f"&l{steps - 1};")


def table(rows: int, entry: str = "1") -> bytes:
    rule = (
        f"<rule><inputEntry><text>{entry}</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>"
    )
    inside = (
        '<decision id="d" name="d"><decisionTable hitPolicy="FIRST"><input><inputExpression><text>a</text>'
        f'</inputExpression></input><output name="b"/>{rule * rows}</decisionTable></decision>'
    )
    return f'<definitions xmlns="{DMN}" id="x" name="x" namespace="x">{inside}</definitions>'.encode()


def literal(text: str) -> bytes:
    inside = (
        f'<decision id="d" name="d"><literalExpression><text>{text}</text></literalExpression></decision>'
    )
    return f'<definitions xmlns="{DMN}" id="x" name="x" namespace="x">{inside}</definitions>'.encode()


def form(**more: object) -> bytes:
    field = {"type": "textfield", "key": "a", "label": "A", **more}
    return json.dumps({"type": "default", "schemaVersion": 19, "id": "f", "components": [field]}).encode()


def fields(count: int) -> bytes:
    parts = [{"type": "textfield", "key": f"k{n}", "label": "A"} for n in range(count)]
    return json.dumps({"type": "default", "schemaVersion": 19, "id": "f", "components": parts}).encode()


def nested_form(levels: int) -> bytes:
    head = '{"type":"default","schemaVersion":19,"id":"f","components":['
    group = '{"type":"group","label":"g","components":['
    return f"{head}{group * levels}{']}' * levels}]}}".encode()


def packed(members: dict[str, bytes]) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in members.items():
            pack.writestr(name, content)
    return into.getvalue()


def many_members(count: int) -> bytes:
    parts = {f"word/media/{n}.xml": b"" for n in range(count)}
    return packed({"[Content_Types].xml": b"x", "word/document.xml": b"x", **parts})


def _text(text: str, encoding: str = "utf-8") -> Callable[[], bytes]:
    return lambda: text.encode(encoding)


XML = "is not well-formed XML"
DTD = "has a DOCTYPE or ENTITY declaration. Remove it"
UTF_8 = "Save it again as UTF-8"
_FILE = '<!ENTITY a SYSTEM "file:///etc/passwd">'
_FAR = '<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;'
_LONG = "x" * 90_000

DIAGRAMS = (
    Hostile("an entity that names a file", "a.bpmn", _text(doctype(_FILE)), DTD),
    Hostile("an entity that names an address", "a.bpmn", _text(doctype(_FILE.replace("file", "http"))), DTD),
    Hostile("a parameter entity", "a.bpmn", _text(doctype(_FAR, "")), DTD),
    Hostile("an outside DTD", "a.bpmn", _text(doctype("", "", ' SYSTEM "file:///etc/passwd"')), DTD),
    Hostile("a billion laughs", "a.bpmn", _text(laughs()), DTD),
    Hostile(
        "quadratic blow-up",
        "a.bpmn",
        lambda: doctype(f'<!ENTITY a "{_LONG}">', "&a;" * 200_000).encode(),
        DTD,
    ),
    Hostile("an entity of itself", "a.bpmn", _text(doctype('<!ENTITY a "&b;"><!ENTITY b "&a;">')), DTD),
    Hostile("a DOCTYPE in small letters", "a.bpmn", _text(laughs().replace("DOCTYPE", "doctype")), DTD),
    Hostile("a DOCTYPE in UTF-16", "a.bpmn", _text(laughs(), "utf-16"), UTF_8),
    Hostile("a DOCTYPE in UTF-16 without a mark", "a.bpmn", _text(laughs(), "utf-16-be"), "."),
    Hostile("a DOCTYPE in UTF-32", "a.bpmn", _text(laughs(), "utf-32"), UTF_8),
    Hostile(
        "a DOCTYPE in UTF-7",
        "a.bpmn",
        _text('<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE d+AD4-' + diagram()),
        UTF_8,
    ),
    Hostile(
        "a lying encoding", "a.bpmn", _text(diagram(head='<?xml version="1.0" encoding="utf-16"?>')), UTF_8
    ),
    Hostile(
        "an unheard-of encoding", "a.bpmn", _text(diagram(head='<?xml version="1.0" encoding="x"?>')), UTF_8
    ),
    Hostile("letters that are not UTF-8", "a.bpmn", lambda: diagram("\xe9").encode("latin-1"), UTF_8),
    Hostile("overlong UTF-8", "a.bpmn", lambda: b"\xc0\xbc" + diagram().encode(), UTF_8),
    Hostile("a zero byte", "a.bpmn", _text(diagram("\0")), XML),
    Hostile("only zero bytes", "a.bpmn", lambda: bytes(1_000_000), "."),
    Hostile(
        "100,000 levels", "a.bpmn", lambda: diagram("<a>" * 100_000 + "</a>" * 100_000).encode(), "levels"
    ),
    Hostile("101 levels", "a.bpmn", lambda: diagram("<a>" * 100 + "</a>" * 100).encode(), "levels"),
    Hostile("10,001 elements", "a.bpmn", lambda: diagram("<a/>" * 10_000).encode(), "10,000 elements"),
    Hostile("400,000 elements", "a.bpmn", lambda: diagram("<a/>" * 400_000).encode(), "10,000 elements"),
    Hostile(
        "endless attributes",
        "a.bpmn",
        lambda: diagram(root="".join(f' a{n}="{n}"' for n in range(100_000))).encode(),
        "no process",
    ),
    Hostile(
        "a huge attribute", "a.bpmn", lambda: diagram(root=f' a="{"x" * 1_900_000}"').encode(), "no process"
    ),
    Hostile(
        "a thousand namespaces",
        "a.bpmn",
        lambda: diagram(root="".join(f' xmlns:n{n}="urn:{n}"' for n in range(50_000))).encode(),
        "no process",
    ),
    Hostile(
        "namespaces at every level",
        "a.bpmn",
        lambda: diagram(
            "".join(f'<n{n}:a xmlns:n{n}="urn:{"x" * 9_000}{n}">' for n in range(99))
            + "".join(f"</n{n}:a>" for n in reversed(range(99)))
        ).encode(),
        "no process",
    ),
    Hostile(
        "another file included",
        "a.bpmn",
        _text(
            diagram('<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>')
        ),
        "no process",
    ),
    Hostile(
        "an outside schema",
        "a.bpmn",
        _text(
            diagram(
                root=' xmlns:s="http://www.w3.org/2001/XMLSchema-instance" s:schemaLocation="x file:///etc/passwd"'
            )
        ),
        "no process",
    ),
    Hostile(
        "100,000 instructions and a style sheet",
        "a.bpmn",
        lambda: diagram("<?a b?>" * 100_000, '<?xml-stylesheet href="file:///etc/passwd"?>').encode(),
        "no process",
    ),
    Hostile("a file cut short", "a.bpmn", lambda: diagram("<process id='p'").encode()[:-20], XML),
    Hostile("nothing but a mark", "a.bpmn", lambda: b"\xef\xbb\xbf", "."),
    Hostile("a web page", "a.bpmn", _text("<!doctype html><html></html>"), DTD),
    Hostile("a packed file", "a.bpmn", office.bomb, "."),
    Hostile(
        "2 MB and a byte", "a.bpmn", lambda: diagram().encode().ljust(2_000_001), "the limit is 2,000,000"
    ),
)

TABLES = (
    Hostile("10,000 rules", "a.dmn", lambda: table(10_000), "."),
    Hostile("a name of 1.5 MB", "a.dmn", lambda: literal("a" * 1_500_000), "."),
    Hostile("50,000 brackets", "a.dmn", lambda: literal("(" * 50_000), "."),
    Hostile("50,000 open lists", "a.dmn", lambda: literal("[" * 50_000), "."),
    Hostile("50,000 conditions", "a.dmn", lambda: literal("if " * 50_000), "."),
    Hostile("100,000 sums", "a.dmn", lambda: literal("+".join("1" * 100_000) + "+"), "."),
    Hostile("a bomb of names", "a.dmn", lambda: literal("a b c d e f " * 50_000), "."),
    Hostile("laughs in a table", "a.dmn", _text(laughs()), DTD),
)

FORMS = (
    Hostile("100,000 brackets of JSON", "a.form", lambda: b"[" * 100_000, "."),
    Hostile(
        "a number of 150,000 digits", "a.form", lambda: form(validate={"max": 0})[:-4] + b"9" * 150_000, "."
    ),
    Hostile("3,000 questions", "a.form", lambda: fields(3_000), "."),
    Hostile("500 groups within groups", "a.form", lambda: nested_form(500), "."),
    Hostile(
        "a pattern of 100,000 brackets", "a.form", lambda: form(validate={"pattern": "(" * 60_000 + "a"}), "."
    ),
    Hostile(
        "a pattern that never ends",
        "a.form",
        lambda: form(validate={"pattern": "((a{1,1000}){1,1000}){1,1000}"}),
        ".",
    ),
    Hostile("a condition of brackets", "a.form", lambda: form(conditional={"hide": "=" + "(" * 60_000}), "."),
    Hostile("not UTF-8", "a.form", lambda: form()[:-3] + b'\xff"}]}', "."),
    Hostile("200 KB and more", "a.form", lambda: form().ljust(250_000), "."),
    Hostile("no kind we know", "a.exe", lambda: b"MZ", "is none of .bpmn, .dmn and .form"),
)

DEPLOYED = (*DIAGRAMS, *TABLES, *FORMS)

ATTACHED = (
    Hostile("a bomb in a report", "a.docx", office.bomb, "giải nén ra quá lớn"),
    Hostile("a size that lies", "a.docx", office.lying, "."),
    Hostile("5,000 parts", "a.docx", lambda: many_members(5_000), "giải nén ra quá lớn"),
    Hostile("packed files in packed files", "a.zip", lambda: packed({"a.zip": office.bomb()}), "Giải nén"),
    Hostile("macros", "a.docx", lambda: office.docx(**{"word/vbaProject.bin": b"x"}), "macro"),
    Hostile("cut short", "a.docx", lambda: office.docx()[:-30], "hỏng"),
    Hostile("a program called a picture", "a.png", lambda: office.EXE, "theo nội dung"),
    Hostile("a page called a report", "a.pdf", lambda: office.HTML, "theo nội dung"),
    Hostile("nothing", "a.pdf", lambda: b"", "Tệp rỗng"),
    Hostile("11 MB", "a.pdf", lambda: office.PDF.ljust(11_000_000), "Tệp lớn hơn 10 MB"),
    Hostile("99 MB", "a.pdf", lambda: office.PDF.ljust(99_000_000), "Tệp lớn hơn 10 MB"),
    Hostile("zero bytes in a text", "a.txt", lambda: b"a\0b", "theo nội dung"),
    Hostile("a text in UTF-16", "a.csv", lambda: "số liệu".encode("utf-16"), "theo nội dung"),
)
