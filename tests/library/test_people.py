from generator.library.people import author_terms, person_slugs
from generator.model.people import Person
from tests.samples import make_page


def test_names_that_differ_only_in_accents_or_dots_are_one_person():
    pages = [
        make_page("A", authors=("Jürgen Müller",)),
        make_page("B", authors=("Jurgen Muller",)),
        make_page("C", authors=("Jürgen Müller",)),
    ]
    slugs = person_slugs(pages, [])
    (term,) = author_terms(pages, [], slugs)
    assert term.slug == "jurgen-muller"
    assert term.name == "Jürgen Müller"  # printed most often
    assert len(term.papers) == 3


def test_authors_toml_joins_two_names_of_one_person():
    pages = [make_page("A", authors=("Lin Wang",)), make_page("B", authors=("L. Wang",))]
    people = [Person("lin-wang", "Lin Wang", names=("L. Wang",), orcid="0000-0002-1825-0097")]
    (term,) = author_terms(pages, people, person_slugs(pages, people))
    assert (term.slug, len(term.papers)) == ("lin-wang", 2)
    assert term.links[0].url == "https://orcid.org/0000-0002-1825-0097"


def test_authors_toml_parts_two_people_of_one_name():
    pages = [make_page(t, authors=("Yang Liu",)) for t in ("A", "B", "C")]
    people = [
        Person("yang-liu-tongji", "Yang Liu", papers=("a",), note="Tongji University"),
        Person("yang-liu", "Yang Liu", papers=("b",), note="MIT"),
    ]
    slugs = person_slugs(pages, people)
    assert [slugs[page.paper.id] for page in pages] == [("yang-liu-tongji",), ("yang-liu",), ("yang-liu-2",)]


def test_a_name_without_latin_letters_still_has_an_address():
    pages = [make_page("A", authors=("☃",)), make_page("B", authors=("王伟",))]
    slugs = person_slugs(pages, [])
    assert all(slug for (slug,) in slugs.values())
