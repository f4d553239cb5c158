"""Looking at the headers that keep browsers safe; the rules are a table of small judges.

Each judge is handed all headers and says `ok` or what is wrong. Sources: RFC 6797 (HSTS), the
Fetch standard (nosniff), CSP level 3, the Referrer Policy standard.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

from golive_tui.checklist.condition import check_pattern
from golive_tui.errors import ConditionError, InputError
from golive_tui.probes.kind import Objection, Observation
from golive_tui.probes.look.http_exchange import status_words
from golive_tui.probes.look.http_request import Plan
from golive_tui.probes.look.web import Web

Headers = Mapping[str, str]
Judge = Callable[[Headers], str]
"""What is wrong with the headers; empty if nothing is."""

Rules = Mapping[str, Judge]

DAY: Final = 86400
_WEAK_REFERRERS: Final = frozenset({"unsafe-url", "no-referrer-when-downgrade"})
_MAX_AGE = re.compile(r'(?i)(?:^|;)\s*max-age\s*=\s*"?(\d{1,15})')
_VERSION = re.compile(r"\d+\.\d+|/\d")
_SECURE_ONLY: Final = frozenset({"strict-transport-security"})
"""Browsers heed it over HTTPS alone (RFC 6797, section 8.1)."""
TELLING: Final = ("server", "x-powered-by", "x-aspnet-version", "x-aspnetmvc-version", "via")


def rules_of(profile: str, overrides: Mapping[str, str], *, secure: bool) -> Rules:
    """The judges of a profile, some of them skipped or replaced; raises InputError."""
    rules = dict(_BASIC if profile == "basic" else _STRICT)
    if not secure:
        rules = {name: judge for name, judge in rules.items() if name not in _SECURE_ONLY}
    for given, wanted in overrides.items():
        name = given.lower()
        rules.pop(name, None)
        if wanted != "skip":
            rules[name] = _matching(name, wanted)
    return rules


async def see(web: Web, plan: Plan, rules: Rules) -> Observation:
    """Ask once, judge each header."""
    answer = await web.ask(plan, body=False)
    headers = {name.lower(): value for name, value in answer.response.headers.items()}
    verdicts = {name: judge(headers) or "ok" for name, judge in rules.items()}
    bad = {name: verdict for name, verdict in verdicts.items() if verdict != "ok"}
    facts: dict[str, object] = {
        "verdicts": verdicts,
        "values": {name: headers[name] for name in (*rules, *TELLING) if name in headers},
        "bad": list(bad),
        "leaks": [name for name in TELLING if _tells(headers, name)],
        "status": answer.status,
    }
    age = _max_age(headers)
    if age is not None:
        facts["hsts_days"] = age / DAY
    objection = None
    if answer.status >= 500:
        said = status_words(answer.status)
        objection = Objection(facts=("status",), reason="http.status", detail=said)
    said = "; ".join(f"{name}: {verdict}" for name, verdict in bad.items())
    return web.seen(said, facts=facts, objection=objection)


def _max_age(headers: Headers) -> int | None:
    found = _MAX_AGE.search(headers.get("strict-transport-security", ""))
    return int(found[1]) if found else None


def _hsts(days: int) -> Judge:
    def judge(headers: Headers) -> str:
        if "strict-transport-security" not in headers:
            return "missing"
        age = _max_age(headers)
        if age is None:
            return "without max-age"
        return "" if age >= days * DAY else f"holds {age / DAY:.0f} days, wanted are {days}"

    return judge


def _nosniff(headers: Headers) -> str:
    value = headers.get("x-content-type-options", "")
    if not value:
        return "missing"
    return "" if value.split(",")[0].strip().lower() == "nosniff" else "is not nosniff"


def _directives(headers: Headers) -> dict[str, list[str]]:
    parts = (part.split() for part in headers.get("content-security-policy", "").split(";"))
    return {words[0].lower(): [each.lower() for each in words[1:]] for words in parts if words}


def _framing(headers: Headers) -> str:
    """X-Frame-Options, or the directive of CSP that replaces it."""
    ancestors = _directives(headers).get("frame-ancestors")
    if ancestors is not None:
        return "frame-ancestors lets anyone in" if "*" in ancestors else ""
    value = headers.get("x-frame-options", "").strip().lower()
    if not value:
        return "missing, and no frame-ancestors in the Content-Security-Policy"
    return "" if value in {"deny", "sameorigin"} else "is neither DENY nor SAMEORIGIN"


def _referrer(headers: Headers) -> str:
    value = headers.get("referrer-policy", "")
    if not value:
        return "missing"
    # A browser takes the last word that it knows.
    last = value.rpartition(",")[2].strip().lower()
    return f"{last} tells other sites the whole address" if last in _WEAK_REFERRERS else ""


def _csp(headers: Headers) -> str:
    directives = _directives(headers)
    if not directives:
        return "missing"
    if "default-src" not in directives and "script-src" not in directives:
        return "says nothing of scripts: no default-src, no script-src"
    unsafe = [f"{name} {w}" for name, words in directives.items() for w in words if "'unsafe-" in w]
    return f"allows {unsafe[0]}" if unsafe else ""


def _present(name: str) -> Judge:
    return lambda headers: "" if headers.get(name) else "missing"


def _tells(headers: Headers, name: str) -> bool:
    """Whether a header tells a version; `X-Powered-By` tells too much in any case. `Via` begins
    with a version of HTTP, which is none of the server's."""
    value = headers.get(name, "")
    if name == "via":
        return bool(re.search(r"\([^)]*\d+\.\d+", value))
    return bool(value) and (name.startswith("x-") or bool(_VERSION.search(value)))


def _silent(name: str) -> Judge:
    return lambda headers: "tells what it runs" if _tells(headers, name) else ""


def _matching(name: str, pattern: str) -> Judge:
    try:
        check_pattern(pattern)
    except ConditionError as error:
        raise InputError(f"security_headers: `overrides`: {error.message}") from error

    def judge(headers: Headers) -> str:
        if name not in headers:
            return "missing"
        return "" if re.search(pattern, headers[name]) else f"does not match {pattern}"

    return judge


_BASIC: Final[Rules] = {
    "strict-transport-security": _hsts(180),
    "x-content-type-options": _nosniff,
    "x-frame-options": _framing,
    "referrer-policy": _referrer,
    "server": _silent("server"),
    "x-powered-by": _silent("x-powered-by"),
}
_STRICT: Final[Rules] = {
    **_BASIC,
    "strict-transport-security": _hsts(365),
    "content-security-policy": _csp,
    "permissions-policy": _present("permissions-policy"),
}
