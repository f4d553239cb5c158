"""`python -m golive_tui` is `golive`."""

import sys

from golive_tui.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
