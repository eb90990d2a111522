"""Differences between two JDs as a pandas data frame, one row a difference."""

from __future__ import annotations

import pandas as pd

from faie_sheets.records.revision import DifferenceKind, JdDiff

_TEXTS = ("code", "name", "rank", "what", "old", "new", "effect")


def differences_frame(diff: JdDiff) -> pd.DataFrame:
    """One row a difference; the columns are described in :mod:`faie_sheets.notebook.frames`."""
    kinds = pd.CategoricalDtype([str(kind) for kind in DifferenceKind])
    columns = {
        "kind": pd.Series([str(d.kind) for d in diff], dtype=kinds),
        **{text: _texts([getattr(d, text) for d in diff]) for text in _TEXTS},
        "named_in": _texts([", ".join(d.named_in) for d in diff]),
        "level": pd.Series([d.level for d in diff], dtype="Int64"),
        "unnamed": pd.Series([d.unnamed for d in diff], dtype="boolean"),
    }
    order = ["kind", "code", "name", "rank", "level", "what", "old", "new", "effect", "named_in"]
    return pd.DataFrame(columns)[[*order, "unnamed"]]


def _texts(values: list[str]) -> pd.Series[str]:
    return pd.Series([value or None for value in values], dtype="string")
