"""Language tags such as "en", "pt-BR", "zh-Hant-TW": BCP 47 (RFC 5646, 2.1), no private use or extensions."""

import re

_TAG = re.compile(
    r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(-([a-z\d]{5,8}|\d[a-z\d]{3}))*", re.IGNORECASE | re.ASCII
)
"""Language, script, region, variants."""


def is_language_tag(text: str) -> bool:
    """Tell whether `text` has the form of a language tag; whether the language exists is not asked."""
    return bool(_TAG.fullmatch(text))
