"""What to do next, by the reason that a check gives: one sentence for the person who reads it."""

from collections.abc import Mapping
from typing import Final

_BY_REASON: Final[Mapping[str, str]] = {
    "assert.failed": "compare what was expected with the facts: mend the target, or what is "
    "expected where that is wrong",
    "assert.missing_value": "the fact was not there to be judged: look at the facts, then mend the "
    "target's answer or the name in `expect`",
    "assert.type": "the fact is of another type than `expect` compares it with: mend one of them",
    "config.invalid": "mend the checklist (`golive validate` names the line); K then takes it in",
    "secret.unset": "set what is missing where the engine runs, start the engine again, then "
    "verify again",
    "dns.nxdomain": "the name does not exist: create the record, or mend the name",
    "dns.mismatch": "set the record at the provider, then wait for the old one's TTL to pass",
    "tls.expired": "renew the certificate, and reload whatever serves it",
    "tls.chain_incomplete": "serve the intermediate certificates along with the certificate",
    "tls.hostname": "the certificate is for another name: reissue it with this one",
    "http.status": "look at the status among the facts, and at the service's own log at that time",
    "cmd.not_found": "the program is not on the engine's host: install it, or mend the command",
    "cmd.denied": "the engine's user may not run it: mend its mode or its owner",
    "host.offline": "this host has no way out: mend its network, then verify again",
    "host.clock_skew": "this host's clock is wrong: mend its time synchronisation first",
    "stale.old": "it is too old: make a new one (run, report, backup), then verify again",
    "inconclusive": "it could not be told: look at the detail, mend what stood in the way, verify "
    "again, or answer it yourself with space",
    "db.read_only": "this is a replica, or a database that takes no writes: name the primary",
    "db.pool_exhausted": "no connection is free: look who holds them before more are allowed",
}
_BY_FAMILY: Final[Mapping[str, str]] = {
    "config": "mend the checklist; K then takes it in",
    "secret": "set what is missing where the engine runs",
    "host": "mend this host first: nothing is known of the target",
    "dns": "ask the name yourself (`dig NAME`) from here and from elsewhere",
    "tcp": "see whether it listens there, and whether a firewall stands between here and it",
    "tls": "look at what is served: `openssl s_client -connect HOST:443 -servername HOST`",
    "proxy": "the proxy on the way refused: look at its settings in the engine's environment",
    "http": "ask the address yourself (`curl -v`), and look at the service's own log",
    "assert": "compare what was expected with the facts",
    "ws": "look at the gateway's log: does it let an upgrade through, and this origin?",
    "auth": "the credentials were refused: look at the user, the secret and its expiry",
    "db": "look at the database's own log and at who holds its connections",
    "cmd": "run the command yourself, as the engine's user, in the launch's directory",
    "budget": "it answers, and not well enough: look at load, then verify again",
    "stale": "there is nothing fresh to judge by: make a new one, then verify again",
    "probe": "a fault of golive itself: `engine.log` in the launch's directory says more",
    "slot": "it was not looked at: verify again",
}
_OTHERWISE: Final = "look at the detail and the facts, then verify again"


def advice(reason: str | None) -> str:
    """What to do about a reason of the closed list (`samples.REASONS`); empty for none."""
    if not reason:
        return ""
    family = reason.partition(".")[0]
    return _BY_REASON.get(reason) or _BY_FAMILY.get(family, _OTHERWISE)
