"""Data inside scripts."""

import json


def script_data(data: object) -> str:
    """Return `data` as JSON that may stand in a script; "<" and the line ends of JavaScript are escaped."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for sign in "<\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
