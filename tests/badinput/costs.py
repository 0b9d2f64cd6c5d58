"""What a process costs: its CPU seconds, and the most memory it held since it was last asked to forget."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

MOST_CPU_SECONDS = 2.0
MOST_BYTES = 200_000_000
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Cost:
    """Seconds of CPU, and bytes above what was held before."""

    cpu_seconds: float
    grown_bytes: int

    def assert_small(self) -> None:
        """Held by every refusal, on a busy machine too: seconds of the wall are not counted."""
        assert self.cpu_seconds < MOST_CPU_SECONDS, self
        assert self.grown_bytes < MOST_BYTES, self


class Watched:
    """A running process, from now on."""

    def __init__(self, pid: int) -> None:
        self._folder = Path(f"/proc/{pid}")
        (self._folder / "clear_refs").write_text("5")  # the peak is forgotten
        self._cpu, self._held = self._cpu_seconds(), self._bytes("VmRSS")

    def cost(self) -> Cost:
        """Since this began."""
        return Cost(self._cpu_seconds() - self._cpu, max(self._bytes("VmHWM") - self._held, 0))

    def _cpu_seconds(self) -> float:
        fields = (self._folder / "stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def _bytes(self, name: str) -> int:
        return told_bytes((self._folder / "status").read_text(), name)


def told_bytes(status: str, name: str) -> int:
    """A number of bytes out of /proc/PID/status."""
    found = re.search(rf"{name}:\s+(\d+) kB", status)
    assert found
    return int(found[1]) * 1024
