"""The four frontends: a page, its settings and its scripts, one small site each.

What the checklist asks of a frontend can be read from the page, from `/env.js`, and as JSON from
`/config.json`: the API that it talks to, mock data off, error handling and analytics on.
"""

import json
from dataclasses import dataclass
from typing import Final

from golive_tui.rehearsal.stand_in.addresses import Addresses
from golive_tui.rehearsal.stand_in.behaviour import Page
from golive_tui.rehearsal.stand_in.http_server import Reply, Request, json_reply, text_reply
from golive_tui.rehearsal.stand_in.world import World

TITLES: Final = {
    "flowmind": "FlowMind Chat",
    "citypulse": "CityPulse Hechingen",
    "quantum": "Quantum Swarm",
    "velocity": "Velocity Swarm",
}

_PAGE: Final = """<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="frontend-source" content="{name}">
<meta name="api-base-url" content="{api}">
<meta name="mock-data" content="{mock}">
<script src="/env.js"></script>
{scripts}<script type="module" src="/assets/index.js"></script>
</head>
<body><div id="root"></div></body>
</html>
"""

_JAVASCRIPT: Final = "text/javascript; charset=utf-8"


_CATCHES: Final = """window.addEventListener("error", report);
window.addEventListener("unhandledrejection", report);
function report(event) {{
  navigator.sendBeacon("{api}/api/v1/shared/activity", JSON.stringify({{message: event.message}}));
}}
"""
_COUNTS: Final = """window._paq = window._paq || [];
_paq.push(["trackPageView"], ["setSiteId", "rehearsal-{name}"]);
"""
_ELSEWHERE: Final = "localhost:3001"
"""What a frontend talks to that was built with its developer's settings."""


@dataclass(frozen=True, slots=True)
class Frontend:
    """The site of one frontend; `world` says how it was built."""

    name: str
    addresses: Addresses
    world: World

    @property
    def _built(self) -> Page:
        return self.world.behaviour.page(self.name)

    @property
    def _api(self) -> str:
        return self.addresses.api_url if self._built.api else f"http://{_ELSEWHERE}"

    async def answer(self, request: Request) -> Reply:
        """A file of the site, or a 404 page."""
        if request.method not in ("GET", "HEAD"):
            return json_reply({"error": "Method Not Allowed"}, status=405)
        return self._file(request.path).with_headers(("cache-control", "no-cache"))

    def _file(self, path: str) -> Reply:
        match path:
            case "/" | "/index.html":
                return text_reply(self._page(), "text/html; charset=utf-8")
            case "/env.js":
                return text_reply(f"window.env = {json.dumps(self._env())};\n", _JAVASCRIPT)
            case "/config.json":
                return json_reply(self._config())
            case "/health":
                return json_reply({"status": "healthy", "frontend": self.name})
            case "/error-handler.js" if self._built.errors:
                return text_reply(_CATCHES.format(api=self._api), _JAVASCRIPT)
            case "/analytics.js" if self._built.analytics:
                return text_reply(_COUNTS.format(name=self.name), _JAVASCRIPT)
            case "/assets/index.js" if not self._built.broken:
                script = f'fetch("{self._api}/api/v1/info", {{credentials: "include"}});\n'
                return text_reply(script, _JAVASCRIPT)
            case _:
                return json_reply({"error": "Not Found", "path": path}, status=404)

    def _page(self) -> str:
        scripts = ""
        if self._built.errors:
            scripts += '<script src="/error-handler.js"></script>\n'
        if self._built.analytics:
            site = f'data-analytics-id="rehearsal-{self.name}"'
            scripts += f'<script async src="/analytics.js" {site}></script>\n'
        mock = "enabled" if self._built.mock else "disabled"
        return _PAGE.format(
            title=TITLES[self.name], name=self.name, api=self._api, mock=mock, scripts=scripts
        )

    def _env(self) -> dict[str, str]:
        return {
            "VITE_API_BASE_URL": self._api,
            "VITE_WEBSOCKET_URL": self._websocket,
            "VITE_FRONTEND_SOURCE": self.name,
            "VITE_MOCK_DATA_ENABLED": "true" if self._built.mock else "false",
        }

    @property
    def _websocket(self) -> str:
        return self.addresses.ws_url if self._built.websocket else f"ws://{_ELSEWHERE}/ws"

    def _config(self) -> dict[str, object]:
        return {
            "frontend": self.name,
            "api_base_url": self._api,
            "websocket_url": self._websocket,
            "mock_data_enabled": self._built.mock,
            "error_handling": self._built.errors,
            "analytics": {"enabled": self._built.analytics, "id": f"rehearsal-{self.name}"},
        }
