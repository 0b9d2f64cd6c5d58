"""Deploying a change: everything it would do is shown first, and what was shown is kept with the reason."""
