"""Key phrases."""


def find_keywords(title: str, abstract: str) -> tuple[str, ...]:
    return ()
