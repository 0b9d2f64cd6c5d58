"""The answer goes back the way the issue came, to callers and to units, and whether it arrived is kept."""
