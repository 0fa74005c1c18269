"""An author listing of two records, and what is read of one; papers and people are invented."""

from datetime import date

from generator.errors import Problem
from generator.model.record import PaperRecord, Seed
from generator.readers.author_listing import read

ABSTRACT = (
    "We study how lesions of the skin can be recognised when few labels are at hand. A new loss makes the"
    " most of them. On three data sets the method is better than all others by two points."
)
FIRST = f"53.2CVMay 28\nFew-Shot Skin Lesion RecognitionWenqing Zhou, Yifan Xu\n{ABSTRACT}\n"
SECOND = (
    f"CLAug 2, 2024Code\nParsing with Fewer TreesTanvi Rao, Bo Li, Ada Lind et al. · some-lab\n{ABSTRACT}\n"
)


def items(text: str, captured: date | None = date(2026, 5, 28)) -> list[PaperRecord | Problem]:
    return list(read([Seed("x.txt", "seeds/x.txt", text, captured)]))


def records(text: str) -> list[PaperRecord]:
    return [item for item in items(text) if isinstance(item, PaperRecord)]


def problems(text: str, captured: date | None = date(2026, 5, 28)) -> list[str]:
    found = [item for item in items(text, captured) if isinstance(item, Problem)]
    return [f"{p.where.line} {p.severity.name.lower()}: {p.fault}" for p in found]
