"""Remove files that earlier builds wrote and no page wants any more; nothing else is ever removed."""

from collections.abc import Set

from generator.base.files import folders_above
from generator.build.state import Built, State
from generator.build.target import Target


def make_room(target: Target, state: State, wanted: Set[str], built: dict[str, Built]) -> tuple[str, ...]:
    """Remove, before anything is written, what stands in the way of a wanted path; return what it was.

    That is a file where a folder must be, or below a path where a file must be. It is taken out of `built`.
    """
    gone = built.keys() - wanted
    if not gone:
        return ()
    folded = {path.casefold() for path in wanted}  # a disk may ignore case
    folders = folders_above(folded)
    blocking = sorted(
        path
        for path in gone
        if path.casefold() in folders or not folded.isdisjoint(folders_above([path.casefold()]))
    )
    if blocking:
        target.remove(blocking)
        with state.transaction():
            state.forget(blocking)
    for path in blocking:
        del built[path]
    return tuple(blocking)


def prune(
    target: Target, state: State, wanted: Set[str], built: dict[str, Built], *, whole: bool
) -> tuple[str, ...]:
    """Remove all else that is not wanted, and return what it was.

    Pages go before the files that they use, and while a page waits for its content to be mended (the site is
    not `whole`), these stay.
    """
    gone = sorted(built.keys() - wanted, key=lambda path: (not path.endswith(".html"), path))
    if not whole:
        gone = [path for path in gone if path.endswith(".html")]
    folded = {path.casefold(): path for path in wanted} if gone else {}

    def is_wanted(path: str) -> bool:
        """On a disk that ignores case, it may be a wanted file under its old name."""
        other = folded.get(path.casefold())
        return other is not None and target.same(path, other)

    target.remove(path for path in gone if not is_wanted(path))
    if gone:
        with state.transaction():
            state.forget(gone)
    return tuple(gone)
