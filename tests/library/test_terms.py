from generator.library.terms import keyword_terms, organisation_terms, topic_terms
from tests.samples import make_page


def test_topics_have_full_names_and_unclassified_comes_last():
    pages = [
        make_page("A", topics=("cs.CV",)),
        *(make_page(f"N{i}", topics=()) for i in range(3)),
        make_page("B", topics=("cs.CV", "physics.med-ph")),
        make_page("C", topics=("cs.CV", "cs.CV")),
    ]
    found = [(term.slug, term.name, term.note, len(term.papers)) for term in topic_terms(pages)]
    assert found == [
        ("cs-cv", "Computer Vision and Pattern Recognition", "cs.CV", 3),
        ("physics-med-ph", "Medical Physics", "physics.med-ph", 1),
        ("unclassified", "Unclassified", "", 3),
    ]


def test_keywords_need_two_papers_and_join_across_case():
    pages = [
        make_page("A", keywords=("Skin lesion", "CLIP")),
        make_page("B", keywords=("skin lesion",)),
        make_page("C", keywords=("skin lesion", "skin-lesion")),
    ]
    (term,) = keyword_terms(pages, 2)
    assert (term.slug, term.name, len(term.papers)) == ("skin-lesion", "skin lesion", 3)


def test_organisations_are_listed_by_name():
    pages = [make_page("A", organisations=("nvidia",)), make_page("B", organisations=("ibm-research",))]
    assert [term.name for term in organisation_terms(pages)] == ["ibm-research", "nvidia"]
