"""What open pages wait for: which build the site is of, and what is wrong with the newest try."""

import json
import threading
from importlib import resources

from msgspec import Struct

SCRIPT_URL = "/.digest/live.js"
EVENTS_URL = "/.digest/events"


class State(Struct, frozen=True):
    """What the pages are told."""

    build: str
    """Names the build that is being served; a page of another build reloads itself."""

    problems: tuple[str, ...] = ()
    """Why the newest build failed or is incomplete; shown over the page."""

    def as_event(self) -> bytes:
        """Return the state as one server-sent event (HTML standard, 9.2)."""
        data = json.dumps({"build": self.build, "problems": self.problems}, ensure_ascii=True)
        return f"data: {data}\n\n".encode("ascii")


class Live:
    """The current state, and waiting for the next; safe to use from several threads."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._closed = False
        self._changed = threading.Condition()

    @property
    def state(self) -> State:
        """What was published last."""
        return self._state

    @property
    def closed(self) -> bool:
        """Whether nothing more will come."""
        return self._closed

    def publish(self, state: State) -> None:
        """Tell `state` to everybody who waits."""
        with self._changed:
            self._state = state
            self._changed.notify_all()

    def close(self) -> None:
        """Let everybody who waits go."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def next_state(self, seen: State | None, timeout: float) -> State | None:
        """Wait until the state differs from `seen`; None after `timeout` seconds or when closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._state != seen, timeout)
            return None if self._closed or self._state == seen else self._state


def add_script(html: bytes, state: State) -> bytes:
    """Return a page with the reload script in it; the file on disk stays as it is."""
    tag = f'<script src="{SCRIPT_URL}" data-events="{EVENTS_URL}" data-build="{state.build}" defer></script>'
    end = html.lower().rfind(b"</body>")
    end = len(html) if end < 0 else end
    return html[:end] + tag.encode("ascii") + html[end:]


def live_script() -> bytes:
    """Return the script that listens in each open page."""
    return resources.files("generator.serve").joinpath("live.js").read_bytes()
