"""What completing each task of `issue_handling` does to the issue."""
