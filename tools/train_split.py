"""Fit the weights in generator/readers/split.tsv on listings whose truth is known.

    python3 -m venv /tmp/split && /tmp/split/bin/pip install numpy scipy
    PYTHONPATH=. /tmp/split/bin/python tools/train_split.py generator/readers/split.tsv LISTINGS…
    PYTHONPATH=. /tmp/split/bin/python tools/train_split.py --judge LISTINGS…

LISTINGS are files of one JSON object a line with title, authors (list), et_al, abstract and doc (name of the
listing it stood in). The weights maximise the probability of the true readings with a Gaussian prior, which
has one maximum only, so that the result does not depend on where the search begins. `--judge` fits on four
fifths and reads the rest, five times, and fits on each file to read each other one.
"""

import json
import random
import string
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from generator.readers.candidates import Glued
from generator.readers.evidence import Sighting, words_of
from generator.readers.features import features
from generator.readers.names import PARTICLES, model
from generator.readers.split import CorpusReader, split_all

PRIOR = 0.3
"""Variance of the Gaussian prior of each weight is 1 / (2 * PRIOR)."""

UNSEEN = 0.15
"""Share of lines that tell others nothing, as lines do that are not yet split."""

SHUFFLES = 4
"""How often titles and authors are paired anew; each pairing shows other ends before other names."""

BROKEN = 20
"""One line in so many is shown without authors too."""

UNCASED = (
    "张伟 李娜 王秀英 刘洋 陈静 赵磊 김민준 이서연 박지훈 최은지 佐藤健 鈴木一郎 田中美咲 محمد علی".split()
)
"""Names in scripts without capitals; real listings have too few of them to learn from."""

BEGINNINGS = "van der |van den |van |de |de la |von |di |da |del |el |ten |d'|dell'".split("|")
"""Particles with which a name may begin."""

ACRONYMS = (
    "AA AAA AAAA AaA AaAA AAaA AAaAA AaaA AaaAA aA aAA aaaAA AAA/AA AaaAAA AAA-1 AaaA-1a A-AAA AAA1".split()
)
"""Shapes of acronyms: "A" stands for a capital, "a" for another letter, "1" for a digit."""

SEED = 20260528


@dataclass(frozen=True, slots=True)
class Example:
    """A glued line and its true reading; `border` −1 where there is no author."""

    line: Glued
    border: int
    authors: tuple[str, ...]


Corpus = Sequence[Example]


def load(path: Path) -> dict[str, list[Example]]:
    """Return the examples of a file by the listing in which they stood."""
    found = defaultdict(list)
    for row in map(json.loads, path.read_text("utf-8").splitlines()):
        found[row["doc"]].append(example(row["title"], row["authors"], row["et_al"], row["abstract"]))
    return dict(found)


def example(title: str, authors: Sequence[str], et_al: bool, abstract: str) -> Example:
    """Glue a line from its parts."""
    title, names = " ".join(title.split()), tuple(" ".join(name.split()) for name in authors)
    return Example(Glued(title + ", ".join(names), et_al, abstract), len(title), names)


