"""Where a project keeps its things."""

from dataclasses import dataclass
from pathlib import Path

from generator.errors import UsageError


@dataclass(frozen=True, slots=True)
class Project:
    """The folders of one digest, all below its root."""

    root: Path

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
        """The site: what is deployed."""
        return self.root / "output"

    @property
    def state(self) -> Path:
        """The build's memory and composed mail; safe to delete."""
        return self.root / ".digest"

    @property
    def memory(self) -> Path:
        """What the last build left, in the folder of state."""
        return self.state / "build.db"


def open_project(folder: str) -> Project:
    """Return the project in this folder; raises UsageError when there is none."""
    root = Path(folder)
    if not any((root / name).is_dir() for name in ("content", "seeds")):
        fix = (
            "go to your digest's folder, or name it with --project; a new digest starts with a seeds/ folder"
        )
        raise UsageError(f"no digest in {str(root)!r}: it has neither content/ nor seeds/", fix)
    return Project(root)
