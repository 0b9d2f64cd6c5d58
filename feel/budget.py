"""Limits of one evaluation: no expression may hold up the process that runs it.

Steps are counted where work repeats (loop rounds, calls, items built). The processor time of the thread is
looked at once per slice of steps, so a busy machine does not make a good expression fail.
"""

import time
from dataclasses import dataclass

from feel.errors import FeelError, words

SLICE = 2_000


@dataclass(frozen=True, slots=True)
class Budget:
    """What one expression may cost; the defaults keep it under a second and 100 MB."""

    steps: int = 300_000
    """Rounds, calls and items."""
    depth: int = 100
    """Calls inside calls."""
    size: int = 150_000
    """Items of one list, or a fifth of the characters of one string."""
    seconds: float = 0.8
    """Processor time."""


DEFAULT = Budget()

MAX_SOURCE = 50_000
"""Characters of one expression."""

MAX_NESTING = 60
"""Brackets in brackets."""

MAX_CHAIN = 200
"""Operators in a row without brackets."""


class Meter:
    """Counts down a budget; `spend` raises FeelError when it is used up."""

    __slots__ = ("_ahead", "_until", "budget", "depth", "left")

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.depth = 0
        self.left = min(SLICE, budget.steps)
        self._ahead = budget.steps - self.left
        self._until = 0.0

    def spend(self, steps: int = 1) -> None:
        """Pay for work about to be done."""
        self.left -= steps
        if self.left < 0:
            self._refill()

    @property
    def spent(self) -> int:
        """The steps paid so far."""
        return self.budget.steps - self._ahead - self.left

    def enter(self) -> None:
        """One call deeper; pair with `leave`."""
        self.depth += 1
        if self.depth > self.budget.depth:
            raise FeelError(
                words("Biểu thức gọi hàm lồng nhau quá sâu.", "The expression calls functions too deeply.")
            )
        self.left -= 1
        if self.left < 0:
            self._refill()

    def leave(self) -> None:
        """Back from the call that `enter` counted."""
        self.depth -= 1

    def hold(self, items: int) -> None:
        """Pay for a list or context of `items`, before it is built."""
        if items > self.budget.size:
            raise _too_big()
        self.spend(1 + items)

    def hold_text(self, characters: int) -> None:
        """Pay for a string of that length, before it is built."""
        if characters > self.budget.size * 5:
            raise _too_big()
        self.spend(1 + characters // 16)

    def look_at_clock(self) -> None:
        """Before work whose steps cannot be counted: the time is looked at now, not at the end of the slice."""
        self._refill()

    def _refill(self) -> None:
        self._ahead += self.left
        self.left = 0
        if self._ahead < 0:
            raise FeelError(
                words(
                    "Biểu thức cần quá nhiều bước tính. Hãy thu hẹp danh sách hoặc vòng lặp.",
                    "The expression needs too many steps. Narrow the list or the loop.",
                )
            )
        moment = time.thread_time()
        self._until = self._until or moment + self.budget.seconds
        if moment > self._until:
            raise FeelError(
                words(
                    "Biểu thức tính quá lâu. Hãy thu hẹp danh sách hoặc vòng lặp.",
                    "The expression takes too long. Narrow the list or the loop.",
                )
            )
        self.left = min(SLICE, self._ahead)
        self._ahead -= self.left


def _too_big() -> FeelError:
    return FeelError(
        words(
            "Kết quả của biểu thức quá lớn. Hãy chia nhỏ danh sách hoặc chuỗi.",
            "The expression builds something too big. Split the list or the string.",
        )
    )
