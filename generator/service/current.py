"""The pages of the site as it is now: read again when a build has left something new."""

import asyncio

from generator.config.project import Project
from generator.errors import InputError
from generator.service.pages import Pages
from generator.service.telling import tell
from generator.service.today import read_apart, stamp_of

LOOK_AGAIN = 60.0
"""Seconds between looks at the build's memory."""


class Current:
    """Holds the pages; `refresh` puts new ones in their place."""

    def __init__(self, project: Project, prefix: str) -> None:
        """Read the site; raises InputError when that cannot be done."""
        self._project, self._prefix = project, prefix
        self._pages = Pages(read_apart(project), prefix)
        self._stamp = stamp_of(project)

    def pages(self) -> Pages:
        """Return the newest pages."""
        return self._pages

    def refresh(self) -> bool:
        """Read the site again if a build was at work since, and say so; a broken site changes nothing."""
        if stamp_of(self._project) == self._stamp:
            return False
        try:
            self._pages = Pages(read_apart(self._project), self._prefix, self._pages.today.assets)
        except InputError as error:
            tell(error)
        self._stamp = stamp_of(self._project)  # reading leaves traces of its own
        return True

    async def keep_up(self) -> None:
        """Refresh from time to time, until cancelled."""
        while True:
            await asyncio.sleep(LOOK_AGAIN)
            try:
                await asyncio.to_thread(self.refresh)
            except Exception as error:  # told, and tried again: the pages that there are go on
                tell(error)
