"""The marks of a reader, as a page shows, keeps and hands them out."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Download, Page

TOPIC = "topics/cs-cv/"
LESIONS, ZERO = "Skin Lesion Recognition", "Zero-shot X-ray Reading"
KEY = "Object.keys(localStorage).find((key) => key.startsWith('paper-digest/'))"


def entry(page: Page, title: str) -> Any:
    return page.locator(".entry", has=page.locator(".title", has_text=title)).first


def mark(page: Page, title: str, kind: str) -> Any:
    return entry(page, title).locator(f"[data-mark={kind}]")


def stored(page: Page) -> dict[str, Any]:
    kept: dict[str, Any] = page.evaluate(f"JSON.parse(localStorage.getItem({KEY}))")
    return kept


def saved(page: Page, act: Callable[[], None]) -> tuple[str, str]:
    """Return name and text of the file that the page hands out when somebody acts."""
    with page.expect_download() as waiting:
        act()
    download: Download = waiting.value
    return download.suggested_filename, Path(download.path()).read_text("utf-8")
