"""Working calendar, cut-off windows, deadlines and how each one came about. Pure."""
