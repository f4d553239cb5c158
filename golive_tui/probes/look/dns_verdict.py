"""What the answers of several name servers come to: facts, and what speaks against them."""

import ipaddress
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from golive_tui.probes.kind import Objection
from golive_tui.probes.look.dns_query import Answer
from golive_tui.probes.look.reasons import Reading
from golive_tui.units import show_duration

SYSTEM: Final = "system"
_REFUSALS: Final = {"SERVFAIL": "dns.servfail", "REFUSED": "dns.refused"}
_AS_WRITTEN: Final = frozenset({"TXT", "SPF", "CAA"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What every server must say. `exact`: these records and no others; `max_ttl` in seconds."""

    type: str = "A"
    records: tuple[str, ...] = ()
    exact: bool = True
    max_ttl: float | None = None


def against(
    wanted: Wanted, answers: Mapping[str, Answer], authorities: frozenset[str]
) -> Reading | None:
    """What is not as wanted, and who says so; None where all is. `authorities`: those of the
    servers that should answer for the zone."""
    lame = [each for each in authorities if each in answers and not answers[each].authoritative]
    if lame:
        detail = f"{', '.join(sorted(lame))}: a name server of the zone that does not answer for it"
        return Reading("fail", "dns.mismatch", detail)
    differing = differ(wanted, answers)
    if wanted.records and differing:
        told = "; ".join(f"{server}: {_listed(answers[server])}" for server in differing)
        detail = f"{told} (wanted: {', '.join(wanted.records)})"
        return Reading("fail", "dns.mismatch", detail)
    return _against_ttl(wanted, answers)


def differ(wanted: Wanted, answers: Mapping[str, Answer]) -> list[str]:
    """The servers that do not say what is wanted, or else not what the first says."""
    said = {server: _plain(wanted.type, answer.records) for server, answer in answers.items()}
    if not wanted.records:
        first = next(iter(said.values()), frozenset())
        return [server for server, records in said.items() if records != first]
    should = _plain(wanted.type, wanted.records)
    return [
        server
        for server, records in said.items()
        if (records != should if wanted.exact else not records >= should)
    ]


def _against_ttl(wanted: Wanted, answers: Mapping[str, Answer]) -> Reading | None:
    """A resolver's TTL counts down, and proves nothing of the zone's."""
    if wanted.max_ttl is None:
        return None
    ttls = dict(_ttls(answers, authoritative=True))
    if not ttls:
        detail = 'only cached TTLs are known: list "authoritative" among `servers`'
        return Reading("error", "inconclusive", detail)
    over = {server: ttl for server, ttl in ttls.items() if ttl > wanted.max_ttl}
    if not over:
        return None
    told = ", ".join(f"{server}: {show_duration(ttl)}" for server, ttl in over.items())
    return Reading("fail", "assert.failed", f"TTL above {show_duration(wanted.max_ttl)}: {told}")


def _ttls(answers: Mapping[str, Answer], *, authoritative: bool) -> Iterator[tuple[str, int]]:
    for server, answer in answers.items():
        if answer.ttl is not None and answer.authoritative is authoritative:
            yield server, answer.ttl


def _plain(type: str, records: tuple[str, ...]) -> frozenset[str]:
    """As they compare: addresses by value, names without regard to case."""
    if type.upper() in _AS_WRITTEN:
        return frozenset(records)
    return frozenset(map(_plain_one, records))


def _plain_one(record: str) -> str:
    try:
        return str(ipaddress.ip_address(record.strip()))
    except ValueError:
        return record.strip().lower().removesuffix(".")


def _listed(answer: Answer) -> str:
    return ", ".join(answer.records) or "nothing"


def facts_of(answers: dict[str, Answer], *, complete: bool) -> dict[str, object]:
    """Facts of the answers; `complete`: all who were asked have answered."""
    if not answers:
        return {}
    first = next(iter(answers.values()))
    facts: dict[str, object] = {
        "answers": list(first.records),
        "count": len(first.records),
        "rcode": first.rcode,
        "servers": {server: list(answer.records) for server, answer in answers.items()},
        "time": max(answer.seconds for answer in answers.values()),
    }
    ttls = [answer.ttl for answer in answers.values() if answer.ttl is not None]
    if ttls:
        facts["ttl"] = min(ttls)
    if complete:
        facts["agree"] = len({answer.records for answer in answers.values()}) == 1
    return facts


def objection_to(answers: dict[str, Answer], *, agreed: bool = True) -> Objection | None:
    """What speaks against answers that came: a response code, none at all, or that they differ,
    where it is to be `agreed` what they say."""
    for server, answer in answers.items():
        if answer.rcode == "NXDOMAIN":
            return _against_rcode("dns.nxdomain", f"{server}: the name does not exist")
        if answer.rcode != "NOERROR":
            reason = _REFUSALS.get(answer.rcode, "dns.servfail")
            said = _against_rcode(reason, f"{server}: {answer.rcode}")
            ours = server == SYSTEM and answer.rcode == "REFUSED"
            return (
                said
                if not ours
                else Objection(facts=said.facts, reason=reason, detail=said.detail, outcome="error")
            )
    if agreed and len({answer.records for answer in answers.values()}) > 1:
        each = "; ".join(
            f"{server}: {', '.join(answer.records) or 'nothing'}"
            for server, answer in answers.items()
        )
        return Objection(facts=("agree",), reason="dns.mismatch", detail=each)
    if not next(iter(answers.values())).records:
        return Objection(
            facts=("count",), reason="dns.no_address", detail="the name has no such record"
        )
    return None


def _against_rcode(reason: str, detail: str) -> Objection:
    return Objection(facts=("rcode",), reason=reason, detail=detail)


def more_facts(wanted: Wanted, answers: Mapping[str, Answer]) -> dict[str, object]:
    """Who differs, and the TTLs of those who answer for the zone apart from cached ones."""
    facts: dict[str, object] = {
        "disagree": differ(wanted, answers),
        "authoritative": [server for server, answer in answers.items() if answer.authoritative],
    }
    for name, authoritative in (("authoritative_ttl", True), ("cached_ttl", False)):
        ttls = [ttl for _, ttl in _ttls(answers, authoritative=authoritative)]
        if ttls:
            facts[name] = max(ttls)
    return facts
