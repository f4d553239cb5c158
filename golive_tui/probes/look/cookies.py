"""Looking at cookies: their attributes, never their values."""

from collections.abc import Iterator
from dataclasses import dataclass

from golive_tui.probes.kind import Observation
from golive_tui.probes.look.http_exchange import objection_of
from golive_tui.probes.look.http_request import Plan
from golive_tui.probes.look.web import Web


@dataclass(frozen=True, slots=True, kw_only=True)
class Cookie:
    """What a `Set-Cookie` line says of a cookie (RFC 6265, section 4.1)."""

    name: str
    secure: bool
    http_only: bool
    same_site: str
    path: str
    domain: str
    lasting: bool

    @classmethod
    def read(cls, line: str) -> "Cookie":
        """Attributes are told apart by name, whatever their case."""
        first, *rest = line.split(";")
        given: dict[str, str] = {}
        for part in rest:
            name, _, value = part.partition("=")
            given[name.strip().lower()] = value.strip()
        return cls(
            name=first.partition("=")[0].strip(),
            secure="secure" in given,
            http_only="httponly" in given,
            same_site=given.get("samesite", "").lower(),
            path=given.get("path", ""),
            domain=given.get("domain", ""),
            lasting="max-age" in given or "expires" in given,
        )

    def problems(self, *, readable: bool) -> Iterator[str]:
        """What is wrong with it."""
        if not self.secure:
            yield "no Secure: it travels over plain HTTP too"
        if not self.http_only and not readable:
            yield "no HttpOnly: scripts can read it"
        if self.same_site not in {"lax", "strict", "none"}:
            yield "no SameSite: what other sites may send is up to the browser"
        if self.same_site == "none" and not self.secure:
            yield "SameSite=None without Secure: browsers refuse it"
        if self.name.startswith("__Host-") and (not self.secure or self.domain or self.path != "/"):
            yield "`__Host-` needs Secure, Path=/ and no Domain: browsers refuse it"
        if self.name.startswith("__Secure-") and not self.secure:
            yield "`__Secure-` needs Secure: browsers refuse it"

    def facts(self) -> dict[str, object]:
        """For conditions and evidence."""
        return {
            "secure": self.secure,
            "http_only": self.http_only,
            "same_site": self.same_site,
            "path": self.path,
            "domain": self.domain,
            "lasting": self.lasting,
        }


async def see(
    web: Web, plan: Plan, names: tuple[str, ...], readable: tuple[str, ...]
) -> Observation:
    """Ask once, judge each cookie."""
    answer = await web.ask(plan, body=False)
    cookies = [Cookie.read(line) for line in answer.headers("set-cookie")]
    judged = [each for each in cookies if not names or each.name in names]
    found = {
        each.name: list(each.problems(readable=each.name in readable))
        for each in judged
        # The last line of a name is the one that a browser keeps.
    }
    lacking = [name for name in names if name not in found]
    problems = [f"{name} is not set" for name in lacking]
    problems += [f"{name}: {problem}" for name, wrong in found.items() for problem in wrong]
    facts: dict[str, object] = {
        "names": list(dict.fromkeys(each.name for each in cookies)),
        "cookie": {each.name: each.facts() for each in cookies},
        "bad": [name for name, wrong in found.items() if wrong],
        "problems": problems,
        "status": answer.status,
    }
    objection = objection_of(answer)
    if not cookies and not names and objection is None:
        return web.unclear("no cookie was set: there is nothing to judge", facts=facts)
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    said = f"{problems[0]}{more}" if problems else ""
    return web.seen(said, facts=facts, objection=objection)
