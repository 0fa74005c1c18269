"""What is said when a library that only some verbs need is not installed."""

import pytest

from generator.base.extras import need_extra
from generator.errors import UsageError

MISSING = [
    (("no_such_library", "json"), "no_such_library, which is not installed"),
    (("no_such", "json", "nor_such"), "no_such, nor_such, which are not installed"),
]


@pytest.mark.parametrize(("libraries", "said"), MISSING)
def test_the_extra_is_named(libraries: tuple[str, ...], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        need_extra("mail", "digest service", *libraries)
    assert caught.value.fault == f"digest service needs {said}"
    assert caught.value.fix == "pip install 'paper-digest[mail]'"


def test_nothing_is_said_when_all_is_there() -> None:
    need_extra("mail", "digest service", "json", "email")
