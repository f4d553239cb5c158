"""`npm run test:e2e:...` as Playwright lists its tests, and `curl .../health`."""

from golive_tui.rehearsal.deploy.acts import Break, Play, Say, Scene

_TESTS = (
    "auth.spec.ts › login with valid credentials",
    "auth.spec.ts › refresh of an expired token",
    "auth.spec.ts › ten wrong logins end in a 429",
    "api.spec.ts › GET /api/v1/info names four frontends",
    "api.spec.ts › buildings and sensors of Hechingen",
    "websocket.spec.ts › subscription is confirmed",
    "websocket.spec.ts › reconnects after a drop",
    "cross-frontend.spec.ts › one session in all four",
)


def suite(scene: Scene) -> Play:
    """The end-to-end suite."""
    yield Say(f"> flowmind-universal-backend@1.0.0 test:e2e:{scene.where or 'local'}")
    yield Say(f"Running {len(_TESTS)} tests using 2 workers", 0.4)
    for number, name in enumerate(_TESTS, start=1):
        if number == 7:
            failure = f"  ✘  {number} [chromium] › {name} (30.0s)"
            yield Break((failure, "    Error: expect(received).toBe(expected)", "  1 failed"))
        milliseconds = 310 + 97 * number
        yield Say(f"  ✓  {number} [chromium] › {name} ({milliseconds}ms)", 0.25, colour="32")
    yield Say(f"  {len(_TESTS)} passed (6.2s)", 0.1, colour="32;1")


def health(scene: Scene) -> Play:
    """The health check's body, or curl's complaint."""
    yield Break(("curl: (22) The requested URL returned error: 503",), 22)
    where = scene.where or "rehearsal"
    yield Say(f'{{"status":"healthy","version":"1.0.0","environment":"{where}"}}', 0.3)
