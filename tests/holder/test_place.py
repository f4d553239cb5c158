import os
from pathlib import Path

from golive_tui.holder.place import Place


def test_the_socket_stands_in_the_folder_or_where_a_path_is_short_enough(own_home: Path) -> None:
    assert Place(own_home).socket_address() == own_home / "control.sock"
    deep = Place(own_home / ("d" * 200))
    assert len(os.fsencode(deep.socket_address())) <= 107
    assert deep.socket_address() != Place(own_home / ("e" * 200)).socket_address()


def test_every_file_has_a_name_of_its_own() -> None:
    place = Place(Path("/steps/a"))
    files = [
        place.request, place.record, place.transcript, place.outputs, place.result,
        place.unpublished, place.late, place.late_result, place.log,
    ]  # fmt: skip
    assert len({file.name for file in files}) == len(files)
    assert {file.parent for file in files} == {place.path}
