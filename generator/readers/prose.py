"""Is it a sentence or a title? The odds of words, and of whole paragraphs."""

import re

STOPPED = re.compile(r"[.!?][)\]}\"'”’]*$|https?://\S+$")
"""How an abstract ends: with a sentence or with the address of its code."""

_SPOKEN = frozenset(
    "we our us is are was were has have had been can may this these that which it its they their such however"
    " propose present show introduce study consider describe demonstrate there while also not but".split()
)
_CAPITALS = 4.0

_OPENING = re.compile(
    r"(?:We|In this|This (?:paper|work|article|study|research)|Recent(?:ly)?,?|There|Our|It|These|Here,?"
    r"|Although|Despite|However|While|Existing|Given)\b"
)
_SENTENCES = re.compile(r"[a-z)\]\d][.!?] [A-Z]")


def paragraph_odds(text: str) -> float:
    """Weigh a whole paragraph: above 0 it is an abstract, below 0 a title; about −8 to 12."""
    odds = -4.0 if len(text) < 130 else 0.0 if len(text) < 200 else 3.0 if len(text) < 300 else 7.0
    odds += 2.5 if text.endswith(".") else -1.0
    odds += min(4.0, 2.0 * len(_SENTENCES.findall(text)))
    return odds + word_odds(text)


def word_odds(text: str) -> float:
    """Weigh words alone, so that it holds for part of a paragraph too."""
    words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text)
    if not words:
        return 0.0
    long = [word for word in words[1:] if len(word) > 3]
    capitals = sum(word[0].isupper() for word in long) / len(long) if long else 0.5
    odds = _CAPITALS * (0.45 - capitals)
    odds += min(5.0, 10.0 * sum(word.lower() in _SPOKEN for word in words) / max(len(words), 8))
    return odds + (2.0 if _OPENING.match(text) else 0.0)
