"""What one document may cost, and how a child process binds itself to it."""

import resource
from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Bounds of one document.

    Measured on one core: 2 pages 0.1 s and 75 MB, 94 pages 7.5 s and 225 MB, 223 pages 18 s and 440 MB.
    """

    timeout_seconds: float = 60.0
    page_cap: int = 300
    memory_bytes: int = 1024**3


def bound_memory(limits: Limits) -> None:
    """Cap the address space of this process for good; what asks for more gets a `MemoryError`."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash must not write reports into a core file


def bound_processor_time(timeout_seconds: float) -> None:
    """Let this process use so many more seconds of processor time, then be killed by the kernel.

    The parent's clock is the first guard; this one still holds when the parent is gone.
    """
    used = resource.getrusage(resource.RUSAGE_SELF)
    end = int(used.ru_utime + used.ru_stime + timeout_seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (end, resource.RLIM_INFINITY))
