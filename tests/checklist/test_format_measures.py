import re

import pytest

from golive_tui.checklist.fields import Text
from golive_tui.checklist.format_measures import MEASURE_FIELDS, MEASURES


@pytest.mark.parametrize("word", [*MEASURES, "value:disk", "mean:cpu", "rate:requests"])
def test_every_measure_fits_the_pattern(word: str) -> None:
    kind = next(field.type for field in MEASURE_FIELDS if field.name == "measure")
    assert isinstance(kind, Text)
    assert re.fullmatch(kind.pattern, word)
    assert not re.fullmatch(kind.pattern, f"{word}!")
