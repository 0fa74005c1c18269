"""What is wrong in a form: told above it and at its fields, and nothing that was typed is lost."""

import re

import pytest

from tests.service.conftest import Running
from tests.subscribers.people import waiting

FAULTY = [
    ({"address": "nobody"}, "This is no mail address."),
    ({"address": ""}, "This is no mail address."),
    ({"score": "1e99"}, "“1e99” is no number."),
    ({"most": "0"}, "The number of papers in a mail is out of bounds."),
    ({"topics": "no topic!"}, "“no topic!” is no category of arXiv."),
    ({"authors": "---"}, "“---” has neither letter nor digit."),
    ({"stamp": ""}, "This form has lain open for long."),
    ({"stamp": "1779969600.aaaaaaaaaaaaaaaaaaaaaaaaaa"}, "This form has lain open for long."),
]


AT_FIELDS = [
    # field, what is typed, its id, its hint
    ("address", "nobody", "address", ""),
    ("score", "1e99", "score", "hint-score "),
    ("most", "0", "most", "hint-most "),
    ("topics", "no topic!", "more-topics", "hint-more "),
    ("authors", "---", "authors", "hint-authors "),
    ("rules_text", "", "rules", "hint-rules "),
]


@pytest.mark.parametrize(("field", "typed", "name", "hint"), AT_FIELDS)
def test_a_fault_stands_at_its_field_too(
    shared: Running, field: str, typed: str, name: str, hint: str
) -> None:
    form = {"address": "eve@example.org", "stamp": shared.stamp(), field: typed}
    files = {"rules": ("rules.json", "{}", "application/json")} if name == "rules" else {}
    page = shared.send("subscribe", form, files=files)
    found = re.findall(r'aria-invalid="true" aria-describedby="([^"]+)"', page.text)
    assert found == [f"{hint}fault-{name}"]
    said = re.search(rf'<span class="fault" id="fault-{name}">([^<]+)</span>', page.text)
    assert said
    assert f'<a href="#{name}">{said[1]}</a>' in page.text
    assert "fault-" not in shared.client.get(shared.url).text


@pytest.mark.parametrize(("fields", "fault"), FAULTY)
def test_what_is_wrong_is_told_and_all_that_was_typed_stays(
    shared: Running, fields: dict[str, str], fault: str
) -> None:
    typed = {"address": "eve@example.org", "stamp": shared.stamp(), "keywords": "fundus image"} | fields
    page = shared.send("subscribe", typed)
    assert page.status_code == 422
    assert fault in page.text
    assert ">fundus image</textarea>" in page.text
    assert waiting(shared.database) == 0
