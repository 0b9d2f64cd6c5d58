"""Registers as full as those of a province: some issues played, then copied with everything that hangs on them."""
