"""The pages of the issue register."""
