"""Runs a command of ours and leaves behind the most memory it held: `python -m tests.badinput.commanding FILE ...`.

What the system tells a parent about a child begins with the parent's own memory, so the child says it itself.
"""

import sys
from pathlib import Path

from manage import main

if __name__ == "__main__":
    target = Path(sys.argv[1])
    try:
        main(sys.argv[2:], prog_name="manage.py")
    finally:
        target.write_text(Path("/proc/self/status").read_text())
