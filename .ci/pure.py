"""Say which branches of the pure rooms no test of their own reached; exit 1 if there are any.

    python .ci/pure.py COVERAGE_FILE

`golive_tui/launch/fold.py` is proven by `tests/launch/**/test_fold.py` and `test_fold_*.py`, not by
what happens to pass through it: so only the runs of those files count, and what importing runs.
The file must have been written with a context for each test (`make pure`).
"""

import io
import re
import sys
from pathlib import Path

from coverage import Coverage

ROOMS = ("checklist", "launch")
CONFIG = str(Path(__file__).with_name("pure.ini"))


def main() -> int:
    """Look at every measured module of the rooms; print those with a gap, by line and branch."""
    coverage = Coverage(data_file=sys.argv[1], config_file=CONFIG)
    coverage.load()
    modules = sorted(filter(room_of, coverage.get_data().measured_files()))
    gaps = [gap for gap in (gap_of(coverage, module) for module in modules) if gap]
    print(*gaps, sep="\n", end="\n" if gaps else "")
    print(f"{len(modules)} pure modules, {len(gaps)} with branches that no test of theirs reaches")
    return 1 if gaps or not modules else 0


def room_of(module: str) -> str:
    """The pure room in which a module stands, or nothing."""
    found = re.search(rf"golive_tui/({'|'.join(ROOMS)})/", module)
    return found[1] if found else ""


def gap_of(coverage: Coverage, module: str) -> str:
    """`launch/fold.py: 12-14, 20->exit`, or nothing where its own tests reach everything."""
    own = rf"^tests/{room_of(module)}/(\w+/)*test_{Path(module).stem}(_\w+)?\.py::"
    table = io.StringIO()
    share = coverage.report(
        morfs=[module], contexts=["^$", own], show_missing=True, skip_covered=False, file=table
    )
    if share == 100.0:
        return ""
    row = next(line for line in table.getvalue().splitlines() if "%" in line)
    return f"{module.rpartition('golive_tui/')[2]}: {row.rpartition('%')[2].strip()}"


if __name__ == "__main__":
    sys.exit(main())
