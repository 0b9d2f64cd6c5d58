"""Judging a form: whether our pages can show it, what it asks, and whether anything uses the answers."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from bpmn.definition import Definitions
from bpmn.errors import DiagramError, Words, words
from bpmn.finding import Finding
from bpmn.read import read_definitions
from bpmn.rules import unknown_variable
from bpmn.xml import parse_xml
from engine.errors import Refusal
from feel import Expression, FeelError, compile_expression
from feel.decisions.unknown import asked_of
from feel.errors import nearest
from forms.browser import doubtful_expressions
from forms.form import Component, Field, Form, RowList
from forms.personal_questions import asks_about_persons, refused_question
from forms.refused import FormError
from forms.schema import load_form
from workflows.choices import SOURCES
from workflows.designer.offered_words import KNOWN_VARIABLES

SHIPPED = Path(__file__).parent.parent / "forms" / "schemas"
RULES = ("usable_form", "personal_question", "browser_feel", "unused_form", "unused_form_field")
"""The names that findings about forms have, each with a section in docs/process-owners/rules.md."""
ROW_WORDS = frozenset({"this", "parent"})
"""How an expression of a row speaks of the row, and of what is around it."""

Files = Sequence[tuple[str, bytes]]


def form_findings(name: str, content: bytes, beside: Files) -> Iterator[Finding]:
    """Everything to change in a form. `beside` are the diagrams and tables that may use it."""
    refusal = unusable_form(name, content)
    if refusal is not None:
        remedy = words("Sửa ô đó trong biểu mẫu.", "Correct that field of the form.")
        rule = "personal_question" if refusal.element != "-" else "usable_form"
        yield Finding(refusal.element, rule, "error", refusal.message, remedy)
    yield from _doubtful(content)
    if refusal is None:
        form = load_form(content)
        yield from _unknown(form)
        yield from _unused(form, beside)


def unusable_form(name: str, content: bytes) -> Refusal | None:
    """Why a form is not deployed; None for one that is, and for other files. The element is a refused field."""
    if not name.endswith(".form"):
        return None
    try:
        form = load_form(content)
    except FormError as error:
        return Refusal(name, "-", dict(error.message))
    unknown = sorted(form.sources - SOURCES)
    if unknown:
        listed, known = ", ".join(unknown), ", ".join(sorted(SOURCES))
        return Refusal(
            name,
            "-",
            {
                "vi": f"không có danh sách lựa chọn {listed}. Chọn một trong: {known}.",
                "en": f"there is no list of choices {listed}. Choose one of: {known}.",
            },
        )
    return next(_about_persons(name, form), None)


def _about_persons(name: str, form: Form) -> Iterator[Refusal]:
    for field, label in _asked(form):
        texts = (*label.values(), field.replace("_", " "))
        word = next((found for found in map(asks_about_persons, texts) if found), "")
        if word:
            told = refused_question(word)
            message = {
                language: f"“{label[language]}”: {told[language].rstrip('.')}." for language in ("vi", "en")
            }
            yield Refusal(name, field, message)


def _asked(form: Form) -> Iterator[tuple[str, Words]]:
    for part in form.everything():
        if isinstance(part, Field):
            yield part.key, part.label
        elif isinstance(part, RowList):
            yield from ((field.key, field.label) for field in part.fields)


def _doubtful(content: bytes) -> Iterator[Finding]:
    remedy = words(
        "Viết cách khác để trình duyệt và máy chủ cho cùng kết quả.",
        "Write it otherwise, so that browser and server answer alike.",
    )
    for found in doubtful_expressions(content):
        message = words(f"“{found.part}”: {found.message['vi']}", f"“{found.part}”: {found.message['en']}")
        yield Finding(found.component, "browser_feel", "warning", message, remedy)


def _unknown(form: Form) -> Iterator[Finding]:
    """Conditions, limits and rules that ask for what is neither a question of the form nor known of its task."""
    known = (
        {key for key, _label in _asked(form)}
        | {rows.key for rows in form.lists}
        | ROW_WORDS
        | KNOWN_VARIABLES
    )
    for part in _parts(form):
        asked = frozenset[str]().union(*(one.names for one in _expressions(part)))
        for name in sorted(asked - known):
            hint = nearest(name, sorted(known))
            yield Finding(
                part.key if isinstance(part, Field | RowList) else "–",
                unknown_variable.RULE.name,
                "warning",
                words(
                    f"Biểu thức dùng “{name}”, không phải câu hỏi nào của biểu mẫu.{hint['vi']}",
                    f"An expression uses “{name}”, which is no question of the form.{hint['en']}",
                ),
                words("Hãy sửa tên.", "Correct the name."),
            )


def _parts(form: Form) -> Iterator[Component]:
    for part in form.everything():
        yield part
        if isinstance(part, RowList):
            yield from part.children


def _unused(form: Form, beside: Files) -> Iterator[Finding]:
    """A form that nothing shows, or fields of one that diagrams show by name whose answers nothing asks for.

    The fields of a report's form are all kept with the report; those of the product's own forms its actions know.
    """
    shipped = shipped_fields().get(form.id)
    diagrams = [read for name, content in beside if name.endswith(".bpmn") and (read := _diagram(content))]
    shown = any(
        element.zeebe.form and element.zeebe.form.text == form.id
        for each in diagrams
        for element in each.elements
    )
    tables = [
        read for name, content in beside if name.endswith(".dmn") and (read := _table(content)) is not None
    ]
    if not shown:
        if shipped is None and not any(f'"{form.id}"' in _texts(table) for table in tables):
            yield _nobody_shows(form)
        return
    known = (shipped or frozenset()) | _names_in(form) | frozenset().union(*map(_names_of, diagrams))
    left = {key for key, _label in _asked(form)} - known
    known |= frozenset[str]().union(*(asked_of(table, left) for table in tables if left))
    for key, label in _asked(form):
        if key not in known:
            yield Finding(
                key,
                "unused_form_field",
                "warning",
                words(
                    f"“{label['vi']}” ({key}) được hỏi nhưng không sơ đồ, bảng hay quy tắc nào dùng câu trả lời.",
                    f"“{label['en']}” ({key}) is asked, but no diagram, table or rule uses the answer.",
                ),
                words(
                    "Dùng câu trả lời ở một bước sau, hoặc bỏ câu hỏi.",
                    "Use the answer in a later step, or remove the question.",
                ),
            )


def _nobody_shows(form: Form) -> Finding:
    return Finding(
        form.id,
        "unused_form",
        "warning",
        words(
            f"Không sơ đồ hay bảng nào dùng biểu mẫu “{form.id}”.",
            f"No diagram and no table uses the form “{form.id}”.",
        ),
        words(
            "Chọn biểu mẫu này ở một việc, hoặc ghi mã của nó vào bảng report_rules.",
            "Choose it at a task, or write its id into the table report_rules.",
        ),
    )


@lru_cache(maxsize=64)
def _diagram(content: bytes) -> Definitions | None:
    try:
        return read_definitions(content)
    except DiagramError:
        return None


@lru_cache(maxsize=64)
def _table(content: bytes) -> Any:
    try:
        return parse_xml(content)
    except DiagramError:
        return None


def _texts(table: Any) -> str:
    return "\n".join(node.text or "" for node in table.iter("{*}text"))


def _names_of(definitions: Definitions) -> frozenset[str]:
    sources = (expression.source for expression in definitions.expressions if expression.is_feel)
    return frozenset[str]().union(*map(_names, sources))


@lru_cache(maxsize=1_000)
def _names(source: str) -> frozenset[str]:
    try:
        compiled = compile_expression(source)
    except FeelError:
        return frozenset()
    return compiled.names | compiled.possible_names


def _names_in(form: Form) -> frozenset[str]:
    """What the form's own conditions, limits and rules ask for."""
    asked = (expression for part in _parts(form) for expression in _expressions(part))
    return frozenset(name for one in asked for name in one.names | one.possible_names)


