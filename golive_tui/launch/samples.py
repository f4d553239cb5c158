"""One observation of a probe, and the closed list of reasons that it may give."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Literal

from msgspec import Struct, field

Outcome = Literal["ok", "fail", "error", "absent"]
"""ok; fail: the target answered wrongly, refused or timed out; error: our own side could not
look; absent: the slot was not observed."""

REASONS: Final = frozenset(
    """
    config.invalid secret.unset host.offline host.clock_skew
    dns.nxdomain dns.servfail dns.refused dns.timeout dns.no_address dns.mismatch
    tcp.refused tcp.timeout tcp.reset tcp.unreachable
    tls.expired tls.not_yet_valid tls.hostname tls.self_signed tls.untrusted
    tls.chain_incomplete tls.protocol tls.alert tls.timeout tls.mixed
    proxy.failed http.timeout_first_byte http.timeout_body http.protocol http.truncated
    http.redirect_loop http.downgrade http.too_large http.decode http.status
    assert.failed assert.missing_value assert.type
    ws.rejected ws.ping_timeout ws.closed_clean ws.closed_abnormal ws.no_reply
    auth.rejected db.starting db.read_only db.pool_exhausted db.timeout db.rejected
    cmd.exit cmd.signal cmd.timeout cmd.not_found cmd.denied
    budget.slow budget.error_rate stale.no_sample stale.old inconclusive
    probe.stuck probe.timeout probe.bug slot.missed
    """.split()  # noqa: SIM905 - a list that people read
)
"""`stage.reason`; a sample that is not ok gives one of these and nothing else."""


class Sample(Struct, frozen=True, kw_only=True):
    """What one look found: launch time of its slot, outcome, latency in seconds, and why not ok.

    `detail` is one clean line for people; `values` are the numbers that the checklist asked to
    keep; `phases` are seconds spent in each part of the look (dns, connect, tls, ...).
    Only `scheduled` samples count towards verdicts, triggers and uptime.
    """

    probe: str
    at: datetime
    outcome: Outcome
    latency: float | None = None
    reason: str | None = None
    detail: str = ""
    values: Mapping[str, float] = field(default_factory=dict)
    phases: Mapping[str, float] = field(default_factory=dict)
    scheduled: bool = True
