"""`./deploy-scripts/deploy-backend.sh railway`: checks, tests, image, upload, health; and the way
back, `railway rollback --deployment previous`."""

from golive_tui.rehearsal.deploy.acts import Act, Ask, Bar, Break, Hand, Play, Say, Scene

_VARIABLES = (
    "SUPABASE_URL",
    "SUPABASE_SERVICE_ROLE_KEY",
    "JWT_SECRET",
    "OPENAI_API_KEY",
    "ANTHROPIC_API_KEY",
    "GROQ_API_KEY",
)
_LAYERS = (
    ("FROM docker.io/library/node:20-alpine", 0.1),
    ("WORKDIR /app", 0.05),
    ("COPY package*.json ./", 0.1),
    ("RUN npm ci --omit=dev", 0.9),
    ("COPY . .", 0.2),
)


def deploy(scene: Scene) -> Play:
    """The script from its banner to the service that answers."""
    yield Say("🚀 FlowMind Universal Backend deployment", colour="1")
    yield Say(f"   platform: railway   project: flowmind-{scene.where or 'backend'}")
    yield Say("Checking environment variables...", 0.2)
    for name in _VARIABLES:
        yield Say(f"  ✓ {name}", 0.04, colour="32")
    if scene.login and (scene.patience is None or scene.number == 1):
        yield from _login(scene.patience)
    yield Say("Running tests...", 0.2)
    yield Bar("jest", 0.8, total=48, unit="suites")
    yield Say("Tests: 312 passed, 312 total", colour="32")
    yield from _image()
    yield from _rollout(scene)


def _login(patience: float | None) -> Play:
    yield Say("No session found: railway login --browserless", 0.1)
    if patience is not None:
        yield Say(f"(a rehearsal: any word will do, and after {patience:g} s it goes on without)")
    yield Ask("? Paste your Railway token: ", patience, "No answer: using the saved session")
    yield Say("Logged in as deploy@flowmind.app", 0.3, colour="32")


def _image() -> Play:
    yield Say("Building Docker image...", 0.1)
    for number, (layer, seconds) in enumerate(_LAYERS, start=1):
        yield Say(f"#{number + 4} [{number}/{len(_LAYERS)}] {layer}", seconds)
    yield Bar("Uploading image", 0.9, total=214, unit="MB")


def _rollout(scene: Scene) -> Play:
    yield Say(f"Deploying {scene.release}...", 0.1)
    yield Break(
        (
            "==> Healthcheck failed: /health did not answer within 100 s",
            "==> Deployment crashed; the release before it keeps the traffic",
        )
    )
    waiting: list[Act] = [Say(f"  replica {replica}/2 healthy", 0.4) for replica in (1, 2)]
    yield from waiting
    yield Hand("RELEASE", scene.release)
    yield Say(f"✅ {scene.release} is live", 0.3, colour="32;1")


def rollback(scene: Scene) -> Play:
    """The release before takes the traffic again."""
    yield Say(f"Looking for the previous deployment in {scene.where or 'this project'}...", 0.3)
    yield Break(("error: unrecognized subcommand 'rollback'",), 2)
    yield Say("Rolling back to the previous deployment", 0.2, colour="33")
    yield Bar("Shifting traffic", 1.2)
    yield Say("✅ The previous deployment is live", 0.3, colour="32;1")
