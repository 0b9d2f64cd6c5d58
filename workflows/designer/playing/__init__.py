"""Playing a draft: chosen answers and a moved clock, in a throw-away store; the real one is only read."""
