"""Once a month every unit that told of issues hears what became of them, to pass it on to its collaborators."""
