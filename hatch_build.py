"""Build hook: every wheel and sdist has the site's scripts, bundled from browser/ when they are not there.

`pip install .` in a fresh clone needs npm once; a source distribution brings the bundles along.
"""

import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NAMES = ("site", "search", "words", "filters", "starred", "rules", "extras")
BUNDLES = tuple(f"themes/base/assets/{name}.bundle.js" for name in NAMES)
SOURCES = ("browser/package.json", "browser/package-lock.json", "browser/build.mjs", "browser/src")


class BundleScripts(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before hatchling collects files; raises SystemExit with a remedy when it cannot bundle."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Bundle the scripts when they are missing or older than their sources."""
        root = Path(self.root)
        if not is_stale(root):
            return
        npm = shutil.which("npm")
        if not npm:
            raise SystemExit(
                "paper-digest: error: npm is needed once, to bundle the scripts of the site (browser/)\n"
                "    fix: install Node.js 18 or newer with npm, then install paper-digest again"
            )
        self.app.display_info("Bundling the scripts of the site with npm")
        has_checkers = (root / "browser/node_modules/axe-core").is_dir()  # npm ci would remove them
        for step in (["ci", "--include=dev" if has_checkers else "--omit=dev"], ["run", "build"]):
            ended = subprocess.run(
                [npm, *step], cwd=root / "browser", capture_output=True, text=True, check=False
            )
            if ended.returncode:
                raise SystemExit(
                    f"paper-digest: error: npm {' '.join(step)} failed in browser/\n{ended.stderr}"
                    "    fix: mend what npm says, then install paper-digest again"
                )


def is_stale(root: Path) -> bool:
    """Tell whether a bundle is missing or older than a source."""
    bundles = [root / name for name in BUNDLES]
    if not all(bundle.is_file() for bundle in bundles):
        return True
    newest = max((path.stat().st_mtime for path in sources(root)), default=0.0)
    return min(bundle.stat().st_mtime for bundle in bundles) < newest


def sources(root: Path) -> list[Path]:
    """Return the files from which the bundles are made; the Makefile names the same."""
    found = [path for name in SOURCES for path in (root / name, *(root / name).glob("*"))]
    return sorted(path for path in found if path.is_file())
