"""Facts in, documents out. Pure: no session, no query, no clock."""
