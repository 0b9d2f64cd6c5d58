"""Variables that come from outside, as somebody writes them: a name and a value on each row."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

import orjson

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.read import read_definitions
from bpmn.rules.unknown_variable import names_in, unknown_names
from engine.given_variables import given_variables
from feel import FeelError, compile_expression
from feel.plain import to_plain
from forms.check import row_problem
from forms.form import Form, RowList
from workflows.completion import ProblemsFound
from workflows.deployment import Files
from workflows.designer.offered_words import KNOWN_VARIABLES
from workflows.errors import Refused
from workflows.form_findings import form_fields

ROWS, NAME, VALUE = "variables", "name", "value"
FEEL_MARK = "="


def rows_for(names: Sequence[str]) -> list[dict[str, Any]]:
    """A row for each of these names, with its value left open; one open row where there are none."""
    return [{NAME: name, VALUE: ""} for name in names or ("",)]


def variables_given(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The variables that the rows of a form say. ProblemsFound at the row that cannot be understood."""
    rows = next(one for one in form.lists if one.key == ROWS)
    found: dict[str, Any] = {}
    for index, row in enumerate(answers.get(ROWS) or []):
        name = str(row.get(NAME) or "").strip()
        if name:
            found[name] = _value(rows, index, str(row.get(VALUE) or "").strip())
    return given_variables(found)


def _value(rows: RowList, index: int, text: str) -> Any:
    """500 is a number, true and false are what they say, =... is FEEL, nothing is null, and all else is text."""
    if text.startswith(FEEL_MARK):
        try:
            return to_plain(compile_expression(text.removeprefix(FEEL_MARK)).evaluate({}))
        except FeelError as error:
            field = next(one for one in rows.fields if one.key == VALUE)
            raise ProblemsFound([row_problem(rows, index, field, error.message)]) from error
    if not text:
        return None
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return text


def in_context(text: str) -> dict[str, Any]:
    """The variables of a FEEL context, as older plays write them. Refused with what is wrong."""
    if not text.strip():
        return {}
    try:
        found = to_plain(compile_expression(text.strip().removeprefix(FEEL_MARK)).evaluate({}))
    except FeelError as error:
        raise Refused(error.message["vi"], error.message["en"]) from error
    if not isinstance(found, dict):
        raise Refused(
            "Viết các biến trong ngoặc nhọn, ví dụ: {so_tien: 500}.",
            "Write the variables in braces, such as: {amount: 500}.",
        )
    return found


def names_wanted(
    files: Files, process: str, element: str, known: AbstractSet[str] = frozenset()
) -> list[str]:
    """The names of what has to come from outside to an element, or with the beginning where it is empty.

    They are those that the output mapping of the element is made of; without one, those that the diagram asks for
    and nothing sets. `known` are set already.
    """
    definitions = definitions_of(process, files)
    if definitions is None:
        return []
    step = definitions.by_id.get(element)
    if step is not None and step.zeebe.outputs:
        own = {mapping.target for mapping in step.zeebe.inputs}
        asked = [name for mapping in step.zeebe.outputs for name in sorted(names_in(mapping.source))]
        return [name for name in dict.fromkeys(asked) if name not in own]
    catalogue = Catalogue(variables=KNOWN_VARIABLES, form_fields=form_fields(files))
    asked = [name for _expression, name in unknown_names(definitions, catalogue)]
    return [name for name in dict.fromkeys(asked) if name not in known]


def definitions_of(process: str, files: Files) -> Definitions | None:
    """The file that holds a process, read; None where none does. Raises DiagramError for one that cannot be read."""
    for name, content in files:
        if name.endswith(".bpmn") and process.encode() in content:
            found = read_definitions(content)
            if any(one.id == process for one in found.processes):
                return found
    return None
