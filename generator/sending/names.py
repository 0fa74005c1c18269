"""What the DNS says, for the doctor: texts, mail servers, addresses and names of addresses."""

from typing import Any

import dns.exception
import dns.name
import dns.resolver
import dns.reversename
from msgspec import Struct

SECONDS = 10.0


class UnansweredError(Exception):
    """No name server answered: nobody knows whether the name exists."""


class Dns(Struct, frozen=True):
    """Asks the system's name servers, or one that is named."""

    server: str = ""
    """Address of a name server, "" for those of the system."""

    port: int = 53

    def texts(self, name: str) -> list[str]:
        """Return the TXT records of a name, each in one piece; [] when it has none."""
        answers = self._ask(name, "TXT")
        return [b"".join(answer.strings).decode("utf-8", "replace") for answer in answers]

    def takes_mail(self, domain: str) -> bool:
        """Tell whether mail to a domain can arrive: it has MX records, or an address (RFC 5321, 5.1)."""
        exchanges = self._ask(domain, "MX")
        if exchanges:
            return any(
                answer.exchange != dns.name.root for answer in exchanges
            )  # "." means: no mail (RFC 7505)
        return bool(self.addresses(domain))

    def addresses(self, name: str) -> list[str]:
        """Return the addresses of a name, IPv4 first."""
        return [answer.address for kind in ("A", "AAAA") for answer in self._ask(name, kind)]

    def names(self, address: str) -> list[str]:
        """Return the names that an address has, without a dot at their ends."""
        answers = self._ask(str(dns.reversename.from_address(address)), "PTR")
        return [str(answer.target).rstrip(".") for answer in answers]

    def _ask(self, name: str, kind: str) -> list[Any]:
        resolver = dns.resolver.Resolver(configure=not self.server)
        if self.server:
            resolver.nameservers, resolver.port = [self.server], self.port
        try:
            return list(resolver.resolve(name, kind, lifetime=SECONDS, search=False))
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return []
        except (dns.exception.DNSException, ValueError, OSError) as error:
            raise UnansweredError(f"no answer about {kind} of {name}: {type(error).__name__}") from None
