"""Who is who: what content/authors.toml says about people and their printed names."""

from msgspec import Struct


class Person(Struct, frozen=True):
    """One person, as an editor describes them; everybody else follows from their printed name."""

    slug: str
    """Last part of the person's address: "lin-wang"."""

    name: str
    """As their page is headed."""

    names: tuple[str, ...] = ()
    """Further printed names of the same person."""

    papers: tuple[str, ...] = ()
    """Slugs or ids of papers; when given, only there does a printed name mean this person."""

    note: str = ""
    """What tells this person from a namesake: "Tongji University"."""

    orcid: str = ""
    """"0000-0002-1825-0097"."""

    url: str = ""
    """Home page."""

    family: str = ""
    """Family name with its particles ("García Márquez"), where the printed name does not show it."""

    given: str = ""
    """Given names that go with it."""
