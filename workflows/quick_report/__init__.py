"""Quick reports: an event told at once, by a clock of hours, past levels where a rule says so, until it is over."""
