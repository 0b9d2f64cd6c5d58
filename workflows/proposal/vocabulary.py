"""What the diagram of proposals asks for: the direction that one has become."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from engine.host import CallContext
from workflows.direction.tables import direction
from workflows.proposal.tables import proposal


def proposal_directions(context: CallContext) -> Callable[..., Any]:
    """`proposal_directions(proposal)`: the direction by which it was given to another unit."""

    def found(key: Any) -> list[dict[str, Any]]:
        rows = context.session.execute(
            sa.select(direction)
            .join(proposal, proposal.c.direction_key == direction.c.key)
            .where(proposal.c.key == int(key))
        )
        return [
            {
                "unit": row.to_handle,
                "direction": row.key,
                "due": row.due_at.isoformat(),
                "checked_by": row.checked_by,
            }
            for row in rows
        ]

    return found
