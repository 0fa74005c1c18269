"""Three to eight key phrases of a paper, from its own title and abstract and nothing else.

First the established terms (terms.txt) that the paper holds, since readers browse by phrases that papers
share; then, where these are few, phrases of the paper's own, as YAKE finds them.

Compared on the 213 papers of seeds/, with title and abstract: YAKE 0.7, multi_rake 0.0.2 (RAKE), summa 1.2
(TextRank). RAKE prefers the longest run of words between stop words ("existing largest nursing activity
datasets"), TextRank single words ("models", "result"). YAKE's first ten hold two to four phrases that a
reader would look for, the best of the three, but also fragments ("vascular age gap" as "age gap") and words
of the title that name nothing ("Distilling Inter-Class"): hence the tests of a phrase's shape below.
YAKE: R. Campos et al., Information Sciences 509 (2020), https://doi.org/10.1016/j.ins.2019.09.013.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from generator.base.hashing import digest_text
from generator.base.weblinks import find_links
from generator.ingest.terms import (
    TERMS_FILE,
    Key,
    Token,
    find_terms,
    is_acronym,
    phrase_key,
    singular,
    tokenize,
)

MOST, LEAST = 8, 3
ENOUGH = 5
"""Established terms with which a paper needs no phrases of its own."""

MOST_OWN = 4
RULES = "1"
"""To be changed with whatever changes the outcome, so that ingest looks for keywords again."""

LONGEST = 6000
"""Characters of an abstract that are looked at."""

_FUNCTION_WORDS = frozenset(
    """a about above across after against all along also although am among an and any are around as at
    back based be because been before being below between beyond both but by can cannot could de did
    do does doing done down due during e.g each eight either en et etc even ever every few first five
    for four from further get given had has have having he hence her here his how however i i.e if in
    instead into is it its itself just la let like may me might more most much must my near need
    neither nine no nor not now of off often on once one only onto or other others our out over own
    per rather same second seven she should since six so some still such ten than that the their them
    then there therefore these they third this those though three through thus to together too toward
    towards two under unlike until up upon us use used user uses using versus very via vs was we well
    were what when where whereas whether which while who whom whose why will with within without would
    yet you your""".split()
)
_EMPTY_WORDS = frozenset(
    """ability able abstract accuracy accurate achieve achieved achieves achieving actual adapt adaptive
    additional address adopt advance advanced advances advantage aim aims algorithm alleviate allow
    allows analysis analyze application applications applied apply approach appropriate architecture
    art aspect assessment author available average bad base baseline basic benefit best better big
    boost bootstrap bridge bring broad candidate capability capable capture case challenge challenging
    change chapter choice class clear code collection combine common compare compared comparison
    complete complex component comprehend comprehensive computational compute concept condition
    consider considered consistent consistently construct contain contribution correspondence
    corresponding cost count create current data database dataset day deal delve demonstrate
    demonstrated dependent describe design designed detail develop developed development difference
    different difficult difficulty direct directly discuss distil distill distilling dive diverse
    downstream dual due early easily easy edited effect effective effectively effectiveness efficiency
    efficient element embrace emerge empirical employ enable enables encode end enhance enhanced
    enhancement enhancing ensure entire era especially establish estimate evaluate evaluation evidence
    example excellent existing expensive experiment experimental explain exploit explore extend
    extensive external extra extract factor false fast field final finally find finding fine flexible
    flexibly focus following form framework full fully function future gain gap general generally
    generate generated generator global goal good great ground group guarantee guide hard harness
    hidden high higher highly human id idea identify impact implementation important improve improved
    improvement improving include including incorporate increase increasing independent index
    individual influence information initial inject input insight instance integrate integrated
    integration interest internal introduce introduced introducing investigate issue item key
    knowledge known labeled lack large large-scale largely larger late lead leading learn learned
    learning-based level leverage leveraging limit limitation limited line local long lot low lower
    main major make making management manner many mapping match maximum mean measure mechanism median
    meet method methodology metric million minimum mitigate mode model modeling module multi multiple
    mutual national natural nature necessary network new next normal notably novel number objective
    observe obtain offer open operation optimal optimized option order original outcome outlook
    outperform outperforms output overall overcome overview paper part particular particularly perform
    performance period person perspective phase phenomenon pipeline plan point popular population
    portion possible potential power powerful practical practice precise predict predictive present
    presented preserve previous primary principle prior private problem procedure process produce
    product promising proper property propose proposed proposes provide provided provides public
    purpose quality quantity question quick range rate reach real real-world recent recently reduce
    regular related relation relationship release relevant reliable rely remain report represent
    require required requirement requires research researcher resource respect response result
    resulting rethink review rich robust role sample scalable scale scenario scheme scope score
    section select selected selection sequence series set setting several shared show shown shows
    significant significantly similar simple simply simultaneously single situation size small smart
    soft solution solve source space special specific specifically stage standard state
    state-of-the-art statistical step strategy strength strong structure study subject substantial
    success successful successfully suffer sufficient suggest superior support survey synergic system
    table tackle task teach teaching technique technology term test testing theory thing think
    thorough time tool top top-level topic total traditional train trained training trend try type
    typical typically understand understanding unified unify unique unit universal unlabeled unlock
    unseen upstream utilize valid validate validation valuable value variation variety various version
    view way wide widely work world worse worst year""".split()
)
_GERUNDS = frozenset(
    """aging browsing captioning clustering coding computing denoising editing forecasting hashing imaging
    inpainting learning lighting matting mining monitoring nighttime nursing parsing planning processing
    ranking reasoning sampling scheduling screening segmenting sensing tracking""".split()
)
_NO_NOUN = re.compile(
    r"(?:based|aware|guided|driven|wise|level|shot|specific|free|agnostic|like|ly|ous|ful|ible|less|ary|ian|ic"
    r"|ed|ive|oriented|enhanced|assisted|scale|quality|end|order|art|cardiac|vascular|(?<!retriev)(?<!sign)(?<!surviv)(?<!interv)al)\Z"
)

# As the last word these name a part or an item, not what a paper is about: "text encoder", "unlabeled image".
_PARTS = frozenset(
    """branch category channel classifier client coefficient cue decoder diagnostics encoder expert
    factor feature frame head id image layer loss map mask negative object pair patch patient pattern
    pool positive reader region scene signal site subset text token truth vector video volume weight
    window""".split()
)
_NAMES = frozenset(
    """bayesian boltzmann bregman carlo dice dirichlet euclidean fourier gaussian hamiltonian hausdorff
    hebbian hessian hilbert jaccard kalman lagrangian laplacian lipschitz markov monte poisson python
    riemannian shapley sobolev turing wasserstein wiener""".split()
)


@cache
def rules_digest() -> str:
    """Return what names the rules that are in force: these and the vocabulary."""
    return digest_text(RULES + TERMS_FILE.read_text("utf-8"))[:12]


def find_keywords(title: str, abstract: str) -> tuple[str, ...]:
    """Return the key phrases of a paper, the most telling first; both texts are plain, without TeX.

    Lower case but for names and acronyms, terms in the form of the vocabulary. A paper without an abstract
    may have fewer than three.
    """
    title, abstract = _without_links(title), _without_links(abstract[:LONGEST])
    tokens = tokenize(f"{title}. {abstract}")
    in_title = len(tokenize(title))
    telling, passing, rest = _established(tokens, in_title)
    chosen = telling + passing[: max(0, LEAST - len(telling))]
    if len(chosen) < ENOUGH:
        chosen += _own_phrases(title, abstract, tokens, in_title)[:MOST_OWN]
    spare = [name for name in (*passing, *rest) if name not in chosen]
    chosen += spare[: max(0, LEAST - len(chosen))]
    return tuple(chosen[:MOST])


def _without_links(text: str) -> str:
    pieces, start = [], 0
    for begin, end in find_links(text):
        pieces.append(text[start:begin])
        start = end
    return " . ".join([*pieces, text[start:]])


def _established(tokens: Sequence[Token], in_title: int) -> tuple[list[str], list[str], list[str]]:
    """Return the names of the terms found, best first: what the paper is about, what it touches, the rest."""
    weights: Counter[str] = Counter()
    wide: Counter[str] = Counter()
    for term, i, j in find_terms(tokens):
        weight = 6 if i < in_title else 2 if j - i > 1 or is_acronym(tokens[i].text) else 1
        (wide if term.wide else weights)[term.name] += weight
    telling = [name for name, weight in weights.most_common() if weight >= 3]
    passing = [name for name, weight in weights.most_common() if weight == 2]
    once = [name for name, weight in weights.most_common() if weight == 1]
    return telling, passing, [*(name for name, _ in wide.most_common()), *once]


def _own_phrases(title: str, abstract: str, tokens: Sequence[Token], in_title: int) -> list[str]:
    """Return phrases of two to four words that YAKE finds, that the title holds or the abstract repeats."""
    covered = {i for _, first, behind in find_terms(tokens) for i in range(first, behind)}
    taken: list[set[str]] = []
    found: list[str] = []
    for candidate in _yake(f"{title}. {abstract}"):
        key = phrase_key(candidate)
        places = list(_places(tokens, key)) if 2 <= len(key) <= 4 else []
        if not places or (places[0] >= in_title and len(places) < 2):
            continue
        fresh = all(
            len(set(range(i, i + len(key))) - covered) >= 2 and i + len(key) - 1 not in covered
            for i in places
        )
        doubles = any(len(words & set(key)) >= 2 for words in taken)
        if fresh and not doubles and _names_something(tokens, key, places):
            found.append(_printed(tokens, places[-1], len(key)))
            taken.append(set(key))
    return found


def _yake(text: str) -> list[str]:
    """YAKE's candidates, best first."""
    from yake import KeywordExtractor  # heavy: brings numpy and networkx

    extractor: Any = KeywordExtractor(lan="en", n=3, dedupLim=1.0, top=100)
    return [phrase for phrase, _ in extractor.extract_keywords(text)]


