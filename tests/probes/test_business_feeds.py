from golive_tui.probes.take import take
from tests.probes.fault_server import answering, serving
from tests.probes.looking import AT, opened, probe, reach


async def test_growth_is_known_from_the_second_look_on() -> None:
    async with serving({"/": answering(b'errors_total{frontend="a"} 5\n')}) as server:
        within, wanted = reach(), probe("business", "by.a == 0")
        settings: dict[str, object] = {
            "source": "metrics",
            "url": server.url,
            "select": "errors_total",
            "rate": True,
        }
        lookout = opened("business", settings, within)
        outcomes = [(await take(lookout, wanted, AT, within)).outcome for _ in range(2)]
        await lookout.close()
    assert outcomes == ["error", "ok"]