def broken(examples: Corpus, rng: random.Random) -> Iterator[Example]:
    """Yield lines without authors: titles that are cut off, and abstracts where a title should stand."""
    for e in examples:
        title = e.line.text[: e.border]
        cut = rng.choice((title, title[: rng.randint(len(title) // 3 + 1, len(title))]))
        sentence = e.line.abstract.split(". ")[0] + "."
        text = rng.choice((cut, e.line.abstract, sentence)).strip()
        if text:
            yield Example(Glued(text, False, e.line.abstract), -1, ())


def shuffled(examples: Corpus, rng: random.Random) -> list[Example]:
    """Give each title the authors of another line: what a title is about must not tell its authors."""
    others = list(examples)
    rng.shuffle(others)
    return [
        example(e.line.text[: e.border], o.authors, o.line.et_al, e.line.abstract)
        for e, o in zip(examples, others, strict=True)
    ]


def bare(examples: Corpus) -> list[Example]:
    """Take the abstracts away: then the shapes of words and names must do."""
    return [Example(Glued(e.line.text, e.line.et_al, ""), e.border, e.authors) for e in examples]


def rare(examples: Corpus, rng: random.Random) -> list[Example]:
    """Give titles what listings hardly ever have: first authors of one name, and names without capitals."""
    changed = []
    for n, e in enumerate(examples):
        names = rng.sample(UNCASED, len(e.authors)) if n % 2 else [e.authors[0].split()[-1], *e.authors[1:]]
        changed.append(example(e.line.text[: e.border], names, e.line.et_al, e.line.abstract))
    return changed


def begun_by_particles(examples: Corpus, rng: random.Random) -> list[Example]:
    """Give titles first authors whose name begins with a particle, or may hide one; half are the only one."""
    hiding = sorted(n.capitalize() for n, level in model().given.items() if level > 2 and n[1:] in PARTICLES)
    changed = []
    for n, e in enumerate(examples):
        given, family = e.authors[0].split()[0], e.authors[0].split()[-1]
        begun = f"{rng.choice(BEGINNINGS)}{family}"
        hidden = f"{rng.choice(hiding)} {family}"
        name = rng.choice((*[begun, f"{begun} {given}"] * 3, hidden))
        others = e.authors[1:] if n % 2 else ()
        named = example(e.line.text[: e.border], [name, *others], e.line.et_al and n % 2 > 0, e.line.abstract)
        changed.append(e if n % 3 == 0 else named)
    return changed


def coined(examples: Corpus, rng: random.Random) -> list[Example]:
    """Put acronyms that nobody has seen at or near the end of titles: "QLoRA", "iOS", "PET/CT", "GPT-4o"."""
    changed = []
    for e in examples:
        words = e.line.text[: e.border].split()
        coin = "".join(_coin(sign, rng) for sign in rng.choice(ACRONYMS)) + rng.choice(("", "", "s"))
        words[-min(rng.choice((1, 1, 1, 2, 3)), len(words))] = coin
        title = " ".join(words).rstrip("?!") + rng.choice(("", "", "", "", "?", "!", ": A Review"))
        changed.append(example(title, e.authors, e.line.et_al, e.line.abstract))
    return changed


def _coin(sign: str, rng: random.Random) -> str:
    signs = {"A": string.ascii_uppercase, "a": string.ascii_lowercase, "1": string.digits}
    return rng.choice(signs.get(sign, sign))


def corpora(examples: Sequence[Sequence[Example]], rng: random.Random) -> list[Corpus]:
    """Return corpora as they occur: everything at once, single listings, and listings of chance."""
    everything = [e for listing in examples for e in listing]
    mixed = [e for _ in range(SHUFFLES) for e in shuffled(everything, rng)]
    acronyms = [e for e in mixed if e.line.text[e.border - 1].isupper()]
    pieces = [mixed[n : n + 60] for n in range(0, len(mixed), 60)]
    pieces += [bare(mixed[n : n + 10]) for n in range(0, len(everything), 10)]
    pieces += [rare(mixed[n : n + 60], rng) for n in range(0, 360, 60)]
    pieces += [begun_by_particles(acronyms[n : n + 60], rng) for n in range(0, len(acronyms), 60)]
    coins = coined(bare(mixed[: len(everything)]), rng)
    pieces += [coins[n : n + 60] for n in range(0, len(coins), 60)]
    pieces += [begun_by_particles(coins[n : n + 60], rng) for n in range(0, len(coins), 60)]
    pieces += [begun_by_particles(bare(mixed[n : n + 60]), rng) for n in range(0, len(everything), 120)]
    pieces += [rare(coins[n : n + 60], rng) for n in range(0, len(coins), 120)]
    sets: list[Corpus] = [everything, *examples, *pieces]
    return [[*corpus, *broken(rng.sample(corpus, len(corpus) // BROKEN), rng)] for corpus in sets]


Table = list[tuple[list[dict[str, float]], int]]


def tables(corpus: Corpus, rng: random.Random) -> tuple[Table, int]:
    """Return the features of all readings of each line and which reading is true, and how many have none."""
    reader = CorpusReader([e.line for e in corpus], {})
    for n, e in enumerate(corpus):
        if e.border >= 0 and rng.random() > UNSEEN:
            words = words_of(e.line.abstract) | words_of(e.line.text[: e.border])
            reader.renew(n, Sighting(words, e.authors))
    table: Table = []
    unreachable = 0
    for n, e in enumerate(corpus):
        readings, sight = reader.readings(n), reader.sight(n)
        true = [i for i, c in enumerate(readings) if (c.border, c.authors) == (e.border, e.authors)]
        if not true:
            unreachable += 1
            continue
        table.append(([dict(features(c, sight)) for c in readings], true[0]))
    return table, unreachable


def fit(table: Table) -> dict[str, float]:
    """Maximise the log probability of the true readings."""
    names = sorted({name for readings, _ in table for found in readings for name in found})
    index = {name: n for n, name in enumerate(names)}
    rows, columns, values, starts, true = [], [], [], [], []
    row = 0
    for readings, right in table:
        starts.append(row)
        true.append(row + right)
        for found in readings:
            for name, value in found.items():
                rows.append(row)
                columns.append(index[name])
                values.append(float(value))
            row += 1
    matrix = csr_matrix((values, (rows, columns)), shape=(row, len(names)))
    group = np.repeat(np.arange(len(starts)), np.diff([*starts, row]))

    def loss(w: Any) -> tuple[float, Any]:
        scores = matrix @ w
        scores -= np.maximum.reduceat(scores, starts)[group]
        odds = np.exp(scores)
        shares = odds / np.add.reduceat(odds, starts)[group]
        gradient = matrix.T @ shares - matrix[true].sum(axis=0).A1 + 2 * PRIOR * w
        return -np.log(shares[true] + 1e-300).sum() + PRIOR * w @ w, gradient

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 2000})
    return {name: round(float(w), 3) for name, w in zip(names, best.x, strict=True)}


def train(examples: Sequence[Sequence[Example]]) -> dict[str, float]:
    """Fit weights on these listings."""
    rng = random.Random(SEED)
    table: Table = []
    lost = 0
    for corpus in corpora(examples, rng):
        part, unreachable = tables(corpus, rng)
        table += part
        lost += unreachable
    print(f"  {len(table)} lines, {lost} whose true reading is no candidate", file=sys.stderr)
    return fit(table)


def judged(examples: Corpus, weigh: dict[str, float], show: int = 0) -> tuple[int, int]:
    """Return how many lines are right, and how many are wrong without a warning."""
    right = silent = 0
    for e, got in zip(examples, split_all([e.line for e in examples], weigh), strict=True):
        good = (got.title, got.authors) == (e.line.text[: e.border], e.authors)
        right += good
        silent += not good and got.confidence > 0.9
        if not good and show:
            show -= 1
            read, wanted = got.title[-40:], e.line.text[: e.border][-40:]
            print(f"    {got.confidence:.2f} {read} | {got.authors}\n    wanted {wanted} | {e.authors}")
    return right, silent


def judge(sets: dict[str, list[list[Example]]]) -> None:
    """Print how well weights read what they were not fitted on."""
    for name, listings in sets.items():
        weigh = train(listings)
        for other, theirs in sets.items():
            flat = [e for listing in theirs for e in listing]
            right, silent = judged(flat, weigh)
            print(
                f"fitted on {name}, read {other}: {100 * right / len(flat):.2f} %, {silent} wrong and silent"
            )
    everything = [listing for listings in sets.values() for listing in listings]
    totals = {name: [0, 0] for name in sets}
    for fold in range(5):
        weigh = train([listing for n, listing in enumerate(everything) if n % 5 != fold])
        for name, listings in sets.items():
            flat = [e for listing in listings for e in listing]
            held = {id(e) for n, listing in enumerate(everything) if n % 5 == fold for e in listing}
            for e, got in zip(flat, split_all([e.line for e in flat], weigh), strict=True):
                if id(e) in held:
                    totals[name][0] += (got.title, got.authors) == (e.line.text[: e.border], e.authors)
                    totals[name][1] += 1
    for name, (right, count) in totals.items():
        print(f"five folds, {name}: {100 * right / count:.2f} %")


def main() -> None:
    """Fit and write, or judge."""
    judging, paths = sys.argv[1] == "--judge", [Path(a) for a in sys.argv[2:]]
    sets = {str(path): list(load(path).values()) for path in paths}
    if judging:
        judge(sets)
        return
    weigh = train([listing for listings in sets.values() for listing in listings])
    for name, listings in sets.items():
        flat = [e for listing in listings for e in listing]
        right, silent = judged(flat, weigh, 40)
        print(f"{name}: {100 * right / len(flat):.2f} %, {silent} wrong and silent")
    lines = [f"{name}\t{value:g}" for name, value in weigh.items() if value]
    Path(sys.argv[1]).write_text(
        "# Made by tools/train_split.py; do not edit.\n" + "\n".join(lines) + "\n", "utf-8"
    )


if __name__ == "__main__":
    main()
