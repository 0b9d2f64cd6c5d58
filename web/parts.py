"""What every route may use; put together once by `create_app`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fastapi import Request

from database.session import Database
from engine.host import Host
from web.clock import Clock
from web.pages import Pages
from web.settings import Settings
from web.watch.metrics import Metrics
from workflows.demo.accounts import ShownAccount

DemoAccounts = Callable[[], Sequence[ShownAccount]]
"""The accounts that the sign-in page of a demo offers."""


@dataclass(frozen=True)
class Parts:
    """The parts of one running application."""

    database: Database
    host: Host
    settings: Settings
    clock: Clock
    pages: Pages
    metrics: Metrics
    demo_accounts: DemoAccounts | None
    """None outside a demo: then no page shows the clock strip or the accounts."""


def parts_of(request: Request) -> Parts:
    """The parts of the application that serves this request."""
    parts: Parts = request.app.state.parts
    return parts
