"""Runs deployed definitions: instances, tasks, timers, jobs, fan-out, incidents, history."""
