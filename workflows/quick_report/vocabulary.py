"""What the diagram of a quick report asks for: the addressees that confirm."""

from collections.abc import Callable, Mapping
from typing import Any

from engine.host import CallContext
from workflows.deadlines import ZONE
from workflows.quick_report.clock import Clock
from workflows.quick_report.rows import RECEIPT, TOLD, receipts_of, report_row


def quick_receipts(context: CallContext) -> Callable[..., Any]:
    """`quick_receipts(quick_report)`: one item for each unit that has to confirm."""

    def found(key: Any) -> list[dict[str, Any]]:
        row = report_row(context.session, int(key))
        clock = Clock(row.clock)
        return [
            {
                "unit": one.unit,
                RECEIPT: one.key,
                "due": one.due_at.astimezone(ZONE).isoformat(),
                "closes": clock.closes(context.session, one.due_at, context.now).isoformat(),
                "ladder": clock.ladder(RECEIPT),
            }
            for one in receipts_of(context.session, row.key)
            if one.state != TOLD
        ]

    return found


VOCABULARY: Mapping[str, Callable[[CallContext], Callable[..., Any]]] = {"quick_receipts": quick_receipts}
