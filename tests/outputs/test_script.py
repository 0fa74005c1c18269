"""Data in scripts: JSON that can end no script."""

import json

import pytest

from generator.outputs.script import script_data

DATA: list[object] = [
    {},
    {"a": ["</script>", "<!--", "é\u2028\u2029", '"\\\n\t\x00\x7f'], "b": [1, 2.5, 86.0, -0.1, True, None]},
    {"half": "a \ud83d b<", "whole": "\U0001f600"},
]


@pytest.mark.parametrize("data", DATA)
def test_data_come_back_and_end_no_script(data: object) -> None:
    text = script_data(data)
    assert json.loads(text) == data
    assert not set(text) & set("<\u2028\u2029\n")
