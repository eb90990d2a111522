"""The JSON documents of the command line, written piece by piece."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from faie_sheets.json_documents import json_pieces

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=5), VALUES, min_size=1, max_size=5))
def test_pieces__arrays_as_iterators__are_what_json_writes_at_once(
    document: dict[str, object],
) -> None:
    lazily = {
        key: iter(value) if isinstance(value, list) else value for key, value in document.items()
    }
    assert "".join(json_pieces(lazily)) == json.dumps(document, ensure_ascii=False, indent=2)
