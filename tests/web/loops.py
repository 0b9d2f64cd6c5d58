"""Coroutines of tests, away from the loop that a browser of the same process keeps running."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Found = TypeVar("Found")


def run_beside(work: Coroutine[Any, Any, Found]) -> Found:
    """Run it to its end on a loop and a thread of its own."""
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(asyncio.run, work).result()
