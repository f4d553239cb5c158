import json
import re

import pytest

from golive_tui.rehearsal.stand_in.addresses import Addresses
from golive_tui.rehearsal.stand_in.decks import FRONTENDS
from golive_tui.rehearsal.stand_in.frontends import TITLES, Frontend
from golive_tui.rehearsal.stand_in.http_server import Reply, Request
from golive_tui.rehearsal.stand_in.world import World

WHERE = Addresses(
    api=5001, tls=5002, dns=5003, frontends=dict.fromkeys(FRONTENDS, 5004), guarded={}
)


async def got(name: str, path: str, method: str = "GET", **built: bool) -> Reply:
    world = World(seed=1)
    world.change({"frontends": {name: built}})
    request = Request(method=method, target=path, path=path, query={}, headers={})
    return await Frontend(name, WHERE, world).answer(request)


@pytest.mark.parametrize("name", FRONTENDS)
async def test_a_page_names_its_frontend_its_api_and_its_analytics(name: str) -> None:
    for path in ("/", "/index.html"):
        reply = await got(name, path)
        page = reply.body.decode()
        assert dict(reply.headers)["content-type"] == "text/html; charset=utf-8"
        assert f"<title>{TITLES[name]}</title>" in page
        assert '<meta name="api-base-url" content="http://127.0.0.1:5001">' in page
        assert '<meta name="mock-data" content="disabled">' in page
        assert f'data-analytics-id="rehearsal-{name}"' in page


@pytest.mark.parametrize("name", FRONTENDS)
async def test_every_script_of_the_page_is_there(name: str) -> None:
    page = (await got(name, "/")).body.decode()
    scripts = re.findall(r'src="([^"]+)"', page)
    assert len(scripts) == 4
    for path in scripts:
        assert (await got(name, path)).status == 200


async def test_the_environment_is_the_one_that_the_migration_writes() -> None:
    script = (await got("quantum", "/env.js")).body.decode()
    read = json.loads(script.removeprefix("window.env = ").removesuffix(";\n"))
    assert read == {
        "VITE_API_BASE_URL": "http://127.0.0.1:5001",
        "VITE_WEBSOCKET_URL": "ws://127.0.0.1:5001/ws",
        "VITE_FRONTEND_SOURCE": "quantum",
        "VITE_MOCK_DATA_ENABLED": "false",
    }


async def test_a_frontend_may_be_built_otherwise() -> None:
    page = (await got("quantum", "/", api=False, mock=True, errors=False, analytics=False)).body
    assert b"http://localhost:3001" in page
    assert b"127.0.0.1" not in page
    assert b'mock-data" content="enabled' in page
    assert b"error-handler" not in page
    assert b"analytics" not in page
    script = (await got("quantum", "/env.js", websocket=False, mock=True)).body
    assert b'"ws://localhost:3001/ws"' in script
    assert b'"VITE_MOCK_DATA_ENABLED": "true"' in script
    assert (await got("quantum", "/assets/index.js", broken=True)).status == 404
    assert (await got("quantum", "/analytics.js", analytics=False)).status == 404


async def test_its_scripts_do_what_their_names_say() -> None:
    assert b"unhandledrejection" in (await got("velocity", "/error-handler.js")).body
    assert b"_paq.push" in (await got("velocity", "/analytics.js")).body
    assert b'fetch("http://127.0.0.1:5001/' in (await got("velocity", "/assets/index.js")).body


async def test_the_settings_can_be_read_as_json() -> None:
    config = json.loads((await got("velocity", "/config.json")).body)
    assert config["api_base_url"] == "http://127.0.0.1:5001"
    assert config["mock_data_enabled"] is False
    assert config["error_handling"] is True
    assert config["analytics"]["enabled"] is True


async def test_health_elsewhere_and_other_methods() -> None:
    assert json.loads((await got("flowmind", "/health")).body)["status"] == "healthy"
    assert (await got("flowmind", "/nowhere")).status == 404
    assert (await got("flowmind", "/", "POST")).status == 405
