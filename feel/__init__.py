"""FEEL and decision tables of OMG DMN 1.5. Pure; imports nothing of ours."""
