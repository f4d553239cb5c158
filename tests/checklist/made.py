"""Files that are made from the specs: compared, or with GOLIVE_WRITE_DOCS=1 written anew."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def assert_in_step(path: Path, should: str) -> None:
    """The file is as it would be made now."""
    if os.environ.get("GOLIVE_WRITE_DOCS") == "1":
        path.write_text(should, encoding="utf-8")
    is_now = path.read_text(encoding="utf-8") if path.exists() else ""
    assert is_now == should, f"make {path.name} anew: GOLIVE_WRITE_DOCS=1 pytest tests/checklist"
