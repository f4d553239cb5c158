from pathlib import Path

import pytest

from golive_tui.errors import InputError
from golive_tui.probes.look.backup_files import first_date, moment, newest


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (5, 5.0),
        ("1970-01-02", 86400.0),
        ("1970-01-01T01:00:00Z", 3600.0),
        ("on 1970-01-01 01:00+01:00 or so", 0.0),
        ("1970-13-40", None),
        ("never", None),
        (True, None),
        (None, None),
    ],
)
def test_a_time_as_it_is_written(value: object, seconds: float | None) -> None:
    assert moment(value) == seconds


def test_folders_are_no_backups(tmp_path: Path) -> None:
    (tmp_path / "folder.dump").mkdir()
    assert newest(tmp_path, "*.dump") is None
    with pytest.raises(InputError):
        newest(tmp_path / "nowhere", "*")
    with pytest.raises(InputError):
        first_date(tmp_path / "nowhere")
