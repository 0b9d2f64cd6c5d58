"""Two people wrote the same draft: one set of answers from both, question by question as was chosen."""

from collections.abc import Callable, Mapping
from typing import Any

from forms.form import Form, RowList
from forms.row_matching import Row, match_rows
from forms.shape import Answers, rows_of

MINE, SAVED = "mine", "saved"

Chosen = Callable[[str], str]
"""The choice made under a name, "" where none was made."""


def choice_name(key: str, was: int | None = None, place: int | None = None) -> str:
    """The name of a choice: `choose-overview`; of a row by its place in my list, else by its place in the saved one.

    No question of a form can be called so: a hyphen is no part of a key.
    """
    if was is None and place is None:
        return f"choose-{key}"
    return f"choose-{key}-saved-{was}" if place is None else f"choose-{key}-mine-{place}"


def chosen_answers(form: Form, saved: Mapping[str, Any], mine: Answers, chosen: Chosen) -> Answers:
    """My answers, save where the saved ones were chosen. What only the other has is kept unless it was declined."""
    answers = dict(mine)
    for field in form.fields:
        if chosen(choice_name(field.key)) == SAVED:
            answers[field.key] = saved.get(field.key)
    for rows in form.lists:
        answers[rows.key] = _rows(rows, list(rows_of(rows, saved.get(rows.key))), mine[rows.key], chosen)
    return answers


def _rows(rows: RowList, saved: list[Row], mine: list[Row], chosen: Chosen) -> list[Row]:
    kept: list[Row] = []
    for was, place in match_rows(rows, saved, mine):
        choice = chosen(choice_name(rows.key, was, place))
        if place is None:
            kept += [] if choice == MINE or was is None else [saved[was]]
        elif choice != SAVED:
            kept.append(mine[place])
        elif was is not None:
            kept.append(saved[was])
    return kept[: rows.most]
