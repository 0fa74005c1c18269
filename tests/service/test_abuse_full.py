"""The whole flood: 10,000 posts for 500 addresses, of which some are subscribed, some bounced, most unknown.

Prints what docs/mail.md says: mails, different answers, and whether the time of an answer tells who is known.
"""

import random
import time
from math import sqrt
from pathlib import Path
from statistics import median

import pytest

from generator.subscribers.suppress import suppress
from tests.project import make_project
from tests.service.conftest import Running, run_service

pytestmark = pytest.mark.mail_full

POSTS, ADDRESSES = 10_000, 500
LIMITS = "[mail.limits]\nnetwork = 100000\ntotal = 100000\nproxies = 1\n"
SEED = 20_260_528
FAR = 4.0
"""Standard deviations: one honest run of 15,000 lies further off."""


def standing(running: Running) -> set[str]:
    """Make every other address one that the database knows: subscribed, left, or bounced."""
    known = {f"a{number}@example.org" for number in range(0, ADDRESSES, 2)}
    for number, address in enumerate(sorted(known)):
        if number % 3 == 2:
            with running.database.writing() as connection:
                suppress(connection, running.database.digest(address), "bounce", running.clock())
            continue
        token = running.join(address)
        if number % 3 == 1:
            running.client.post(
                running.hall.links().address("leave", running.hall.links().open("choose", token) or 0)
            )
    running.clock.pass_by(days=2)
    running.mailbox.to.clear()
    return known


def flood(running: Running) -> tuple[dict[str, list[float]], set[tuple[object, ...]]]:
    """Post for all addresses, mixed; return the times by address, and the different answers."""
    order = [f"a{number % ADDRESSES}@example.org" for number in range(POSTS)]
    random.Random(SEED).shuffle(order)
    times: dict[str, list[float]] = {}
    answers: set[tuple[object, ...]] = set()
    for number, address in enumerate(order):
        form = {"address": address, "stamp": running.stamp()}
        headers = running.origin | {"X-Forwarded-For": f"10.{number // 250 % 250}.{number % 250}.1"}
        begun = time.perf_counter()
        answer = running.client.post(f"{running.url}subscribe", data=form, headers=headers)
        times.setdefault(address, []).append(time.perf_counter() - begun)
        del answer.headers["date"]
        answers.add((answer.status_code, answer.content, *answer.headers.items()))
        if number % 500 == 0:
            running.post.work_off()
    running.post.work_off()
    return times, answers


def distance(ones: list[float], others: list[float]) -> float:
    """Return how far apart two samples lie, in standard deviations (Mann-Whitney U, normal approximation)."""
    ranked = sorted([(value, 0) for value in ones] + [(value, 1) for value in others])
    ranks = sum(rank for rank, (_, group) in enumerate(ranked, 1) if group == 0)
    n, m = len(ones), len(others)
    u = ranks - n * (n + 1) / 2
    return (u - n * m / 2) / sqrt(n * m * (n + m + 1) / 12)


def test_a_flood_brings_one_mail_an_address_and_tells_nothing(tmp_path: Path) -> None:
    with run_service(make_project(tmp_path), LIMITS) as running:
        known = standing(running)
        times, answers = flood(running)
        mails = running.mailbox.to
    of_known = [spent for address, all_of_it in times.items() if address in known for spent in all_of_it]
    of_unknown = [
        spent for address, all_of_it in times.items() if address not in known for spent in all_of_it
    ]
    far = distance(of_known, of_unknown)
    known_ms, unknown_ms = median(of_known) * 1000, median(of_unknown) * 1000
    print(
        f"\n{POSTS:,} posts for {ADDRESSES} addresses: {len(mails)} mails, {len(answers)} different answers; "
        f"median {known_ms:.2f} ms for known addresses, {unknown_ms:.2f} ms for unknown ones, "
        f"{far:+.2f} standard deviations apart"
    )
    assert len(mails) == len(set(mails)) <= ADDRESSES
    assert len(answers) == 1
    assert abs(far) < FAR
