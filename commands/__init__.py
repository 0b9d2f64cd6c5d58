"""What operators type: one file for each kind of work. `manage.py` gathers them."""
