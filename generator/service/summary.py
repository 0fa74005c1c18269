"""Choices in words, as the page shows them on which they are confirmed."""

from collections.abc import Iterator

from generator.base.words import Words
from generator.model.mail import Choices
from generator.model.rules import Rule
from generator.model.service_views import Chosen


def tell_choices(choices: Choices, words: Words) -> tuple[Chosen, ...]:
    """Return all that these choices ask for, and nothing that they leave open."""
    daily, weekly = words.gettext("Every day that has new papers"), words.gettext("Once a week")
    note = Chosen(words.gettext("When nothing matched"), (words.gettext("A short note"),))
    return (
        Chosen(words.gettext("How often"), (weekly if choices.frequency == "weekly" else daily,)),
        *_papers(choices, words),
        *_only(choices.code, choices.score, words),
        Chosen(words.gettext("Most papers in a mail"), (words.number(choices.most),)),
        *([note] if choices.note else []),
    )


def _papers(choices: Choices, words: Words) -> Iterator[Chosen]:
    found = (
        (words.gettext("Topics"), choices.topics),
        (words.gettext("Authors"), choices.authors),
        (words.gettext("Keywords"), choices.keywords),
        (words.gettext("Organisations"), choices.organisations),
        (words.gettext("Rules"), tuple(_rule(rule, words) for rule in choices.rules)),
    )
    chosen = [Chosen(label, texts) for label, texts in found if texts]
    yield from chosen or [Chosen(words.gettext("Which papers"), (words.gettext("All papers"),))]


def _only(code: bool, score: float | None, words: Words) -> Iterator[Chosen]:
    if code:
        yield Chosen(words.gettext("Of these, only"), (words.gettext("Papers with code"),))
    if score is not None:
        yield Chosen(words.gettext("Lowest score"), (f"{score:g}",))


def _rule(rule: Rule, words: Words) -> str:
    """Return "Retina: retina*, cs.CV": a name alone may say anything."""
    asked = (
        *(*rule.topics, *rule.words, *rule.authors, *rule.organisations),
        *(words.gettext("not %(word)s", word=word) for word in rule.none),
        *([words.gettext("Papers with code")] if rule.code else []),
        *([] if rule.score is None else [f"{words.gettext('Lowest score')}: {rule.score:g}"]),
    )
    return f"{rule.name}: {', '.join(asked)}"
