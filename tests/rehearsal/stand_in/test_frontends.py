import json
import re

import pytest

from golive_tui.rehearsal.stand_in.addresses import Addresses
from golive_tui.rehearsal.stand_in.decks import FRONTENDS
from golive_tui.rehearsal.stand_in.frontends import TITLES, Frontend
from golive_tui.rehearsal.stand_in.http_server import Reply, Request

WHERE = Addresses(api=5001, tls=5002, dns=5003, frontends=dict.fromkeys(FRONTENDS, 5004))


async def got(name: str, path: str, method: str = "GET") -> Reply:
    request = Request(method=method, target=path, path=path, query={}, headers={})
    return await Frontend(name, WHERE).answer(request)


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
    assert len(scripts) == 3
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
