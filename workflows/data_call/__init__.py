"""Data calls: the level above asks units a few questions; each answers by a date, the answers stand in one table."""
