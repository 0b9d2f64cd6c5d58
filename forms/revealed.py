"""Which answer of which radio question brings a hidden question up.

A page without scripts cannot show a question after a click. Where the condition hangs on one radio question
only, the hidden question is drawn under the choice that brings it up, as GOV.UK pages do. By the same rule answers
are kept and judged (forms/visible.py), without asking the condition again.
"""

from collections.abc import Iterable, Iterator, Mapping

from feel import FeelError
from forms.form import Component, Field, Group


def revealed(components: Iterable[Component]) -> Mapping[str, tuple[str, str]]:
    """Maps the key of a question to the (radio key, value) that shows it, where exactly one does.

    Questions inside a group that may itself be hidden stay where they are.
    """
    fields = list(_fields(components))
    radios = {field.key: field for field in fields if field.kind == "radio"}
    found = {field.key: _by(field, radios) for field in fields}
    return {key: where for key, where in found.items() if where is not None}


def _fields(components: Iterable[Component]) -> Iterator[Field]:
    for component in components:
        if isinstance(component, Field):
            yield component
        elif isinstance(component, Group) and component.hide is None:
            yield from _fields(component.children)


def _by(field: Field, radios: Mapping[str, Field]) -> tuple[str, str] | None:
    if field.hide is None or len(field.hide.names) != 1 or field.hide.possible_names:
        return None
    radio = radios.get(next(iter(field.hide.names)))
    if radio is None or radio is field:
        return None
    answers = ["", *(option.value for option in radio.options)]
    try:
        shown = [answer for answer in answers if field.hide.evaluate({radio.key: answer}) is not True]
    except FeelError:
        # it is reported when the form is filled in, with the answers it fails on
        return None
    # what is asked before the radio is answered stays where the form has it
    return (radio.key, shown[0]) if len(shown) == 1 and shown[0] else None
