"""CPU seconds of a process, its threads and the children it has waited for, from the kernel's own account."""

import os
import statistics
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time

_TICKS = os.sysconf("SC_CLK_TCK")
_UTIME, _CSTIME = 11, 14  # counted from the field after the name in /proc/PID/stat


def cpu_seconds(pid: int) -> float:
    """User and system time a running process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return sum(int(number) for number in fields[_UTIME : _CSTIME + 1]) / _TICKS


def cpu_of(act: Callable[[], object]) -> float:
    """CPU seconds this process spends on an act."""
    before = process_time()
    act()
    return process_time() - before


def run_seconds(pid: int) -> float:
    """Time that the threads of a running process have had a processor, to the microsecond: for acts that are short.

    Of threads that have ended nothing is known any more.
    """
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(one.read_text(encoding="ascii").split()[0]) for one in threads) / 1e9


def in_turn(acts: Sequence[Callable[[], float]], rounds: int) -> list[float]:
    """The median cost of each act when they take turns, so that all meet the machine in the same moods."""
    costs: list[list[float]] = [[] for _ in acts]
    for _ in range(rounds):
        for place, act in enumerate(acts):
            costs[place].append(act())
    return [statistics.median(found) for found in costs]
