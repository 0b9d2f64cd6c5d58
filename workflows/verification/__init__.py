"""Joint verification: a lead and several agencies look into one matter, each answers, all see the conclusion."""
