"""The pictures of previews: of the promised size, the same bytes everywhere, drawn for any name of a site."""

from io import BytesIO
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

from generator.base.words import ENGLISH
from generator.config.schema import Config
from generator.model.file_views import CardView
from generator.outputs.card import draw_card, printable
from generator.plan.cards import card_artifacts
from generator.theme.load import load_theme
from tests.outputs.desk import make_context, render

ROOT = Path(__file__).resolve().parents[2]
CARD = CardView("Paper Digest", "New papers, every morning", "Topic", "#8a2b1d")
INK = (28, 27, 25)


def drawn(view: CardView) -> Image.Image:
    return Image.open(BytesIO(draw_card(view))).convert("RGB")


TITLES = [
    "Paper Digest",
    "Ärzteblatt für Łódź",
    "Дайджест",
    "W" * 300,
    "A digest of papers " * 20,
    "论文",
    "",
]


@pytest.mark.parametrize("title", TITLES)
def test_every_title_gives_a_card(title: str) -> None:
    view = replace(CARD, title=title)
    data = draw_card(view)
    image = drawn(view)
    assert image.size == (1200, 630)
    assert len(data) < 30_000
    assert data == draw_card(view)
    ground = image.getpixel((5, 600))
    for x in range(0, 1200, 7):  # nothing reaches the edges but the band on top
        assert image.getpixel((x, 629)) == image.getpixel((x, 25)) == ground
    for y in range(25, 630, 7):
        assert image.getpixel((0, y)) == image.getpixel((1199, y)) == ground


def test_name_and_kind_are_both_there() -> None:
    cards = [CARD, replace(CARD, title="Lab Digest"), replace(CARD, kind="Author"), replace(CARD, kind="")]
    assert len({draw_card(card) for card in cards}) == 4
    assert draw_card(replace(CARD, tagline="Other")) == draw_card(CARD)
    assert draw_card(replace(CARD, kind="", tagline="Other")) != draw_card(cards[3])


PRINTABLE = [
    ("Łódź – Ärzte", True),
    ("Дайджест", True),
    ("论文", False),
    ("Paper 论文", False),
    ("  ", False),
]


@pytest.mark.parametrize(("text", "known"), PRINTABLE)
def test_which_texts_the_typeface_has(text: str, known: bool) -> None:
    assert printable(text) is known


def test_each_kind_of_page_has_a_card_and_only_its_words_change_it(tmp_path: Path) -> None:
    theme = load_theme("base", ROOT)
    artifacts, cards = card_artifacts(Config(), theme, ENGLISH, "edition")
    assert cards["day"] == cards["month"] == cards["year"]
    assert {card.url for card in cards.values()} == {artifact.path for artifact in artifacts}
    assert cards["topic"].name == f"{Config().title}: Topic"
    assert {card.url for card in card_artifacts(Config(), theme, ENGLISH, "other")[1].values()}.isdisjoint(
        card.url for card in cards.values()
    )
    view = artifacts[0].view
    assert render(make_context(tmp_path), "card", view) == draw_card(view)


@pytest.mark.parametrize("accent", ["#ffee00", "#ffffff", "#000000"])
def test_the_accent_is_legible_on_a_card(accent: str) -> None:
    theme = load_theme("base", ROOT, {"accent": accent})
    artifacts, _ = card_artifacts(Config(), theme, ENGLISH, "edition")
    band = drawn(artifacts[0].view).getpixel((600, 5))
    assert isinstance(band, tuple)
    assert max(band) < 140
