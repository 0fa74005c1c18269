"""The words of the site's scripts in another language than English.

Input:   a WordsView.
Output:  a script that sets `paperDigestWords`; messages.js reads it. A script and not JSON,
         because a page opened from file:// may load scripts but not fetch files.
"""

from generator.model.artifact import Artifact, Render, RenderContext, Renderer
from generator.outputs.script import script_data


def _start(_context: RenderContext) -> Render:
    def render(artifact: Artifact) -> bytes:
        return f"paperDigestWords={script_data(artifact.view.messages)};\n".encode()

    return render


WORDS = Renderer(version=1, uses_site=False, start=_start)
