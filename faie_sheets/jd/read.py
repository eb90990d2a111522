"""``read_jd``: the sections of a JD workbook, put together into the model."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from faie_sheets.excel.book import Book, read_book
from faie_sheets.excel.source import Source, load
from faie_sheets.jd import career_paths, changes, cover, findings, headers, responsibilities
from faie_sheets.jd.sections import Sections, missing, read_sections
from faie_sheets.jd.values import leading_level
from faie_sheets.problems import Kind, Problem
from faie_sheets.records.job_description import CareerPaths, Competency, Document, JobDescription


def read_jd(source: Source) -> JobDescription:
    """Read a JD workbook: its cover, competencies, scales, ranks, requirements and the rest.

    Sections are recognised by their headers and labels, on whichever sheet and in whichever cell
    they stand. What is inconsistent in the workbook is in ``.problems``; nothing is mended.

    Args:
        source: a path, the bytes of a workbook or a binary file object.

    Returns:
        The model. Weights are in percent (15, not 0.15), levels count from 0, texts are verbatim.

    Raises:
        UnusableSourceError: the file is no workbook, or the competency model, job descriptions,
            ranks or reference scales are not in it.

    Example:
        >>> import faie_sheets as fs
        >>> jd = fs.read_jd("samples/FAIE_JD.xlsx")
        >>> jd.role, len(jd.competencies), jd.competency("AIAE01").required
        ('FleziPT AI Application Engineer', 11, {'FAIE01': 1, 'FAIE02': 2, 'FAIE03': 3})
    """
    book = read_book(load(source))
    sections = read_sections(book)
    front = cover.read(book)
    recorded = changes.read(book)
    paths = career_paths.read(book)
    duties = responsibilities.read(book)
    problems = [
        *_absent(book, front is None, "Cover", headers.COVER["code"]),
        *_absent(book, paths is None, "Career Paths", headers.CAREER_PATHS),
        *_absent(book, not duties, "Roles & Responsibilities", headers.RESPONSIBILITIES["roles"]),
        *_absent(book, recorded is None, "Record of Change", headers.CHANGES["description"]),
        *(front.problems if front else ()),
        *(recorded[1] if recorded else ()),
        *findings.of(sections),
    ]
    return JobDescription(
        role=sections.definitions.role or (front.title if front else ""),
        document=front.document if front else Document(),
        ranks=sections.definitions.ranks,
        competencies=tuple(_competencies(sections)),
        scoring_rule=sections.definitions.scoring_rule,
        mandatory_rule=sections.descriptions.mandatory_rule,
        responsibilities=duties,
        definitions=sections.definitions.terms,
        career_paths=paths or CareerPaths(),
        changes=recorded[0] if recorded else (),
        problems=tuple(problems),
    )


def _absent(book: Book, absent: bool, section: str, wanted: Sequence[str]) -> list[Problem]:
    return [missing(book, Kind.JD_SECTION_ABSENT, section, wanted[:1])] if absent else []


def _competencies(sections: Sections) -> Iterable[Competency]:
    """One record for each row of the model that counts."""
    for row in sections.items:
        scale = sections.scale(row.name)
        described = sections.described(row.name)
        steps = tuple(step.record for step in scale.ascending) if scale else ()
        cells = described.requirements if described else {}
        levels = {rank: leading_level(cell.value) for rank, cell in cells.items()}
        on_scale = {step.level for step in steps}
        yield Competency(
            code=row.code,
            number=row.number,
            name=row.name,
            weight=findings.usable_weight(row),
            explanation=described.explanation if described else "",
            levels=steps,
            required={rank: n for rank, n in levels.items() if n is not None and n in on_scale},
            required_text={rank: cell.text for rank, cell in cells.items()},
        )
