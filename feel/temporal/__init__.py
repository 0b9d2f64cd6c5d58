"""Dates, times and durations: years beyond four digits, nanoseconds, zones by name (DMN 1.5, 10.3.2.3.4-9)."""
