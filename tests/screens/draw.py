"""Draws the pictures of the manual: `make screenshots` writes them to screenshots/*.svg.

python tests/screens/draw.py [NAME ...]
"""

import asyncio
import os
import re
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "screenshots"
FONTS = '"Fira Code", "JetBrains Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace'


def plain_terminal() -> None:
    """An environment in which nothing moves and nothing of this user's is read."""
    home = tempfile.mkdtemp(prefix="gl-")
    os.environ.update(HOME=home, TERM="xterm-256color", LANG="C.UTF-8", TZ="UTC")
    os.environ.update(TEXTUAL_ANIMATIONS="none")
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "NO_COLOR", "COLORTERM"):
        os.environ.pop(name, None)


def self_contained(svg: str) -> str:
    """Fonts by name instead of from a far place, and the same ids in every drawing."""
    svg = re.sub(r"@font-face\s*\{[^}]*\}\s*", "", svg)
    svg = re.sub(r"font-family: ?\"?Fira Code\"?(, monospace)?;", f"font-family: {FONTS};", svg)
    return re.sub(r"terminal-\d+", "terminal", svg)


async def draw(names: list[str]) -> None:
    """Every picture, or those named."""
    from tests.screens.shots import MORE, SHOTS

    FOLDER.mkdir(exist_ok=True)
    for shot in (*SHOTS, *MORE):
        if names and shot.name not in names:
            continue
        app = shot.app()
        async with app.run_test(size=shot.size) as pilot:
            await shot.pose(pilot)
            svg = self_contained(app.export_screenshot(simplify=True))
        (FOLDER / f"{shot.name}.svg").write_text(svg + "\n", encoding="utf-8")
        print(f"screenshots/{shot.name}.svg")


if __name__ == "__main__":
    plain_terminal()
    sys.path.insert(0, str(ROOT))
    asyncio.run(draw(sys.argv[1:]))
