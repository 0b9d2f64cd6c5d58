"""The monthly control of open issues: a list for each unit, each row confirmed by the unit in charge or red."""