def _places(tokens: Sequence[Token], key: Key) -> Iterator[int]:
    for i in range(len(tokens) - len(key) + 1):
        last = tokens[i + len(key) - 1]
        if tokens[i].phrase == last.phrase and all(tokens[i + n].form == word for n, word in enumerate(key)):
            yield i


def _names_something(tokens: Sequence[Token], key: Key, places: Sequence[int]) -> bool:
    """Tell whether a phrase is shaped like a term: a noun last, no empty words, no part of a longer one."""
    words = tokens[places[-1] : places[-1] + len(key)]
    last = words[-1].text
    shaped = (
        all(_is_content(word.text) for word in words)
        and not all(word.hyphenated for word in words[1:])  # "VA-OPD" is the name of a method
        and words[0].form != "learning"
        and (not last.lower().endswith("ing") or last.lower() in _GERUNDS)
        and (is_acronym(last) or not _NO_NOUN.search(last.lower()))
        and words[-1].form not in _PARTS
    )
    return shaped and not _is_fragment(tokens, len(key), places)


def _is_content(word: str) -> bool:
    lower = word.lower()
    empty = lower in _FUNCTION_WORDS or lower in _EMPTY_WORDS or singular(lower) in _EMPTY_WORDS
    verb = lower.endswith("ing") and lower not in _GERUNDS
    return len(word) > 1 and not word.isdigit() and not empty and not verb


