"""What the diagram of a data call asks for: the units that answer."""

from collections.abc import Callable, Mapping
from typing import Any

from engine.host import CallContext
from workflows.data_call.rows import PART, call_row, parts_of
from workflows.deadlines import ZONE


def data_call_parts(context: CallContext) -> Callable[..., Any]:
    """`data_call_parts(data_call)`: one item for each unit that is asked."""

    def found(key: Any) -> list[dict[str, Any]]:
        row = call_row(context.session, int(key))
        same = {
            "closes": row.closes_at.astimezone(ZONE).isoformat(),
            "approve": row.approve,
            "checked_by": row.asked_by,
        }
        return [
            {
                "unit": part.unit,
                PART: part.key,
                "due": part.due_at.astimezone(ZONE).isoformat(),
                **same,
            }
            for part in parts_of(context.session, row.key)
        ]

    return found


VOCABULARY: Mapping[str, Callable[[CallContext], Callable[..., Any]]] = {"data_call_parts": data_call_parts}
