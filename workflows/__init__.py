"""The reporting work itself, one use case a file."""
