"""Compiled templates, remembered for the next build: to compile them takes longer than a small site.

They lie in the user's own cache folder, not in the project's: a project that comes from somebody else may
bring templates, which run in a sandbox, but no code. Only the program's templates are remembered, one file
each, so that the folder stays small. All that goes into one before it is compiled counts: words, site, code.
"""

import marshal
import os
import stat
import sys
from hashlib import sha256
from importlib.util import MAGIC_NUMBER
from pathlib import Path

from jinja2.bccache import Bucket, BytecodeCache

from generator.base.files import write_atomic
from generator.base.hashing import digest_value
from generator.model.artifact import RenderContext
from generator.theme.load import PROGRAM_THEMES


class Compiled(BytecodeCache):
    """Jinja's cache over a folder; a file that is not whole, or of other inputs, counts as none."""

    def __init__(self, folder: Path, context: RenderContext) -> None:
        self._folder = folder
        self._inputs = f"{MAGIC_NUMBER.hex()} {context.code} {digest_value(context.site)}"

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the name of a template's file; "" for one that is not the program's."""
        own = filename is not None and filename.startswith(PROGRAM_THEMES)
        return super().get_cache_key(name, filename) if own else ""

    def get_source_checksum(self, source: str) -> str:
        """Return a digest of all that the compiled template depends on."""
        return sha256(f"{self._inputs}\0{source}".encode("utf-8", "surrogatepass")).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket if there is something whole."""
        if not bucket.key:
            return
        try:
            data = (self._folder / bucket.key).read_bytes()
        except OSError:
            return
        if data[:32] == _seal(bucket, data[32:]):
            bucket.code = marshal.loads(data[32:])  # noqa: S302  sealed, in a folder that is ours alone

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember the bucket, if the system lets us."""
        if bucket.key and bucket.code:
            code = marshal.dumps(bucket.code)
            try:
                write_atomic(self._folder / bucket.key, _seal(bucket, code) + code)
            except OSError:
                return


def _seal(bucket: Bucket, code: bytes) -> bytes:
    return sha256(bucket.checksum.encode() + code).digest()


def compiled_templates(context: RenderContext) -> Compiled | None:
    """Return the cache; None for renderers that name no code, or when the folder is not the user's alone."""
    if not context.code or sys.platform == "win32":
        return None
    base = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache")
    try:
        folder = base.expanduser() / "paper-digest" / "templates"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
    except (OSError, RuntimeError):  # nowhere to write, or nobody's home
        return None
    ours = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o022
    return Compiled(folder, context) if ours and folder.is_absolute() else None
