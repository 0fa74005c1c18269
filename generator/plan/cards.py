"""The pictures that previews show of a page: one for each kind of page, so a build draws them but once."""

import re
from pathlib import PurePosixPath

from msgspec.structs import replace

from generator.base.hashing import digest, digest_value
from generator.base.words import Words, gettext_noop
from generator.config.schema import Config
from generator.model.artifact import Artifact
from generator.model.file_views import CardView
from generator.model.views import Ref
from generator.theme.colour import legible
from generator.theme.load import Theme

NAMES = {
    "paper": gettext_noop("Paper"),
    "topic": gettext_noop("Topic"),
    "author": gettext_noop("Author"),
    "keyword": gettext_noop("Keyword"),
    "organisation": gettext_noop("Organisation"),
    "day": gettext_noop("Archive"),
    "trending": gettext_noop("Trending"),
    "issue": gettext_noop("Digest"),
}

SHARED = {"month": "day", "year": "day"}
"""Kinds of page that share a card."""

GROUND, INK = "#fdfcf9", "#1c1b19"
"""The card's own, on which the accent must be legible; outputs.card draws with them."""


def card_artifacts(
    config: Config, theme: Theme, words: Words, edition: str
) -> tuple[list[Artifact], dict[str, Ref]]:
    """Plan the cards; also return, by kind of page (Meta.kind), where its card is and what that says.

    "" stands for all kinds that are not named. `edition` names the program that renders: a card that another
    one draws gets another name.
    """
    accent = theme.options.get("accent", INK)
    accent = legible(accent if re.fullmatch("#[0-9a-fA-F]{6}", accent) else INK, GROUND)
    plain = CardView(config.title, config.tagline, "", accent)
    views = {"": plain} | {kind: replace(plain, kind=words.gettext(name)) for kind, name in NAMES.items()}
    cards = {kind: Ref(_said(view), _path(kind or "site", view, edition)) for kind, view in views.items()}
    artifacts = [Artifact(cards[kind].url, "card", view) for kind, view in views.items()]
    return artifacts, cards | {kind: cards[other] for kind, other in SHARED.items()}


def _said(view: CardView) -> str:
    return f"{view.title}: {view.kind}" if view.kind else view.title


def _path(name: str, view: CardView, edition: str) -> str:
    found = digest((digest_value(view) + edition).encode())
    return str(PurePosixPath("assets", f"card-{name}.{found[:10]}.png"))
