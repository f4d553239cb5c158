"""The certificates of all addresses of a name held against each other."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from golive_tui.probes.kind import Observation
from golive_tui.probes.look.reasons import Reading
from golive_tui.probes.look.stages import Stages
from golive_tui.probes.look.tls_names import wrong_names


class Met(Protocol):
    """What a handshake with one address came to: a verdict where it went wrong, facts."""

    stages: Stages
    facts: dict[str, object]
    verdict: Reading | None


def seen_everywhere(met: Mapping[str, Met], names: Sequence[str]) -> Observation:
    """What all of them come to, by address; which one is at fault is named.

    An address that this host cannot reach at all leaves it open, unless another is at fault.
    """
    leaves = {ip: str(one.facts["fingerprint"]) for ip, one in met.items() if _leaf(one)}
    facts = _facts(met, leaves)
    wrong = {
        ip: verdict
        for ip, one in met.items()
        if (verdict := one.verdict or wrong_names(names, one.facts)) is not None
    }
    if not wrong and len(set(leaves.values())) > 1:
        detail = f"different certificates: {_grouped(leaves)}"
        return Observation(outcome="fail", reason="tls.mixed", detail=detail, facts=facts)
    if wrong:
        ip, worst = next(
            ((ip, each) for ip, each in wrong.items() if each.outcome == "fail"),
            next(iter(wrong.items())),
        )
        others = [other for other in wrong if other != ip]
        more = f"; likewise {', '.join(others)}" if others else ""
        detail = f"{len(wrong)} of {len(met)} addresses: {ip}: {worst.detail}{more}"
        return Observation(outcome=worst.outcome, reason=worst.reason, detail=detail, facts=facts)
    return Observation(
        outcome="ok",
        facts=facts,
        latency=max(one.stages.seconds.get("tls", 0.0) for one in met.values()),
        detail=f"one certificate on {', '.join(met)}",
    )


def _leaf(one: Met) -> bool:
    return "fingerprint" in one.facts


def _facts(met: Mapping[str, Met], leaves: Mapping[str, str]) -> dict[str, object]:
    """Those of the first that answered; of the days left the fewest."""
    facts: dict[str, object] = {}
    for one in met.values():
        facts = facts or dict(one.facts)
    days = [one.facts["days_left"] for one in met.values() if "days_left" in one.facts]
    numbers = [each for each in days if isinstance(each, float)]
    if numbers:
        facts["days_left"] = min(numbers)
    facts["addresses"] = list(met)
    facts["leaves"] = dict(leaves)
    if len(leaves) == len(met):
        facts["same_leaf"] = len(set(leaves.values())) == 1
    return facts


def _grouped(leaves: Mapping[str, str]) -> str:
    """`192.0.2.1, 192.0.2.2 have 3f2a9c1d; 192.0.2.3 has 99aa00bb`."""
    groups: dict[str, list[str]] = {}
    for ip, leaf in leaves.items():
        groups.setdefault(leaf[:8], []).append(ip)
    return "; ".join(
        f"{', '.join(ips)} {'have' if len(ips) > 1 else 'has'} {leaf}"
        for leaf, ips in groups.items()
    )
