"""What a step hands on: the values that it wrote for the steps after it.

They go into commands, so a value is taken as it is or not at all: never cut, cleaned or masked.
"""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from golive_tui.errors import StoreError
from golive_tui.secrets import Redactor
from golive_tui.store.files import open_to_read
from golive_tui.text import clean

VARIABLE: Final = "GOLIVE_OUTPUTS"
"""Names the file into which a step writes what it hands on, as NAME=VALUE lines."""
FILE_LIMIT: Final = 64 * 1024
"""Bytes of a step's outputs that are read."""
VALUE_LIMIT: Final = 500
"""Characters of a value."""


def read_outputs(
    path: Path, names: Sequence[str], redactor: Redactor
) -> tuple[Mapping[str, str], str]:
    """The values of those names, the last one written of each, and what is wrong with the others.

    Names that the step does not declare are passed over.
    """
    written = _written(path)
    values = {name: written[name] for name in names if name in written}
    wrong = {name: _wrong(name, values.get(name), redactor) for name in names}
    trouble = ", ".join(f"{name} {why}" for name, why in wrong.items() if why)
    good = {name: value for name, value in values.items() if not wrong[name]}
    return good, f"not handed on: {trouble}" if trouble else ""


def _wrong(name: str, value: str | None, redactor: Redactor) -> str:
    if value is None:
        return "was not written"
    pair = f"{name}={value}"
    if redactor.redact(pair) != pair:
        return "looks like a secret"
    return "is not one short line of plain text" if clean(value, VALUE_LIMIT) != value else ""


def _written(path: Path) -> dict[str, str]:
    try:
        with os.fdopen(open_to_read(path), encoding="utf-8", errors="replace") as file:
            text = file.read(FILE_LIMIT)
    except (OSError, StoreError):
        return {}
    pairs = (line.partition("=") for line in text.split("\n") if "=" in line)
    return {name.strip(): value.removesuffix("\r") for name, _, value in pairs}
