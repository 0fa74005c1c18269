"""COinS: one span a paper in lists, from which Zotero makes its pick list.

Input:   a list's entry and the address of the site.
Output:  the span's title: a ContextObject (Z39.88-2004) of Dublin Core in keys and values, percent-encoded.
Sources: ocoins.info; Zotero's translator "COinS" and its parseContextObject: rft.type names the item's type,
         rft.identifier its address, rft_id its DOI; a comma in a name divides family and given names.
"""

from urllib.parse import quote_plus

from generator.model.views import EntryView
from generator.outputs.filters import absolute
from generator.outputs.heads.highwire import PREPRINT, ZOTERO_TYPES
from generator.outputs.texts import as_line

HEAD = "ctx_ver=Z39.88-2004&rft_val_fmt=info:ofi/fmt:kev:mtx:dc"
PLAIN = "/:,"
"""Signs that need no encoding in a query (RFC 3986); a list of 60 papers is 3 kB shorter with them."""


def context_object(entry: EntryView, base_url: str) -> str:
    """Return the ContextObject of an entry."""
    pairs = [
        ("rft.title", as_line(entry.title)),
        # behind the title, which Zotero would otherwise take for that of the journal
        ("rft.type", ZOTERO_TYPES.get(entry.type, PREPRINT)),
        *(("rft.creator" if i == 0 else "rft.au", name) for i, name in enumerate(entry.cited)),
        ("rft.date", entry.date),
        ("rft.identifier", absolute(entry.url, base_url)),
        ("rft_id", f"info:doi/{entry.doi}" if entry.doi else ""),
    ]
    return "&".join((HEAD, *(f"{key}={quote_plus(value, safe=PLAIN)}" for key, value in pairs if value)))
