"""Write requirements.lock: every package that golive and its gate use, at one exact version.

    python .ci/lock.py [--keep] PYTHON...

pip resolves what pyproject.toml asks for, `dev` included, for each PYTHON given, in a scratch venv
and without installing anything.
What all of them agree on is one `name==version`; where they differ, the line says for which
versions of Python it holds. Only names and versions are written, so it does not matter from where
pip took the files. With `--keep`, what the lock holds now is kept where it still fits.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
HEAD = """\
# Every package that golive and its gate use, for Linux and Python {versions}.
# Written by `make lock` from the bounds in pyproject.toml; used by make as pip's constraints.
"""


def main() -> int:
    """Resolve, merge, write."""
    parser = argparse.ArgumentParser(description="Write requirements.lock.")
    parser.add_argument("--keep", action="store_true", help="change only what must change")
    parser.add_argument("pythons", nargs="+", metavar="PYTHON")
    options = parser.parse_args()
    found = dict(sorted(resolve(python, keep=options.keep) for python in options.pythons))
    versions = ", ".join(f"3.{minor}" for minor in found)
    LOCK.write_text(HEAD.format(versions=versions) + "".join(merged(found)), encoding="utf-8")
    print(f"{LOCK.name}: written for Python {versions}")
    return 0


def resolve(python: str, *, keep: bool) -> tuple[int, dict[str, str]]:
    """Python's minor version, and the versions that pip would install under it, by name."""
    with tempfile.TemporaryDirectory() as scratch:
        inside = f"{scratch}/bin/python"
        run([python, "-m", "venv", scratch])
        minor = int(run([inside, "-c", "import sys; print(sys.version_info.minor)"]))
        report = f"{scratch}/report.json"
        held = ["--constraint", str(LOCK)] if keep and LOCK.exists() else []
        what = ["--quiet", "--dry-run", "--ignore-installed", "--report", report, *held]
        run([inside, "-m", "pip", "install", *what, *asked_for()])
        installs = json.loads(Path(report).read_text(encoding="utf-8"))["install"]
    pairs = (each["metadata"] for each in installs)
    return minor, {normal(each["name"]): each["version"] for each in pairs}


def asked_for() -> list[str]:
    """The requirements that pyproject.toml states, all extras among them, with their bounds."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    return [*project["dependencies"], *(each for extra in extras for each in extra)]


def run(argv: list[str]) -> str:
    """What the command prints; it ends the program where it fails."""
    done = subprocess.run(argv, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        sys.exit(f"lock: `{' '.join(argv)}` failed with {done.returncode}")
    return done.stdout


def normal(name: str) -> str:
    """The name as package indexes compare it."""
    return name.lower().replace("_", "-").replace(".", "-")


def merged(found: dict[int, dict[str, str]]) -> list[str]:
    """The lines of the lock: one for each name and version, with the Pythons it holds for."""
    holders: dict[tuple[str, str], list[int]] = {}
    for minor, packages in found.items():
        for package in packages.items():
            holders.setdefault(package, []).append(minor)
    return [
        f"{name}=={version}{marker(minors, list(found))}\n"
        for (name, version), minors in sorted(holders.items())
    ]


def marker(minors: list[int], known: list[int]) -> str:
    """The condition that holds for these minor versions among the known ones, both ascending."""
    if minors == known:
        return ""
    first, last = known.index(minors[0]), known.index(minors[-1])
    if known[first : last + 1] != minors:
        return " ; " + " or ".join(f'python_version == "3.{minor}"' for minor in minors)
    low = f'python_version >= "3.{minors[0]}"' if minors[0] != known[0] else ""
    high = f'python_version <= "3.{minors[-1]}"' if minors[-1] != known[-1] else ""
    return " ; " + " and ".join(part for part in (low, high) if part)


if __name__ == "__main__":
    sys.exit(main())
