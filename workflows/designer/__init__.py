"""The designer: what process owners change in diagrams, tables and forms, and what will come of it."""
