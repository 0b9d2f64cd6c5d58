"""Honest numbers about issues: what was raised, answered, directed, late, by whom it was held; as of any past day."""
