"""Context functions (10.3.4.10)."""

from typing import Any

from feel.functions.registry import builtin
from feel.run import Run
from feel.values import Context


@builtin("get value(m: context, key: string)")
def _get_value(run: Run, context: Context, key: str) -> Any:  # noqa: ARG001 every built-in takes the run
    return context.get(key)


@builtin("get entries(m: context)")
def _get_entries(run: Run, context: Context) -> Any:  # noqa: ARG001 every built-in takes the run
    return [Context(key=name, value=value) for name, value in context.items()]


@builtin("context(entries: list)")
def _context(run: Run, entries: list[Any]) -> Any:  # noqa: ARG001 every built-in takes the run
    """A context of items that have a `key` and a `value`; a key given twice makes null."""
    made = Context()
    for entry in entries:
        if type(entry) is not Context or "value" not in entry or type(entry.get("key")) is not str:
            return None
        if entry["key"] in made:
            return None
        made[entry["key"]] = entry["value"]
    return made


@builtin("context put(context: context, key: string, value: any)")
def _context_put(run: Run, context: Context, key: str, value: Any) -> Any:
    run.hold(len(context))
    return Context({**context, key: value})


@builtin("context put(context: context, keys: list, value: any)")
def _context_put_deep(run: Run, context: Context, keys: list[Any], value: Any) -> Any:
    """The keys lead through contexts inside contexts, all of which must be there."""
    if not keys or type(keys[0]) is not str:
        return None
    run.hold(len(context))
    if len(keys) == 1:
        return Context({**context, keys[0]: value})
    inner = context.get(keys[0])
    if type(inner) is not Context:
        return None
    changed = _context_put_deep(run, inner, keys[1:], value)
    return None if changed is None else Context({**context, keys[0]: changed})


@builtin("context merge(contexts: list)")
def _context_merge(run: Run, contexts: list[Any]) -> Any:
    """Later entries win."""
    made = Context()
    for context in contexts:
        if type(context) is not Context:
            return None
        run.hold(len(context))
        made.update(context)
    return made
