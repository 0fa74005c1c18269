"""Structured data (JSON-LD, schema.org): what search engines read from pages.

Input:   a page's view, the site, and the text of a paper's abstract.
Output:  one dict a page, ready to be written as JSON; {} for a page that needs none.
Sources: schema.org (ScholarlyArticle, BreadcrumbList, WebSite, SearchAction); Google Search Central,
         "Structured data".
"""

from collections.abc import Mapping
from typing import Any

from generator.base.weblinks import web
from generator.model.citation import Citation, Name
from generator.model.page_views import HomeView, PaperView
from generator.model.views import Meta, SiteView
from generator.outputs.exports.reference import natural
from generator.outputs.filters import absolute
from generator.outputs.heads.dublin_core import identifiers
from generator.outputs.texts import as_line

Node = dict[str, Any]

SAME_WORK = ("paper", "pdf")
"""Kinds of links that lead to the same work; code and project pages are other works."""


def structured_data(view: object, site: SiteView, home: str, abstract: str = "") -> Node:
    """Return what the page of `view` says about itself; `home` is what breadcrumbs call the front page."""
    nodes = []
    if isinstance(view, PaperView):
        nodes.append(article(view, site, abstract))
    elif isinstance(view, HomeView):
        nodes.append(website(site))
    meta = getattr(view, "meta", None)
    if isinstance(meta, Meta) and meta.crumbs and meta.indexed:
        nodes.append(breadcrumbs(meta, site, home))
    return {"@context": "https://schema.org", "@graph": nodes} if nodes else {}


def article(view: PaperView, site: SiteView, abstract: str) -> Node:
    """Return a paper as ScholarlyArticle. dateModified is the day on which the site learnt of it
    or of its last change."""
    citation = view.citation
    url = absolute(citation.url, site.base_url)
    same = [link.url for link in view.links if link.kind in SAME_WORK and web(link.url)]
    return _known(
        {
            "@type": "ScholarlyArticle",
            "@id": url,
            "url": url,
            "mainEntityOfPage": url,
            "headline": citation.title,
            "name": citation.title,
            "author": [author(name, site.base_url) for name in citation.names],
            "datePublished": citation.date,
            "dateModified": citation.updated or citation.added,
            "abstract": abstract,
            "inLanguage": view.entry.language or site.language,
            "keywords": list(citation.keywords),
            "identifier": _identifiers(citation),
            "sameAs": list(dict.fromkeys([*identifiers(citation), *same])),
            "isPartOf": [*_container(citation), _site(site)],
            "pagination": citation.pages,
            "publisher": {"@type": "Organization", "name": citation.publisher} if citation.publisher else "",
            "license": web(citation.license),
        }
    )


def author(name: Name, base_url: str) -> Node:
    """Return a person, known by ORCID where there is one, or a group."""
    url = absolute(name.url, base_url) if name.url else ""
    if name.literal:
        return _known({"@type": "Organization", "@id": url, "name": name.literal, "url": url})
    orcid = f"https://orcid.org/{name.orcid}" if name.orcid else ""
    family = " ".join(filter(None, (name.particle, name.family)))
    return _known(
        {
            "@type": "Person",
            "@id": orcid or url,
            "name": natural(name),
            "givenName": name.given,
            "familyName": family,
            "honorificSuffix": name.suffix,
            "url": url,
            "sameAs": orcid,
        }
    )


def breadcrumbs(meta: Meta, site: SiteView, home: str) -> Node:
    """Return the way from the front page to this one, as the page shows it."""
    places = [(home, ""), *((crumb.name, crumb.url) for crumb in meta.crumbs)]
    steps: list[Node] = [
        {"@type": "ListItem", "position": i, "name": name, "item": absolute(url, site.base_url)}
        for i, (name, url) in enumerate(places, 1)
    ]
    here = as_line(meta.title)
    steps.append({"@type": "ListItem", "position": len(steps) + 1, "name": here})
    return {"@type": "BreadcrumbList", "itemListElement": steps}


def website(site: SiteView) -> Node:
    """Return the site with its search."""
    search = f"{absolute(site.search_url, site.base_url)}?q={{query}}"
    return _known(
        {
            **_site(site),
            "description": site.description,
            "inLanguage": site.language,
            "potentialAction": {
                "@type": "SearchAction",
                "target": {"@type": "EntryPoint", "urlTemplate": search},
                "query-input": "required name=query",
            },
        }
    )


def _site(site: SiteView) -> Node:
    return {"@type": "WebSite", "@id": site.base_url, "name": site.title, "url": site.base_url}


def _container(citation: Citation) -> list[Node]:
    """Return the journal's issue or the proceedings in which a paper appeared."""
    if citation.journal:
        numbers = {"volumeNumber": citation.volume, "issueNumber": citation.number}
        kinds = ["Periodical", *(kind for kind, value in _KINDS.items() if numbers[value])]
        return [_known({"@type": kinds if len(kinds) > 1 else kinds[0], "name": citation.journal, **numbers})]
    if citation.conference:
        return [{"@type": "PublicationVolume", "name": citation.conference}]
    return []


_KINDS = {"PublicationVolume": "volumeNumber", "PublicationIssue": "issueNumber"}


def _identifiers(citation: Citation) -> list[Node]:
    names = [(name, value) for name, value in (("doi", citation.doi), ("arXiv", citation.arxiv_id)) if value]
    return [
        {"@type": "PropertyValue", "propertyID": name, "value": value, "url": url}
        for (name, value), url in zip(names, identifiers(citation), strict=True)
    ]


def _known(node: Mapping[str, Any]) -> Node:
    """Leave out what is not known."""
    return {key: value for key, value in node.items() if value}
