"""Which target a project's site goes to."""

from generator.build.folder import Folder
from generator.build.target import Target
from generator.config.project import Project, is_address


def target_of(project: Project) -> Target:
    """Return where a project's site goes."""
    if not is_address(project.target):
        return Folder(str(project.output))
    from generator.build.bucket import Bucket

    return Bucket(project.target.rstrip("/"))
