"""The acts by which processes begin in a play: the same as on the pages, each with a form to be filled in."""
