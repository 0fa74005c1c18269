"""Where a project keeps its things."""

import os
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from generator.errors import UsageError


class Project(NamedTuple):
    """The folders of one digest, all below its root."""

    root: Path
    target: str = ""
    """Where the site goes if not to output/: a folder, or an address such as s3://bucket/prefix."""

    @property
    def content(self) -> Path:
        """What people write and edit: papers, pages, site.toml, authors.toml."""
        return self.root / "content"

    @property
    def seeds(self) -> Path:
        """Listings as they were captured, and seeds.toml, which says when."""
        return self.root / "seeds"

    @property
    def output(self) -> Path:
        """The site: what is deployed. Only where the target is no address."""
        return Path(self.target) if self.target else self.root / "output"

    @property
    def state(self) -> Path:
        """The build's memory and composed mail; safe to delete."""
        return self.root / ".digest"

    @property
    def memory(self) -> Path:
        """What the last build to this target left, in the folder of state.

        A place that is reached by two names has one memory, and a link that leads elsewhere has another. It
        is named by a digest: the name of a file holds 255 bytes, a path thousands.
        """
        place = self.target.rstrip("/") if is_address(self.target) else str(self.output.resolve())
        if place == str(self.root.resolve() / "output"):
            return self.state / "build.db"
        return self.state / f"build-{blake2b(os.fsencode(place), digest_size=12).hexdigest()}.db"


def is_address(target: str) -> bool:
    """Tell an address from a folder."""
    return "://" in target


def open_project(folder: str, target: str = "") -> Project:
    """Return the project in this folder; raises UsageError when there is none.

    `target` is where its site goes: a folder, an address, or "" for output/.
    """
    root = Path(folder)
    if not any((root / name).is_dir() for name in ("content", "seeds")):
        fix = (
            "go to your digest's folder, or name it with --project; a new digest starts with a seeds/ folder"
        )
        raise UsageError(f"no digest in {str(root)!r}: it has neither content/ nor seeds/", fix)
    if not target or is_address(target):
        return Project(root, target)
    return Project(root, _folder_of_its_own(root.resolve(), Path(target).resolve()))


def _folder_of_its_own(root: Path, target: Path) -> str:
    kept = [(root / name).resolve() for name in ("content", "seeds", "themes", "private", ".digest")]
    if root.is_relative_to(target) or any(target.is_relative_to(folder) for folder in kept):
        fault = f"--output is {target}, where the digest itself lies"
        raise UsageError(fault, "name a folder that is the site's own")
    return "" if target == (root / "output").resolve() else str(target)
