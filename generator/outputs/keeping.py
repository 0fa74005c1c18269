"""What templates print again and again is rendered once: `{{ macro|kept(x) }}` for `{{ macro(x) }}`.

A macro that is kept may look at its arguments, at `site` and at where the page lies (links), not at `view`.
These name what it prints, so nothing that is kept can be out of date. Arguments can be hashed: views, text,
numbers.
"""

import contextlib
import os
from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2.runtime import Context, Macro

    from generator.outputs.sandbox import Sandbox

MOST = 16_000_000
"""Characters that are kept in memory: the entries of some ten thousand papers."""

ON_DISK = Path("/var/tmp")  # noqa: S108  files there have no name; /tmp may be in memory


class Kept:
    """Texts by their keys: the newest in memory, the others in a file without a name.

    To read one back takes some microseconds, and the system may take that memory when it needs it; to render
    an entry of a list takes a hundred.
    """

    def __init__(self, most: int = MOST) -> None:
        """Keep at most so many characters in memory."""
        self._most = most
        self._size = 0
        self._texts: OrderedDict[Hashable, str] = OrderedDict()
        self._places: dict[Hashable, tuple[int, int]] = {}
        self._file: IO[bytes] | None = None
        self._process = os.getpid()

    def get(self, key: Hashable) -> str | None:
        """Return the text of a key, None where there is none."""
        found = self._texts.get(key)
        if found is None and key in self._places and (file := self._own_file()):
            start, length = self._places[key]
            file.seek(start)
            return file.read(length).decode("utf-8", "surrogatepass")
        return found

    def put(self, key: Hashable, text: str) -> None:
        """Keep the text of a key that has none yet."""
        self._texts[key] = text
        self._size += len(text)
        while self._size > self._most:
            oldest, text = self._texts.popitem(last=False)
            self._size -= len(text)
            self._put_away(oldest, text.encode("utf-8", "surrogatepass"))

    def _put_away(self, key: Hashable, data: bytes) -> None:
        with contextlib.suppress(OSError):  # no room: it is rendered again
            file = self._own_file() or self._open()
            start = file.seek(0, os.SEEK_END)
            if file.write(data) == len(data):
                self._places[key] = start, len(data)

    def _own_file(self) -> IO[bytes] | None:
        """Return the file of this very process: a worker that is a copy of another has its own."""
        if self._process != os.getpid():
            self._process, self._file = os.getpid(), None
            self._places.clear()
        return self._file

    def _open(self) -> IO[bytes]:
        self._file = TemporaryFile(buffering=0, dir=ON_DISK if ON_DISK.is_dir() else None)  # noqa: SIM115
        return self._file


def keeping(environment: "Sandbox", most: int = MOST) -> Callable[..., str]:
    """Return the filter "kept" of one environment."""
    from jinja2 import pass_context

    from generator.outputs.sandbox import call_macro, printed

    texts = Kept(most)

    @pass_context
    def kept(context: "Context", macro: "Macro", *arguments: Hashable) -> str:
        key = (context.name, macro.name, environment.place.root, arguments)
        text = texts.get(key)
        if text is None:
            text = call_macro(macro, context, *arguments)
            texts.put(key, text)
        return printed(text, context)

    return kept
