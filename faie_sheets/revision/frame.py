"""Differences as a pandas data frame, one row a difference.

==========  =================================================================================
column      meaning
==========  =================================================================================
kind        what it is about, such as ``weight``: the values of :class:`fs.DifferenceKind`
code        code of the competency or rank; missing for the rest
name        what it is called: competency, job title, heading or term; missing where there is none
rank        rank whose requirement it is; missing elsewhere
level       number of the level; <NA> elsewhere
what        what differs, as a noun
old         what the old revision says; missing where it says nothing
new         what the new revision says; missing where it says nothing
effect      what it does to people; missing where it does nothing to them
recorded    labels of the entries that record it, ``3, 4``; missing where there are none
unrecorded  True where it should be recorded and is not
==========  =================================================================================
"""

from __future__ import annotations

import pandas as pd

from faie_sheets.records.revision import DifferenceKind, JdDiff

_TEXTS = ("code", "name", "rank", "what", "old", "new", "effect")


def differences_frame(diff: JdDiff) -> pd.DataFrame:
    """One row a difference; the columns are described at the top of this module."""
    kinds = pd.CategoricalDtype([str(kind) for kind in DifferenceKind])
    columns = {
        "kind": pd.Series([str(d.kind) for d in diff], dtype=kinds),
        **{text: _texts([getattr(d, text) for d in diff]) for text in _TEXTS},
        "recorded": _texts([", ".join(d.recorded) for d in diff]),
        "level": pd.Series([d.level for d in diff], dtype="Int64"),
        "unrecorded": pd.Series([d.unrecorded for d in diff], dtype="boolean"),
    }
    order = ["kind", "code", "name", "rank", "level", "what", "old", "new", "effect", "recorded"]
    return pd.DataFrame(columns)[[*order, "unrecorded"]]


def _texts(values: list[str]) -> pd.Series[str]:
    return pd.Series([value or None for value in values], dtype="string")
