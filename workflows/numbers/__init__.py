"""The numbers of longer reports: what one issue gives, each issue counted once, and the way down to the issues."""
