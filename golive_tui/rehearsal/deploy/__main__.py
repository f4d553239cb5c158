"""Runs the stand-in, from `python -m` and from the folder's own path (`engine/planner.py`)."""

import sys
from pathlib import Path

if __name__ == "__main__":
    if not __package__:  # run by its path: Python looks for modules here, and not in golive's home
        sys.path[0] = str(Path(__file__).resolve().parents[3])
    from golive_tui.rehearsal.deploy.main import main

    sys.exit(main())
