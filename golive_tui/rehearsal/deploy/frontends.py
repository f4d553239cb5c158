"""`./migrate-frontends.sh`, and the way back: `git checkout HEAD~1 -- ...`."""

from golive_tui.rehearsal.deploy.acts import Break, Play, Say, Scene

_FOLDERS = ("./frontend", "../flowmind-chat", "../quantum-swarm", "../velocity-swarm")


def frontends(scene: Scene) -> Play:
    """The four frontends get their variables and are built."""
    backend = f"the backend of {scene.where}" if scene.where else "the universal backend"
    yield Say(f"🔄 Migrating frontends to {backend}", colour="1")
    for number, folder in enumerate(_FOLDERS, start=1):
        yield Say(f"[{number}/4] {folder}", 0.2)
        yield Say("      .env.production written: VITE_API_BASE_URL, VITE_WEBSOCKET_URL", 0.15)
        yield Say("      vite.config.ts updated", 0.1)
        if number == 3:
            yield Break(("npm ERR! code ELIFECYCLE", f"npm ERR! {folder}: vite build failed"))
        yield Say("      vite build: ✓ 1184 modules transformed", 0.5, colour="32")
    yield Say("✅ 4 of 4 frontends migrated", colour="32;1")


def revert(scene: Scene) -> Play:
    """The file comes back, and git says so as quietly as ever."""
    file = f"frontend/.env.{scene.where or 'production'}"
    yield Break((f"error: pathspec '{file}' did not match any file(s) known to git",))
    yield Say("Updated 1 path from 4f2c9ab", 0.3)