def _is_fragment(tokens: Sequence[Token], length: int, places: Sequence[int]) -> bool:
    """Tell whether the same word stands beside the phrase wherever it occurs: "vascular [age gap]"."""
    before = {_neighbour(tokens, i, i - 1) for i in places}
    behind = {_neighbour(tokens, i, i + length) for i in places}
    return any(len(words) == 1 and "" not in words for words in (before, behind))


def _neighbour(tokens: Sequence[Token], inside: int, at: int) -> str:
    if not 0 <= at < len(tokens) or tokens[at].phrase != tokens[inside].phrase:
        return ""
    return tokens[at].form if _is_content(tokens[at].text) else ""


def _printed(tokens: Sequence[Token], start: int, length: int) -> str:
    """The phrase in lower case but for names and acronyms, in the singular, with the hyphens of the text."""
    pieces: list[str] = []
    for n, token in enumerate(tokens[start : start + length]):
        text = token.text if _keeps_case(token.text) else token.text.lower()
        if n == length - 1 and not is_acronym(text):
            text = singular(text)
        pieces.append(("-" if token.hyphenated else " ") + text if n else text)
    return "".join(pieces)


def _keeps_case(word: str) -> bool:
    return is_acronym(word) or word.lower() in _NAMES or any(sign.isdigit() for sign in word)
