"""The shape of a form."""

from pydantic import Field

from engine.definitions import Definition
from web.rest.shapes import TENANT, Answered, Key


class Form(Answered):
    """A form as it was deployed; `schema` is its JSON as text."""

    form_key: Key
    form_id: str
    version: int
    form_schema: str = Field(alias="schema")
    tenant_id: str = TENANT


def form_shape(form: Definition) -> Form:
    """A deployed form as programs are told it."""
    return Form(form_key=form.key, form_id=form.name, version=form.version, schema=form.content.decode())
