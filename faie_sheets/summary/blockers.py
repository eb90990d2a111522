"""What keeps an engineer from the target rank, in words: ``Security +1; MLOps +1``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.result import Result
from faie_sheets.wording import line_text, shortened
from faie_sheets.workbook.cell_text import cell_text

_FEW = 3
"""Up to so many competencies are named in full."""
_LONGEST = 40
_END_OF_HEAD = re.compile(r",| & | and | \(| / |: | [–-] ")
_WORD = re.compile(r"\w+")


def short_names(jd: JobDescription) -> dict[str, str]:
    """Competency code → the first part of its name, where that alone says which one is meant.

    *Security, Compliance & Responsible AI* is *Security*. A part is not enough where another
    competency has the same, nor where the rest goes on with its words: *Functional &
    Non-Functional Coding* stays whole. Names that are told apart by their ends alone, beyond what
    is shown, give way to the codes.
    """
    names = {item.code: line_text(item.name) for item in jd.competencies}
    heads = {code: _head(name) for code, name in names.items()}
    found = Counter(heads.values())
    short = {
        code: shortened(heads[code] if found[heads[code]] == 1 else name, _LONGEST)
        for code, name in names.items()
    }
    alike = Counter(short.values())
    return {code: name if alike[name] == 1 else code for code, name in short.items()}


def _head(name: str) -> str:
    end = _END_OF_HEAD.search(name)
    if end is None or not end.start():
        return name
    head, rest = name[: end.start()], name[end.end() :]
    repeated = set(_WORD.findall(head.casefold())) & set(_WORD.findall(rest.casefold()))
    return name if repeated else head


@dataclass(frozen=True)
class Blockers:
    """The names that a JD's competencies are given.

    Attributes:
        names: code → name as the JD has it.
        short: code → name where several are listed.
    """

    names: Mapping[str, str]
    short: Mapping[str, str]

    @classmethod
    def of(cls, jd: JobDescription) -> Blockers:
        """The names of this JD's competencies."""
        return cls({item.code: line_text(item.name) for item in jd.competencies}, short_names(jd))

    def in_words(self, result: Result) -> str:
        """What keeps an engineer from the target rank; ``""`` where nothing does."""
        if len(result.missing) == len(self.names):
            return f"Not rated: all {len(self.names)} competencies"
        if result.missing:
            names = self._of(result.missing)
            return cell_text("Not rated: " + "; ".join(names[code] for code in result.missing))
        if result.target_rank is None:
            return "The target rank is not known"
        gaps = result.record.gaps
        names = self._of([item.code for item in gaps])
        return cell_text("; ".join(f"{names[item.code]} +{item.short}" for item in gaps))

    def _of(self, codes: Sequence[str]) -> Mapping[str, str]:
        return self.names if len(codes) <= _FEW else self.short
