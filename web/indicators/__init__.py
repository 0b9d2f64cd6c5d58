"""Pages of numbers about issues, each with what it is made of."""
