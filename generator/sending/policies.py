"""What a domain publishes about its mail, as receivers judge it.

Formats: RFC 7208 (SPF), RFC 6376 (DKIM), RFC 7489 (DMARC).
"""

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from enum import IntEnum

from msgspec import Struct

from generator.sending.names import Dns

MOST_LOOKUPS = 10
"""DNS look-ups that an SPF record may cost (RFC 7208, 4.6.4); beyond it fails for everybody."""

_COSTLY = re.compile(r"[+?~-]?(include|a|mx|ptr|exists|redirect)(?:[:=/]([^/\s]*))?", re.IGNORECASE)


class Level(IntEnum):
    """How a finding is meant."""

    GOOD = 0
    NOTE = 1
    """Cannot be checked from here; what to look at stands in the fix."""
    WARNING = 2
    ERROR = 3


class Finding(Struct, frozen=True):
    """One thing that the doctor looked at."""

    level: Level
    what: str
    fix: str = ""

    def __str__(self) -> str:
        head = f"{'ok' if self.level is Level.GOOD else self.level.name.lower():8} {self.what}"
        return f"{head}\n         fix: {self.fix}" if self.fix else head


def check_spf(dns: Dns, domain: str) -> Finding:
    """Judge the SPF record of the envelope sender's domain."""
    found = [text for text in dns.texts(domain) if re.match(r"v=spf1( |$)", text, re.IGNORECASE)]
    if not found:
        fix = f'publish a TXT record at {domain} that names your relay: "v=spf1 include:relay.example -all"'
        return Finding(Level.ERROR, f"SPF: {domain} has no record", fix)
    if len(found) > 1:
        fix = "put them together into one"
        return Finding(Level.ERROR, f"SPF: {domain} has {len(found)} records, so none counts", fix)
    if re.search(r"(?:^| )\+?all( |$)", found[0]):
        return Finding(Level.ERROR, f"SPF: {domain} lets everybody send: {found[0]}", 'end it with "-all"')
    cost = sum(1 for _ in _lookups(dns, domain, found[0], set()))
    if cost > MOST_LOOKUPS:
        fix = "name fewer includes, or addresses (ip4:) instead"
        return Finding(Level.ERROR, f"SPF: {domain} costs {cost} look-ups, more than {MOST_LOOKUPS}", fix)
    return Finding(Level.GOOD, f"SPF: {found[0]}")


def _lookups(dns: Dns, domain: str, record: str, seen: set[str]) -> Iterator[str]:
    """Give each part that costs a look-up, also those of the records that it includes."""
    for word in record.split()[1:]:
        part = _COSTLY.fullmatch(word)
        if not part or len(seen) > 2 * MOST_LOOKUPS:
            continue
        yield word
        name, target = part[1].lower(), part[2] or domain
        if name in ("include", "redirect") and target.lower() not in seen and "%" not in target:
            seen.add(target.lower())
            for text in dns.texts(target):
                if text.lower().startswith("v=spf1"):
                    yield from _lookups(dns, target, text, seen)


def check_dkim(dns: Dns, domain: str, selector: str, belongs: Callable[[bytes], bool]) -> Finding:
    """Judge the DKIM record of a key; `belongs` tells whether a public key (DER) is that of ours."""
    fix = "publish the public one: openssl rsa -in KEY -pubout, its Base64 behind v=DKIM1; k=rsa; p="
    name = f"{selector}._domainkey.{domain}"
    found = [text for text in dns.texts(name) if "p=" in text]
    if not found:
        return Finding(Level.ERROR, f"DKIM: there is no key at {name}", fix)
    tags = _tags(found[0])
    try:
        published = base64.b64decode(re.sub(r"\s", "", tags.get("p", "")), validate=True)
    except binascii.Error:
        published = b"?"
    if not published:
        return Finding(Level.ERROR, f"DKIM: the key at {name} is revoked", "publish a new one, and use it")
    if not belongs(published):
        return Finding(Level.ERROR, f"DKIM: the key at {name} belongs to another private key", fix)
    return Finding(Level.GOOD, f"DKIM: {name} holds the key that signs")


def check_dmarc(dns: Dns, domain: str) -> Finding:
    """Judge the DMARC policy of the From domain: its own, or that of a domain above."""
    labels = domain.split(".")
    for start in range(max(1, len(labels) - 1)):
        name = "_dmarc." + ".".join(labels[start:])
        found = [text for text in dns.texts(name) if text.upper().startswith("V=DMARC1")]
        if len(found) > 1:
            return Finding(Level.ERROR, f"DMARC: {name} has {len(found)} records, so none counts", "keep one")
        if found:
            policy = _tags(found[0]).get("p", "").lower()
            if policy not in ("none", "quarantine", "reject"):
                return Finding(
                    Level.ERROR, f"DMARC: {name} names no policy: {found[0]}", "write p=quarantine"
                )
            return Finding(Level.GOOD, f"DMARC: {found[0]}")
    fix = f'publish a TXT record at _dmarc.{domain}: "v=DMARC1; p=quarantine; rua=mailto:you@{domain}"'
    return Finding(
        Level.ERROR, f"DMARC: {domain} has no policy; large providers refuse lists without one", fix
    )


def aligned(one: str, other: str) -> bool:
    """Tell whether two domains count as one to DMARC: the same, or one below the other."""
    return one == other or one.endswith("." + other) or other.endswith("." + one)


def _tags(record: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in record.split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in pairs}
