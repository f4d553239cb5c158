"""A page of metrics, and those of its series that somebody asks for."""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from prometheus_client.openmetrics.parser import (
    text_string_to_metric_families as read_openmetrics,
)
from prometheus_client.parser import text_string_to_metric_families as read_text

from golive_tui.errors import InputError
from golive_tui.probes.selector import Selector

Series = frozenset[tuple[str, str]]
"""A series of a metric, by its labels."""

ACCEPT = "text/plain;version=0.0.4, application/openmetrics-text;version=1.0.0;q=0.5"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scrape:
    """A page as it was at `at` (launch seconds, by the stopwatch)."""

    at: float
    text: str
    openmetrics: bool = False

    def series(self, selector: Selector) -> dict[Series, float]:
        """The series that are meant, and their values; without those that are not a number.

        Raises InputError where the page is none.
        """
        return {
            frozenset(labels.items()): value
            for name, labels, value in self._samples(selector.name)
            if name == selector.name and not math.isnan(value) and selector.fits(labels)
        }

    def has(self, name: str) -> bool:
        """Whether the page has a metric of that name at all."""
        return re.search(rf"(?m)^{re.escape(name)}[ \t{{]", self.text) is not None

    def _samples(self, name: str) -> Iterator[tuple[str, dict[str, str], float]]:
        try:
            families: Iterable[object]
            if self.openmetrics:
                families = read_openmetrics(self.text)  # type: ignore[no-untyped-call]
            else:
                # A page is long, and a look asks for one or two names of it.
                lines = re.findall(rf"(?m)^{re.escape(name)}[ \t{{].*$", self.text)
                families = read_text("\n".join(lines) + "\n")
            for family in families:
                for sample in getattr(family, "samples", ()):
                    yield sample.name, dict(sample.labels), float(sample.value)
        except (ValueError, KeyError, IndexError, OverflowError) as error:
            raise InputError(f"the lines of {name} are no Prometheus text") from error
