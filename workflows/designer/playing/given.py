"""Variables that come from outside, as somebody writes them: a question for each name that is known, and lines."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.errors import Words, words
from bpmn.read import read_definitions
from bpmn.rules.unknown_variable import names_in, unknown_names
from engine.given_variables import given_variables
from feel import FeelError, compile_expression
from feel.plain import to_plain
from forms.check import Problem
from forms.form import Form
from forms.schema import load_form
from forms.schema_parts import KEY
from workflows.completion import ProblemsFound
from workflows.deployment import Files
from workflows.designer.offered_words import KNOWN_VARIABLES
from workflows.errors import Refused
from workflows.form_findings import form_fields

ASKED = "var_"
"""What the key of a question for a variable begins with."""
OTHERS = "others"
FEEL_MARK = "="
LONGEST_VALUE = 4000
FORMS = Path(__file__).parent / "forms"


@cache
def own_form(name: str, names: tuple[str, ...] = ()) -> Form:
    """A form that only plays have. One that asks for variables has a question for each of these names."""
    raw = orjson.loads((FORMS / f"{name}.form").read_bytes())
    place = next((at for at, part in enumerate(raw["components"]) if part.get("key") == OTHERS), None)
    if place is not None:
        raw["components"][place:place] = [_question(name) for name in names if _is_key(name)]
    return load_form(orjson.dumps(raw))


def _question(name: str) -> dict[str, Any]:
    return {
        "type": "textfield",
        "id": f"Field_{name}",
        "key": f"{ASKED}{name}",
        "label": name,
        "validate": {"required": False, "maxLength": LONGEST_VALUE},
        "properties": {"label_en": name},
    }


def _is_key(name: str) -> bool:
    return KEY.fullmatch(f"{ASKED}{name}") is not None


def others_for(names: Sequence[str]) -> str:
    """A line for each name that no question can be asked by, such as one with signs."""
    return "\n".join(f"{name} = " for name in names if not _is_key(name))


def variables_given(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The variables that answers say; what is left empty is not given.

    Raises ProblemsFound where something cannot be understood, NotAllowed for what cannot be a variable.
    """
    found: dict[str, Any] = {}
    for key, text in answers.items():
        if key.startswith(ASKED) and str(text or "").strip():
            found[key.removeprefix(ASKED)] = _value(key, str(text).strip())
    for number, line in enumerate(str(answers.get(OTHERS) or "").splitlines(), 1):
        name, mark, text = (part.strip() for part in line.partition(FEEL_MARK))
        if line.strip() and not (name and mark):
            raise _wrong(OTHERS, _no_line(number))
        if text:
            found[name] = _value(OTHERS, text)
    return given_variables(found)


def _value(key: str, text: str) -> Any:
    """500 is a number, true and false are what they say, =... is FEEL, and all else is text."""
    if text.startswith(FEEL_MARK):
        try:
            return to_plain(compile_expression(text.removeprefix(FEEL_MARK)).evaluate({}))
        except FeelError as error:
            raise _wrong(key, error.message) from error
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return text


def _wrong(key: str, said: Words) -> ProblemsFound:
    return ProblemsFound([Problem(key, dict(said), dict(said))])


def _no_line(number: int) -> Words:
    return words(
        f"Dòng {number} chưa đúng. Viết: tên = giá trị.", f"Line {number} is not right. Write: name = value."
    )


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
