"""Made-up messages parse back exactly; the whole hundred thousand with `make test-mail`."""

import pytest

from tests.mail.letters import Post
from tests.mail.lint import Lint

FEW, MANY, OF_ONE_ISSUE = 250, 100_000, 1000


def test_messages_parse_back_exactly(post: Post) -> None:
    issue = Lint(post, 1, 120)
    for number in range(FEW):
        issue.check(number)


@pytest.mark.mail_full
def test_a_hundred_thousand_messages_parse_back_exactly(post: Post) -> None:
    longest = 0
    for seed in range(MANY // OF_ONE_ISSUE):
        issue = Lint(post, seed, 400)
        longest = max(longest, *(issue.check(seed * OF_ONE_ISSUE + n) for n in range(OF_ONE_ISSUE)))
    print(f"\n{MANY:,} messages parse back exactly; the longest has {longest:,} bytes")
