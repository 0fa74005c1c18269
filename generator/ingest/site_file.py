"""The first content/site.toml of a new digest: the three keys that everybody sets, explained."""

from pathlib import Path

from generator.base.files import write_atomic

SITE_FILE = "site.toml"

_TEXT = """\
# The site. Each key has a default; the guide (docs/guide.md) explains all of them.

# Name of the site: masthead, feeds, mail.
title = "Paper Digest"

# Where the site will stand, with a path if it has one: "https://lab.example/digest/".
# Feeds, sitemap and mail need it: set it before you publish.
base_url = "https://papers.example/"

# How it looks: "base", "journal", or a folder of your own in themes/.
theme = "base"
"""


def write_site_file(content_dir: Path) -> bool:
    """Write site.toml where there is none; return whether it was written. Nothing is ever replaced."""
    path = content_dir / SITE_FILE
    if path.exists() or path.is_symlink():
        return False
    return write_atomic(path, _TEXT.encode("utf-8"), durable=True)
