"""Workers as processes of their own, beside a command that waits for what they do."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from commands.terminal import either

HOUSE = Path(__file__).parent.parent


@contextmanager
def workers_beside(count: int) -> Iterator[Callable[[], bool]]:
    """Start workers on the configured store, and say whether one is left. They are asked to stop at the end."""
    started = [
        subprocess.Popen([sys.executable, "manage.py", "worker"], cwd=HOUSE, stdout=subprocess.DEVNULL)
        for _ in range(count)
    ]
    for number, each in enumerate(started, 1):
        said = either(f"Worker {number}: tiến trình {each.pid}", f"Worker {number}: process {each.pid}")
        click.echo(said, err=True)
    try:
        yield lambda: any(each.poll() is None for each in started)
    finally:
        for each in started:
            if each.poll() is None:
                each.send_signal(signal.SIGTERM)
        for each in started:
            each.wait()
