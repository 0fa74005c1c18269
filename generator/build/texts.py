"""Which files of the site show which texts: where a text alone was edited, all other files are as they were.

What a sketch shows follows from its *basis* (the program, the configuration, all front matter), and from the
texts that its view holds by reference (Body). As long as the basis is that of the last build, only files that
hold an edited text can have another view; the others keep the digest that the memory has of it.
"""

from array import array
from collections.abc import Iterable, Mapping

from generator.build.state import State
from generator.model.artifact import Planned, Sketch

BASIS = "basis"


class Texts:
    """What is known of the last build, and what this one learns."""

    def __init__(
        self, state: State, basis: str, texts: Mapping[str, str], sketches: Iterable[Planned]
    ) -> None:
        """`texts` are the digests of all texts by path, `sketches` all files of the site."""
        self._state, self._basis, self._texts = state, basis, texts
        self._numbers = {a.path: n for n, a in enumerate(a for a in sketches if isinstance(a, Sketch))}
        self._same = state.fact(BASIS) == basis
        known = state.texts() if self._same else {}
        self._edited = [path for path, digest in texts.items() if known.get(path) != digest]
        self._affected = {n for path in self._edited for n in array("I", state.shown(path))}
        self._shown: dict[str, array[int]] = {}

    @property
    def changed(self) -> bool:
        """Whether `begin` has anything to say."""
        return not self._same or bool(self._edited)

    def may_differ(self, path: str) -> bool:
        """Tell whether a file may show something else than after the last build."""
        number = self._numbers.get(path)
        return not self._same or number is None or number in self._affected

    def begin(self, *, sound: bool) -> None:
        """Prepare the memory; in the transaction that takes back the keys of what is stale.

        `sound` is False when some files could not be looked at: then the next build looks at all of them.
        """
        if not self._same or not sound:
            self._state.set_fact(BASIS, "")
        else:
            self._state.edit_texts((self._texts[path], path) for path in self._edited)

    def learn(self, path: str, texts: Iterable[str]) -> None:
        """Note which texts a file holds."""
        number = self._numbers.get(path)
        if number is not None and not self._same:
            for text in texts:
                self._shown.setdefault(text, array("I")).append(number)

    def end(self, *, sound: bool) -> None:
        """Remember what was learnt; `sound` as above, or when some files could not be rendered."""
        if not sound:
            self._state.set_fact(BASIS, "")
        elif not self._same:
            none = array("I")
            with self._state.transaction():
                self._state.put_texts(
                    (path, digest, self._shown.get(path, none).tobytes())
                    for path, digest in self._texts.items()
                )
                self._state.set_fact(BASIS, self._basis)
