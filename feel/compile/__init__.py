"""Syntax trees to closures. A closure takes the run and the frame of local values, and gives a FEEL value."""
