"""What Prometheus's HTTP API answers: results, or why there are none."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from golive_tui.errors import InputError
from golive_tui.launch.samples import REASONS
from golive_tui.probes.kind import Observation

_OURS = {"bad_data": "config.invalid", "execution": "config.invalid"}
_THEIRS = {"timeout": "http.timeout_first_byte", "canceled": "http.timeout_first_byte"}


class NothingMeasured(Exception):
    """No result, or one that is no number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One series of a result."""

    labels: Mapping[str, str]
    value: float

    @property
    def name(self) -> str:
        """As `values.NAME` has it."""
        return named("-".join(self.labels[label] for label in sorted(self.labels)))


def named(text: str) -> str:
    """A label's value as part of a fact's path."""
    return re.sub(r"[^\w-]+", "-", text).strip("-") or "none"


def refusal(document: Mapping[str, object], status: object) -> Observation:
    """An answer whose status is `error`."""
    kind = str(document.get("errorType", ""))
    detail = f"{kind or 'error'}: {document.get('error', 'no word why')}"
    if kind in _OURS:
        return Observation(outcome="error", reason=_OURS[kind], detail=detail)
    reason = _THEIRS.get(kind, "http.status")
    assert reason in REASONS  # noqa: S101 - both tables are of the closed list
    return Observation(outcome="fail", reason=reason, detail=f"HTTP {status}: {detail}")


def results(data: object) -> list[Result]:
    """The results of an instant query; raises NothingMeasured, or InputError where the query
    yields no numbers by its nature."""
    kind = str(data.get("resultType")) if isinstance(data, Mapping) else ""
    found = data.get("result") if isinstance(data, Mapping) else None
    if kind in {"matrix", "string"}:
        raise InputError(f"prometheus: the query yields a {kind}, not a number or a vector")
    if kind == "scalar":
        return [Result(labels={}, value=_number(found, {}))]
    if kind != "vector" or not isinstance(found, list):
        raise InputError("prometheus: the answer has no result")
    if not found:
        raise NothingMeasured("the query found no series")
    read = []
    for each in found:
        metric = each.get("metric") if isinstance(each, Mapping) else None
        if not isinstance(metric, Mapping) or "value" not in each:
            raise InputError("prometheus: a result is no number; is it a native histogram?")
        labels = {str(k): str(v) for k, v in metric.items() if k != "__name__"}
        read.append(Result(labels=labels, value=_number(each["value"], labels)))
    return read


def grouped(found: list[Result], label: str) -> dict[str, float]:
    """Results by a label; raises InputError where two have the same value of it."""
    groups: dict[str, float] = {}
    for each in found:
        name = named(each.labels.get(label, ""))
        if name in groups:
            raise InputError(
                f"prometheus: several results for {label} {name}",
                hint=f"aggregate them: sum by ({label}) (...)",
            )
        groups[name] = each.value
    return groups


def _number(pair: object, labels: Mapping[str, str]) -> float:
    try:
        number = float(pair[1]) if isinstance(pair, list) else math.nan
    except (ValueError, TypeError, IndexError, OverflowError):
        number = math.nan
    if not math.isfinite(number):
        told = ", ".join(f"{k}={v}" for k, v in labels.items())
        shown = pair[1] if isinstance(pair, list) and len(pair) > 1 else "nothing"
        raise NothingMeasured(f"the query yields {shown}{f' for {told}' if told else ''}")
    return number
