"""A reference as a person writes it below a text, in the manner of APA (7th edition), without italics."""

from generator.model.citation import Citation, Name

MOST_NAMES = 20
"""Of more authors APA names the first nineteen and the last."""


def reference(citation: Citation, address: str) -> str:
    """Return "Wang, F., & Tu, Z. (2026). Title. Journal, 12(3), 1–9. https://…"."""
    names = _list([_initials(name) for name in citation.names], citation.complete)
    year = f"({citation.date[:4] or 'n.d.'})."
    title = _sentence(citation.title + (" [Preprint]" if citation.type == "preprint" else ""))
    head = (_sentence(names), year, title) if names else (title, year)
    return " ".join(filter(None, (*head, _sentence(_place(citation)), address)))


def people(citation: Citation) -> str:
    """Return the authors as printed on the paper: "Fengshun Wang, Zhigang Tu, et al."."""
    names = [natural(name) for name in citation.names]
    return ", ".join(names if citation.complete else [*names, "et al."])


def natural(name: Name) -> str:
    """Return a name in reading order; family names of Han and Hangul come first and without a space."""
    if name.literal:
        return name.literal
    if name.family[:1] >= "\u3040" and name.given[:1] >= "\u3040":
        return f"{name.family}{name.given}"
    return " ".join(filter(None, (name.given, name.particle, name.family, name.suffix)))


def _place(citation: Citation) -> str:
    """Return where it is published: "Nature, 12(3), 1–9", "In CVPR (pp. 1–9)", "arXiv:2401.01230"."""
    if citation.journal:
        issue = f"{citation.volume}({citation.number})" if citation.number else citation.volume
        return ", ".join(filter(None, (citation.journal, issue, citation.pages)))
    if citation.conference:
        return f"In {citation.conference}" + (f" (pp. {citation.pages})" if citation.pages else "")
    return f"arXiv:{citation.arxiv_id}" if citation.arxiv_id else citation.publisher


def _list(names: list[str], complete: bool) -> str:
    if not complete:
        return ", ".join((*names[: MOST_NAMES - 1], "et al.")) if names else ""
    if len(names) > MOST_NAMES:
        return f"{', '.join(names[: MOST_NAMES - 1])}, … {names[-1]}"
    return ", & ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)


def _initials(name: Name) -> str:
    """Return "van der Maaten, L."; names of other scripts stay as they are."""
    if name.literal or not (name.given.isascii() or name.given[:1].isupper()):
        return natural(name)
    family = " ".join(filter(None, (name.particle, name.family)))
    given = " ".join(
        "-".join(f"{part[0]}." for part in word.split("-") if part) for word in name.given.split()
    )
    return ", ".join(filter(None, (family, given, name.suffix)))


def _sentence(text: str) -> str:
    return f"{text}." if text and not text.endswith((".", "!", "?")) else text
