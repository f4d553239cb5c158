"""What commands say: answers on stdout, everything else on stderr, and nothing raw."""

import json
import sys
from collections.abc import Mapping
from typing import Any

from golive_tui.errors import GoliveError
from golive_tui.text import clean_lines


def answer(text: str) -> None:
    """A line of the answer."""
    sys.stdout.write(text + "\n")


def answer_json(document: Mapping[str, Any] | list[Any]) -> None:
    """The one JSON document of a `--json` command."""
    json.dump(document, sys.stdout, indent=2, ensure_ascii=False, allow_nan=False)
    sys.stdout.write("\n")


def tell(text: str) -> None:
    """A remark for the person."""
    sys.stderr.write(text + "\n")


def tell_error(error: GoliveError) -> None:
    """An error as a sentence, its hint below."""
    tell(f"golive: {clean_lines(error.message, 1000, 500)}")
    if error.hint:
        tell(clean_lines(error.hint, 1000, 50))
