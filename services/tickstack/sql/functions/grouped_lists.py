"""The elements of a list by what they have in common, in one sort: for maps and sets of thousands of elements."""

from collections.abc import Callable

from tickstack.sql.binding import let


def grouped(keys: str, body: Callable[[str, str], str]) -> str:
    """``body`` of two lists of rows: the places ``i`` of equal keys side by side, and where each key's begin and end.

    The second has, for each key in the order of its first occurrence, that place ``i`` and the bounds ``a`` and ``b``
    in the first.
    """
    numbered = f'list_sort(list_transform({keys}, lambda "k", "i": struct_pack(k := "k", i := "i")))'

    def bounded(ordered: str) -> str:
        new = f'"j" = 1 OR {ordered}["j"]."k" IS DISTINCT FROM {ordered}["j" - 1]."k"'
        starts = f'list_filter(range(1, len({ordered}) + 1), lambda "j": {new})'
        return let([ordered, starts], sorted_, '"starts"')

    def sorted_(ordered: str, starts: str) -> str:
        end = f'coalesce({starts}["n" + 1], len({ordered}) + 1) - 1'
        bounds = f'lambda "j", "n": struct_pack(i := {ordered}["j"]."i", a := "j", b := {end})'
        return let([ordered, f"list_sort(list_transform({starts}, {bounds}))"], body, '"grouped"')

    return let([numbered], bounded, '"ordered"')
