"""The page of a task: what is asked, the form as it stands or as it was typed, the story beside it."""
