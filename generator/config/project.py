"""Where a project keeps its things."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from generator.errors import UsageError


@dataclass(frozen=True, slots=True)
class Project:
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
        """What the last build to this target left, in the folder of state."""
        return self.state / (f"build {quote(self.target, safe='')}.db" if self.target else "build.db")


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
    kept = [root / name for name in ("content", "seeds", "themes", "private", ".digest")]
    if root.is_relative_to(target) or any(target.is_relative_to(folder) for folder in kept):
        fault = f"--output is {target}, where the digest itself lies"
        raise UsageError(fault, "name a folder that is the site's own")
    return "" if target == root / "output" else str(target)
