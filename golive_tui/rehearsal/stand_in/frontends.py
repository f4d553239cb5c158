"""The four frontends: a page, its settings and its scripts, one small site each.

What the checklist asks of a frontend can be read from the page, from `/env.js`, and as JSON from
`/config.json`: the API that it talks to, mock data off, error handling and analytics on.
"""

import json
from dataclasses import dataclass
from typing import Final

from golive_tui.rehearsal.stand_in.addresses import Addresses
from golive_tui.rehearsal.stand_in.http_server import Reply, Request, json_reply, text_reply

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
<meta name="mock-data" content="disabled">
<script src="/env.js"></script>
<script src="/error-handler.js"></script>
<script async src="/analytics.js" data-analytics-id="rehearsal-{name}"></script>
</head>
<body><div id="root"></div></body>
</html>
"""

_JAVASCRIPT: Final = "text/javascript; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Frontend:
    """The site of one frontend."""

    name: str
    addresses: Addresses

    async def answer(self, request: Request) -> Reply:
        """A file of the site, or a 404 page."""
        if request.method not in ("GET", "HEAD"):
            return json_reply({"error": "Method Not Allowed"}, status=405)
        return self._file(request.path).with_headers(("cache-control", "no-cache"))

    def _file(self, path: str) -> Reply:
        match path:
            case "/" | "/index.html":
                page = _PAGE.format(
                    title=TITLES[self.name], name=self.name, api=self.addresses.api_url
                )
                return text_reply(page, "text/html; charset=utf-8")
            case "/env.js":
                return text_reply(f"window.env = {json.dumps(self._env())};\n", _JAVASCRIPT)
            case "/config.json":
                return json_reply(self._config())
            case "/health":
                return json_reply({"status": "healthy", "frontend": self.name})
            case "/error-handler.js" | "/analytics.js":
                return text_reply(f"/* {path[1:]} of {self.name} */\n", _JAVASCRIPT)
            case _:
                return json_reply({"error": "Not Found", "path": path}, status=404)

    def _env(self) -> dict[str, str]:
        return {
            "VITE_API_BASE_URL": self.addresses.api_url,
            "VITE_WEBSOCKET_URL": self.addresses.ws_url,
            "VITE_FRONTEND_SOURCE": self.name,
            "VITE_MOCK_DATA_ENABLED": "false",
        }

    def _config(self) -> dict[str, object]:
        return {
            "frontend": self.name,
            "api_base_url": self.addresses.api_url,
            "websocket_url": self.addresses.ws_url,
            "mock_data_enabled": False,
            "error_handling": True,
            "analytics": {"enabled": True, "id": f"rehearsal-{self.name}"},
        }
