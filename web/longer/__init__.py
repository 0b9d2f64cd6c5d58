"""Pages of longer reports: where their numbers come from, the issues carried upward, opening a cycle of any kind."""
