"""Tell what the links in an abstract lead to: code, a project's page, data, a paper.

The host decides where it is known for one thing; elsewhere the words of the sentence before the link do.
"""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from generator.base.weblinks import find_links
from generator.model.record import Link

_HOSTS = {
    "code": """github.com gist.github.com gitlab.com bitbucket.org codeberg.org gitee.com sr.ht hf.co
        sourceforge.net huggingface.co modelscope.cn anonymous.4open.science codeocean.com""",
    "project": """github.io gitlab.io codeberg.page pages.dev netlify.app vercel.app readthedocs.io
        sites.google.com""",
    "data": """zenodo.org figshare.com dataverse.org dataverse.harvard.edu datadryad.org data.mendeley.com
        physionet.org openneuro.org synapse.org kaggle.com ieee-dataport.org osf.io archive.ics.uci.edu
        cancerimagingarchive.net grand-challenge.org""",
    "paper": "arxiv.org openreview.net biorxiv.org medrxiv.org aclanthology.org openaccess.thecvf.com",
}
_KIND_OF_HOST = {host: kind for kind, hosts in _HOSTS.items() for host in hosts.split()}
_KIND_OF_SECTION = {"datasets": "data", "spaces": "project", "papers": "paper", "collections": "project"}
# Registrants of DOIs for data: Zenodo, figshare, Mendeley, Dryad, Dataverse, PhysioNet, UCI, TPDC.
_DATA_DOI = re.compile(r"/10\.(?:5281|6084|17632|5061|7910|13026|24432|11888|1594|34740)/")
_WORDS = (
    ("project", re.compile(r"\b(?:project|home|web)[ -]?(?:page|site)|\bdemo\b|\bproject is at\b", re.I)),
    ("data", re.compile(r"\bdata(?:set|sets)?\b|\bbenchmark\b|\bcorpus\b", re.I)),
    ("code", re.compile(r"\bcodes?\b|\bsource\b|\bimplementation|\bsoftware\b|\brepositor", re.I)),
)
_REACH = 160
"""Characters before a link in which its sentence is looked for."""


def lift_links(text: str, given: Iterable[Link] = ()) -> tuple[Link, ...]:
    """Return the links `given` and those in `text` (as base.tex.readable gives it), each once, in order."""
    links = {_same(link.url): link for link in reversed(list(given))}
    links = dict(reversed(links.items()))
    for start, end in find_links(text):
        url = text[start:end]
        links.setdefault(_same(url), Link(_kind(url, text[max(0, start - _REACH) : start]), url))
    return tuple(links.values())


def _same(url: str) -> str:
    """Two spellings of one address, as far as that can be told without asking."""
    url = url.rstrip("/").removesuffix(".git").casefold()
    return re.sub(r"^https?://(?:www\.)?", "", url)


def _kind(url: str, before: str) -> str:
    parts = urlsplit(url)
    host, path = (parts.hostname or "").removeprefix("www."), parts.path.lower()
    if path.endswith(".pdf") or (host == "arxiv.org" and path.startswith("/pdf/")):
        return "pdf"
    sentence = re.split(r"[.!?]\s", before)[-1]
    told = next((kind for kind, words in _WORDS if words.search(sentence)), "")
    if host in ("doi.org", "dx.doi.org"):
        return "data" if _DATA_DOI.match(path) or told == "data" else "paper"
    if host in ("huggingface.co", "hf.co"):
        return _KIND_OF_SECTION.get(path.strip("/").partition("/")[0], "code")
    labels = host.split(".")
    known = (_KIND_OF_HOST.get(".".join(labels[n:])) for n in range(len(labels) - 1))
    return next(filter(None, known), "") or told or "link"
