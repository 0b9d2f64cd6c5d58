"""What is there at the start is passed over by the garbage collector, and what comes later is not."""

import gc
import weakref

from web.standing import leave_standing


class Ring:
    def __init__(self) -> None:
        self.itself = self


def test_what_stands_is_passed_over_and_what_comes_is_collected() -> None:
    stands = Ring()
    leave_standing()
    try:
        assert gc.get_freeze_count() > 0
        comes = Ring()
        seen_standing, seen_coming = weakref.ref(stands), weakref.ref(comes)
        del stands, comes
        gc.collect()
        assert (seen_standing() is None, seen_coming() is None) == (False, True)
    finally:
        gc.unfreeze()
