"""One rule, one file. Each has `RULE` and `check(definitions, catalogue)`, which yields findings."""
