"""Scripts: data inside them, and those of the theme in another language than English.

Input:   a ScriptView.
Output:  the script, with its words before it in `paperDigestWords`, where messages.js looks. Each script has
         its own words at its head: a page loads none that it does not say, and together they pack better.
"""

import json

from generator.base.hashing import encode_json
from generator.model.artifact import Artifact, Render, RenderContext, Renderer
from generator.outputs.assets import read_asset


def script_data(data: object) -> str:
    """Return `data` as JSON that may stand in a script; "<" and the line ends of JavaScript are escaped."""
    try:
        text = encode_json(data)
    except UnicodeEncodeError:  # half a character, which only the standard library lets pass
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _start(context: RenderContext) -> Render:
    def render(artifact: Artifact) -> bytes:
        view = artifact.view
        words = f"Object.assign(window.paperDigestWords??={{}},{script_data(view.messages)});\n"
        return words.encode() + read_asset(view.script, context)

    return render


SCRIPT = Renderer(version=1, uses_site=False, start=_start)
