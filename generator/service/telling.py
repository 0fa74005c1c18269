"""What the service says on stderr when something fails: never an address, a token or what a form held."""

import sys
import traceback
from pathlib import PurePath

from generator.errors import InputError


def tell(error: Exception) -> None:
    """Say on stderr what failed and where; no message but ours: others may hold an address."""
    if isinstance(error, InputError):
        print(error, file=sys.stderr)
        return
    frames = traceback.extract_tb(error.__traceback__)
    place = next((frame for frame in reversed(frames) if "generator" in frame.filename), frames[-1])
    name = PurePath(place.filename).name
    print(f"error: {type(error).__name__} in {name}:{place.lineno} ({place.name})", file=sys.stderr)
