"""Runs definitions: instances, tasks, timers, jobs, fan-outs, incidents and their history.

Knows no unit, no mail, no page. Files named `spiff_*.py` are the only ones that touch SpiffWorkflow.
"""
