"""Which questions stand on the page, given the answers so far."""

from collections.abc import Iterable, Mapping
from typing import Any

from feel import Expression, FeelError
from forms.form import Component, Field, Form, Group, RowList
from forms.refused import RuleBroken
from forms.shape import Answers
from forms.words import both

MAX_ROUNDS = 20

Scope = Mapping[str, Any]


def scope_of(form: Form, answers: Mapping[str, Any], context: Mapping[str, Any]) -> dict[str, Any]:
    """What the form's FEEL sees: facts of the case under the answers, with every question answered or blank."""
    return {**context, **form.blanks, **answers}


def row_scope(scope: Scope, row: Mapping[str, Any]) -> dict[str, Any]:
    """Inside a row: its answers first, `this` the row, `parent` what lies outside, as in form-js."""
    return {**scope, **row, "this": row, "parent": scope}


def evaluated(expression: Expression, scope: Scope) -> Any:
    """The value of one of the form's expressions; RuleBroken where it cannot be worked out."""
    try:
        return expression.evaluate(scope)
    except FeelError as error:
        raise RuleBroken(
            both(
                "Một quy tắc của biểu mẫu không tính được: {reason} Hãy báo người quản lý quy trình.",
                "A rule of this form cannot be worked out: {reason} Tell the process owner.",
                reason=error.message,
            )
        ) from error


def is_hidden(form: Form, component: Component, scope: Scope) -> bool:
    """Whether it is not asked: another answer was chosen than the one that brings it up, or its condition is true."""
    if component.hide is None:
        return False
    if isinstance(component, Field) and component.key in form.revealed:
        radio, value = form.revealed[component.key]
        return bool(scope[radio] != value)
    return _hides(component.hide, scope)


def is_hidden_in_row(component: Component, inner: Scope) -> bool:
    """The same inside a row, where no answer brings up what stands under it."""
    return component.hide is not None and _hides(component.hide, inner)


def _hides(condition: Expression, scope: Scope) -> bool:
    """A condition that is not true hides nothing."""
    return evaluated(condition, scope) is True


def keep_visible(form: Form, answers: Mapping[str, Any], context: Mapping[str, Any]) -> tuple[Answers, Scope]:
    """The answers without those of hidden questions, nor of questions that are hidden once these are gone.

    Beside them what the form's FEEL sees of them.
    """
    kept, scope = dict(answers), scope_of(form, answers, context)
    if not form.hides:
        return kept, scope
    for _ in range(MAX_ROUNDS):
        kept = _visible(form, form.components, kept, scope)
        before, scope = scope, scope_of(form, kept, context)
        if scope == before:  # what is gone was blank anyway: nothing else is hidden for it
            break
    return kept, scope


def _visible(
    form: Form, components: Iterable[Component], answers: Mapping[str, Any], scope: Scope
) -> Answers:
    kept: Answers = {}
    for component in components:
        if is_hidden(form, component, scope):
            continue
        if isinstance(component, Group):
            kept |= _visible(form, component.children, answers, scope)
        elif isinstance(component, RowList) and component.key in answers:
            kept[component.key] = [_visible_row(component, row, scope) for row in answers[component.key]]
        elif isinstance(component, Field) and component.key in answers:
            kept[component.key] = answers[component.key]
    return kept


def _visible_row(rows: RowList, row: Mapping[str, Any], scope: Scope) -> Answers:
    inner = row_scope(scope, row)
    asked = (field for field in rows.fields if field.key in row)
    return {field.key: row[field.key] for field in asked if not is_hidden_in_row(field, inner)}
