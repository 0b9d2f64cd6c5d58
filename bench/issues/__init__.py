"""Registers as full as those of a whole province: some issues played, then copied with everything that hangs on them."""
