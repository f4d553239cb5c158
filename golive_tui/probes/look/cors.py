"""Looking at CORS: what a browser would let which origin do (the Fetch standard, section 3.2)."""

from dataclasses import dataclass
from typing import Final

from golive_tui.probes.kind import Objection, Observation
from golive_tui.probes.look.http_exchange import Answer, status_words
from golive_tui.probes.look.http_request import Plan
from golive_tui.probes.look.web import Web

_ALWAYS: Final = frozenset({"GET", "HEAD", "POST"})
"""Methods that need no permission."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Who must be let in to do what, and who must not."""

    url: str
    origin: str
    evil: tuple[str, ...]
    method: str
    headers: tuple[str, ...]
    credentials: bool
    server_name: str

    @staticmethod
    def read(
        *,
        url: str,
        origin: str,
        evil_origin: str,
        method: str,
        headers: tuple[str, ...],
        credentials: bool,
        server_name: str,
    ) -> "Wanted":
        """Raises InputError for what cannot be asked."""
        origin = origin.rstrip("/")
        # A pattern without an end lets the second in, a careless framework the third.
        evil = (evil_origin.rstrip("/"), f"{origin}.evil.example", "null")
        wanted = Wanted(
            url=url,
            origin=origin,
            evil=tuple(dict.fromkeys(each for each in evil if each)),
            method=method.upper(),
            headers=tuple(name.lower() for name in headers),
            credentials=credentials,
            server_name=server_name,
        )
        for each in (wanted.origin, *wanted.evil):
            wanted.preflight(each)
        return wanted

    def preflight(self, origin: str) -> Plan:
        """The request by which a browser asks for permission."""
        headers = {"Origin": origin, "Access-Control-Request-Method": self.method}
        if self.headers:
            headers["Access-Control-Request-Headers"] = ",".join(sorted(self.headers))
        return self._plan("OPTIONS", headers)

    def simple(self, origin: str) -> Plan:
        """A request that a browser sends without asking."""
        return self._plan("GET", {"Origin": origin})

    def _plan(self, method: str, headers: dict[str, str]) -> Plan:
        return Plan.read(
            url=self.url, method=method, headers=headers, body="", server_name=self.server_name
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """What an answer permits."""

    status: int
    origins: list[str]
    methods: list[str]
    headers: list[str]
    credentials: bool

    @classmethod
    def of(cls, answer: Answer) -> "Permission":
        """Read from its headers."""
        return cls(
            status=answer.status,
            origins=answer.headers("access-control-allow-origin"),
            methods=[each.upper() for each in _parts(answer, "access-control-allow-methods")],
            headers=[each.lower() for each in _parts(answer, "access-control-allow-headers")],
            credentials=answer.header("access-control-allow-credentials") == "true",
        )

    def lets_in(self, origin: str, *, credentials: bool) -> bool:
        """Whether a browser would hand the answer to a script of that origin."""
        if len(self.origins) != 1:
            return False
        if credentials:
            return self.origins == [origin] and self.credentials
        return self.origins[0] in {"*", origin}


async def see(web: Web, wanted: Wanted) -> Observation:
    """Ask for the good origin, then for each evil one."""
    answer = await web.ask(wanted.preflight(wanted.origin), body=False)
    preflight = Permission.of(answer)
    simple_answer = await web.ask(wanted.simple(wanted.origin), body=False)
    simple = Permission.of(simple_answer)
    reflected = await _reflected(web, wanted)
    problems = [
        *_preflight_problems(preflight, wanted),
        *_origin_problems("the GET", simple, wanted),
        *(f"the evil origin {each} is let in" for each in reflected),
    ]
    facts: dict[str, object] = {
        "preflight_status": preflight.status,
        "status": simple.status,
        "allow_origin": ", ".join(preflight.origins),
        "allow_methods": preflight.methods,
        "allow_headers": preflight.headers,
        "allow_credentials": preflight.credentials,
        "wildcard": "*" in (*preflight.origins, *simple.origins),
        "vary_origin": "origin" in [each.lower() for each in _parts(simple_answer, "vary")],
        "reflected": reflected,
        "problems": problems,
    }
    max_age = answer.header("access-control-max-age")
    if max_age.isascii() and max_age.isdigit():
        facts["max_age"] = int(max_age[:12])
    objection = None
    if simple.status >= 500:
        said = f"the GET: {status_words(simple.status)}"
        objection = Objection(facts=("status",), reason="http.status", detail=said)
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    said = f"{problems[0]}{more}" if problems else ""
    return web.seen(said, facts=facts, objection=objection)


async def _reflected(web: Web, wanted: Wanted) -> list[str]:
    """The evil origins that an answer names as allowed; `*` names none."""
    found: list[str] = []
    for origin in wanted.evil:
        for plan in (wanted.preflight(origin), wanted.simple(origin)):
            answer = await web.ask(plan, body=False)
            if origin in answer.headers("access-control-allow-origin") and origin not in found:
                found.append(origin)
    return found


def _preflight_problems(seen: Permission, wanted: Wanted) -> list[str]:
    if not 200 <= seen.status < 300:
        return [f"the preflight: {status_words(seen.status)}, which browsers take for a no"]
    problems = _origin_problems("the preflight", seen, wanted)
    any_method = "*" in seen.methods and not wanted.credentials
    if wanted.method not in _ALWAYS and wanted.method not in seen.methods and not any_method:
        problems.append(f"the method {wanted.method} is not allowed")
    any_header = "*" in seen.headers and not wanted.credentials
    for name in wanted.headers:
        # The standard keeps `authorization` out of what `*` stands for.
        if name not in seen.headers and not (any_header and name != "authorization"):
            problems.append(f"the header {name} is not allowed")
    return problems


def _origin_problems(what: str, seen: Permission, wanted: Wanted) -> list[str]:
    if seen.lets_in(wanted.origin, credentials=wanted.credentials):
        return []
    if not seen.origins:
        return [f"{what} does not allow {wanted.origin}: no Access-Control-Allow-Origin"]
    if len(seen.origins) > 1:
        return [f"{what} has {len(seen.origins)} Access-Control-Allow-Origin: browsers refuse that"]
    if seen.origins == ["*"]:
        return [f"{what} allows any origin by `*`, which browsers refuse for cookies"]
    if seen.origins == [wanted.origin]:
        return [f"{what} does not allow cookies"]
    return [f"{what} allows {seen.origins[0]} and not {wanted.origin}"]


def _parts(answer: Answer, name: str) -> list[str]:
    return [part.strip() for part in answer.header(name).split(",") if part.strip()]