def _expressions(part: Component) -> Iterator[Expression]:
    """What is worked out from the answers of this form; `prefill` asks for those of another report."""
    if part.hide is not None:
        yield part.hide
    if isinstance(part, Field | RowList):
        yield from (rule.expression for rule in part.rules)
    if isinstance(part, Field):
        limits = part.limits
        bounds = (limits.minimum, limits.maximum, limits.shortest, limits.longest)
        yield from (bound for bound in bounds if isinstance(bound, Expression))


@lru_cache(maxsize=1)
def shipped_fields() -> Mapping[str, frozenset[str]]:
    """What the forms that come with the product ask, in rows too, by form."""
    forms = [load_form(path.read_bytes()) for path in sorted(SHIPPED.glob("*.form"))]
    return {form.id: frozenset(key for key, _label in _asked(form)) for form in forms}


def form_fields(files: Files) -> Mapping[str, frozenset[str]]:
    """The fields of each form among the files, lists of rows included; a form that cannot be read has none."""
    found = {}
    for name, content in files:
        form = _form(content) if name.endswith(".form") else None
        if form is not None:
            found[form.id] = frozenset((*(one.key for one in form.fields), *(one.key for one in form.lists)))
    return found


@lru_cache(maxsize=128)
def _form(content: bytes) -> Form | None:
    try:
        return load_form(content)
    except FormError:
        return None
