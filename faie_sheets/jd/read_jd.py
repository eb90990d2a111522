"""``read_jd``: reads the sections of a JD workbook and builds the model from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from faie_sheets.jd import definitions, document, findings, headers
from faie_sheets.jd.document import of_cover
from faie_sheets.jd.export import read_export
from faie_sheets.jd.findings.competencies import usable_weight
from faie_sheets.jd.json_text import is_json
from faie_sheets.jd.outline import read_outline
from faie_sheets.jd.sections import Sections, missing, read_sections
from faie_sheets.problems import Kind, Problem
from faie_sheets.records.job_description import (
    CareerPaths,
    Competency,
    Document,
    JobDescription,
)
from faie_sheets.workbook.read.book import Book, read_book
from faie_sheets.workbook.read.source import Source, load

_DUTIES = headers.RESPONSIBILITIES["roles"]


def read_jd(source: Source) -> JobDescription:
    """Read a JD workbook: its cover, competencies, scales, ranks, requirements and the rest.

    Sections are recognised by their headers and labels, on any sheet and in any cell.
    Inconsistencies in the workbook are reported in ``.problems``; nothing is corrected.

    Args:
        source: a path, the bytes of a workbook or a binary file object; or an export made by
            ``to_json``.

    Returns:
        The model. Weights are in percent (15, not 0.15), levels count from 0, texts are verbatim.

    Raises:
        UnusableSourceError: the file is not a workbook, or the competency model, job
            descriptions, ranks or reference scales are not in it.

    Example:
        >>> import faie_sheets as fs
        >>> jd = fs.read_jd("samples/FAIE_JD.xlsx")
        >>> jd.role, len(jd.competencies), jd.competency("AIAE01").required
        ('FleziPT AI Application Engineer', 11, {'FAIE01': 1, 'FAIE02': 2, 'FAIE03': 3})
    """
    file = load(source)
    if is_json(file.data):
        return read_export(file)
    outline = read_outline(read_book(file))
    sections = read_sections(outline)
    terms = definitions.read_definitions(outline, sections.ranks)
    front = document.read_cover(outline)
    recorded = document.read_changes(outline.tables["changes"])
    paths = document.read_career_paths(outline)
    duties = document.read_responsibilities(outline.tables["responsibilities"])
    return JobDescription(
        role=terms.role or (front.title if front else ""),
        document=front.document if front else Document(),
        ranks=sections.ordered_ranks,
        competencies=tuple(_competencies(sections)),
        scoring_rule=terms.scoring_rule,
        mandatory_rule=sections.descriptions.mandatory_rule,
        responsibilities=duties,
        definitions=terms.terms,
        career_paths=paths or CareerPaths(),
        changes=tuple(entry.record for entry in recorded or ()),
        problems=(
            *_absent(outline.book, front, "Cover", headers.COVER["code"]),
            *_absent(outline.book, paths, "Career Paths", headers.CAREER_PATHS),
            *_absent(outline.book, duties or None, "Roles & Responsibilities", _DUTIES),
            *_absent(outline.book, recorded, "Record of Change", headers.CHANGES["description"]),
            *(front.problems if front else ()),
            *document.bad_dates(recorded or ()),
            *(of_cover(front, recorded or ()) if front else ()),
            *findings.of(sections),
        ),
    )


def _absent(book: Book, found: object, section: str, wanted: Sequence[str]) -> list[Problem]:
    if found is not None:
        return []
    return [missing(book, Kind.JD_SECTION_ABSENT, section, wanted[:1])]


def _competencies(sections: Sections) -> Iterable[Competency]:
    """Yield one record for each row of the model that counts."""
    for row in sections.items:
        scale = sections.scale(row)
        described = sections.described(row)
        steps = tuple(scale.content) if scale else ()
        on_scale = {step.level for step in steps}
        levels = {
            rank.code: sections.required(row, rank.code)[1] for rank in sections.ranks.content
        }
        cells = described.requirements if described else {}
        yield Competency(
            code=row.code,
            number=row.number,
            name=row.name,
            weight=usable_weight(row),
            explanation=described.explanation if described else "",
            levels=steps,
            required={rank: n for rank, n in levels.items() if n is not None and n in on_scale},
            required_text={rank: cell.text for rank, cell in cells.items()},
        )
