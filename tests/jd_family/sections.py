"""The eight sections of a JD workbook, and the sheets beside them, laid out in cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any, TypeAlias, TypeVar

from xlsxwriter.utility import xl_cell_to_rowcol

from faie_sheets import Area, Change, Competency, JobDescription, Level, Rank

from .cells import Block, Page, Row, Value, beside
from .layout import (
    COLUMNS_TURN,
    DESCRIBED_TURN,
    GROUPS,
    MODEL_TURN,
    NAMES,
    NOTE,
    RANKS_TURN,
    SCALES_TURN,
    SECTIONS,
    TITLES,
    Layout,
)

T = TypeVar("T")

Column: TypeAlias = tuple[str, Callable[[T], Value]]


def pages(jd: JobDescription, layout: Layout) -> list[Page]:
    """The sheets of a JD workbook that says what the model says."""
    build: dict[str, Callable[[JobDescription, Layout], Block]] = {
        "cover": _cover,
        "model": _model,
        "paths": _paths,
        "descriptions": _descriptions,
        "definitions": _definitions,
        "scales": _scales,
    }
    build |= {"duties": _duties} if jd.responsibilities else {}
    build |= {"changes": _changes} if jd.changes else {}
    groups = [[s for s in group if s in build] for group in GROUPS[layout.arrange]]
    made = [
        _page(layout, group, [build[section](jd, layout) for section in group])
        for group in groups
        if group
    ]
    if layout.hidden == "all but the first":
        for page in made[1:]:
            page.state = "veryHidden"
    if layout.order == "backwards":
        made.reverse()
    elif layout.order == "mixed":
        made = [*made[1::2], *made[::2]]
    scratch = [*_scratch(jd, layout), *_old(jd, layout)]
    return [*scratch, *made] if layout.scratch_first else [*made, *scratch]


def _page(layout: Layout, group: Sequence[str], blocks: Sequence[Block]) -> Page:
    all_in_one = layout.arrange == "one sheet"
    page = Page("JD" if all_in_one else NAMES[layout.names][SECTIONS.index(group[0])])
    if layout.hidden == "framework" and group[0] == "scales":
        page.state = "hidden"
    top, left = xl_cell_to_rowcol(layout.corner)
    if layout.arrange == "beside":
        blocks = [beside(blocks, gap=2)]
    for block in blocks:
        page.place(block, top, left)
        top += len(block.rows) + 2
    return page


def _section(section: str, layout: Layout) -> list[Row]:
    """The title of a section, and the notes above it."""
    rows: list[Row] = [[TITLES[SECTIONS.index(section)]]]
    if "above" in layout.notes:
        rows += [["Please ask HR before you change anything here."], [NOTE], []]
    return rows


def _noted(block: Block, layout: Layout, spots: Sequence[int] = (0,)) -> Block:
    """A block with the notes below it, and those on its right in these rows."""
    if "right" in layout.notes:
        width = block.width
        for number, row in enumerate(spots):
            text = ("agreed with HR, 12-Mar", "see the mail of the BOD")[number % 2]
            block.rows[row] += [*[None] * (width + 1 - len(block.rows[row])), text]
    if "below" in layout.notes:
        block.rows += [[], ["Questions go to the HR desk, ext. 4711."], [NOTE]]
    if "prepared" in layout.notes:
        block.rows += [[], ["Prepared by: Nguyễn Thị Mai"]]
    return block


def _table(columns: Sequence[Column[T]], items: Iterable[T], layout: Layout) -> list[Row]:
    """The rows under a header, with an empty one after each where the layout has them."""
    rows: list[Row] = []
    for item in items:
        rows.append([value(item) for _, value in columns])
        rows += [[]] * layout.blank_rows
    return rows


def _extra(layout: Layout, header: str, value: str) -> list[Column[Any]]:
    return [(header, lambda _: value)] if layout.extra else []


def _cover(jd: JobDescription, layout: Layout) -> Block:
    labels = [layout.head(label) for label in ("Document Code", "Version", "Effect Date")]
    document = jd.document
    values = [
        document.code,
        layout.version(document.version),
        layout.date(document.effective_date),
    ]
    rows: list[Row] = [*_section("cover", layout), [f"{jd.role} {_stem(jd)}"], []]
    if layout.cover == "beside":
        rows += [list(pair) for pair in zip(labels, values, strict=True)]
    elif layout.cover == "above":
        rows += [list(labels), values]
    else:
        rows += [[cell] for pair in zip(labels, values, strict=True) for cell in pair]
    return _noted(Block(rows), layout)


def _model(jd: JobDescription, layout: Layout) -> Block:
    columns: list[Column[Competency]] = [
        ("Responsibilities and Professional Skills", lambda item: layout.text(item.name)),
        *_extra(layout, "Owner", "Ánh"),
        ("Code", lambda item: item.code),
        ("#", lambda item: item.number),
        *_extra(layout, "Comment", "agreed, see the mail"),
        ("Weight %", lambda item: layout.weight(item.weight)),
    ]
    rows: list[Row] = [
        *_section("model", layout),
        [f"{jd.role} Role", None, None, "Competency Model"],
        [],
    ]
    head = len(rows)
    items = _table(columns, layout.ordered(jd.competencies, MODEL_TURN), layout)
    first, last = head + 1, head + len(items)
    header: Row = [layout.head(word) for word, _ in columns]
    if layout.weight_header != "word":
        header[-1] = layout.total(first, last)
    rows += [header, *items]
    if "total" in layout.notes:
        rows.append(["Total", *[None] * (len(columns) - 2), layout.total(first, last)])
    merges = [(head - 2, 0, head - 2, 2)] if layout.merged else []
    return _noted(Block(rows, merges), layout, [head, first])


def _paths(jd: JobDescription, _layout: Layout) -> Block:
    rows: list[Row] = [["Career Paths"]]
    rows += [list(row) for row in jd.career_paths.rows]
    return Block(rows)


def _descriptions(jd: JobDescription, layout: Layout) -> Block:
    ranks = layout.directed(jd.ranks, COLUMNS_TURN)

    def requires(rank: Rank) -> Column[Competency]:
        return rank.code, lambda item: layout.text(item.required_text[rank.code])

    words: list[Column[Competency]] = [
        ("Assessment Items", lambda item: layout.text(item.name)),
        *([("Code", lambda item: item.code)] if layout.code_column else []),
        *_extra(layout, "Owner", "Ánh"),
        ("Weight %", lambda item: layout.weight(item.weight)),
        ("Explanation of Assessment Items", lambda item: layout.text(item.explanation)),
        *_extra(layout, "Comment", "agreed, see the mail"),
    ]
    columns = [*words, *map(requires, ranks)]
    rows: list[Row] = [*_section("descriptions", layout), [jd.mandatory_rule], []]
    head = len(rows)
    header: Row = [layout.head(word) for word, _ in words]
    rows += _rank_header(header, ranks, layout)
    merges = []
    if layout.merged and len(rows) - head == 2:
        merges = [(head, column, head + 1, column) for column in range(len(words))]
    if layout.group_row:
        group: dict[str, Value] = {
            "Assessment Items": "Responsibilities and Professional Skills",
            "Weight %": layout.weight(Fraction(100)),
            "Explanation of Assessment Items": "Some of the professional skills as below",
        }
        level = layout.level_names.split("1")[0]
        row = [group.get(word) for word, _ in words]
        rows.append([*row, *(f"{level}{rank.level}" for rank in ranks)])
    first = len(rows)
    rows += _table(columns, layout.ordered(jd.competencies, DESCRIBED_TURN), layout)
    if "total" in layout.notes:
        at = [word for word, _ in words].index("Weight %")
        total = layout.total(first, len(rows) - 1)
        rows.append(["Total", *[None] * (at - 1), total])
    return _noted(Block(rows, merges), layout, [head, first])


def _rank_header(words: Row, ranks: Sequence[Rank], layout: Layout) -> list[Row]:
    """The one or two rows of the header of the job descriptions."""
    titles = [layout.head(rank.title) for rank in ranks]
    codes = [rank.code for rank in ranks]
    empty: Row = [None] * len(words)
    match layout.rank_header:
        case "one cell":
            return [[*words, *map(" - ".join, zip(codes, titles, strict=True))]]
        case "code":
            return [[*words, *codes]]
        case "title":
            return [[*words, *titles]]
        case "above" if not layout.merged:
            return [[*empty, *titles], [*words, *codes]]
        case _:
            return [[*words, *titles], [*empty, *codes]]


def _duties(jd: JobDescription, layout: Layout) -> Block:
    duties = jd.responsibilities
    rows: list[Row] = [
        ["Roles & Responsibilities"],
        ["Activities to Be Completed"],
        [layout.head(duty.heading) for duty in duties],
    ]
    texts = [[duty.intro, *map(_area, duty.areas)] for duty in duties]
    if layout.duties == "one cell":
        rows.append(["\n\n".join(text) for text in texts])
    else:
        for n in range(max(map(len, texts))):
            rows.append([text[n] if n < len(text) else None for text in texts])
            rows += [[]] * layout.blank_rows
    return Block(rows)


def _area(area: Area) -> str:
    items = [f"- {item}".replace("\n+", "\n  +") for item in area.items]
    return "\n".join([area.name, *items])


def _definitions(jd: JobDescription, layout: Layout) -> Block:
    columns: list[Column[Rank]] = [
        ("Job Rank", lambda _: None),
        ("Code", lambda rank: rank.code),
        *_extra(layout, "Owner", "Ánh"),
        ("Job Title", lambda rank: layout.text(rank.title)),
        ("Level" if layout.level_header else "", layout.level_name),
        *_extra(layout, "Comment", "agreed, see the mail"),
    ]
    rows: list[Row] = [*_section("definitions", layout), [layout.head("Job Family:"), jd.role], []]
    head = len(rows)
    rows.append([layout.head(word) if word else None for word, _ in columns])
    ranks = _table(columns, layout.directed(jd.ranks, RANKS_TURN), layout)
    ranks[0][0] = _stem(jd)
    rows += ranks
    merges = [(head + 1, 0, head + len(ranks), 0)] if layout.merged and len(ranks) > 1 else []
    rows += [[], [jd.scoring_rule]]
    rows += [[f"{known.term}: {known.meaning}"] for known in jd.definitions[2:]]
    return _noted(Block(rows, merges), layout, [head, head + 1])


def _stem(jd: JobDescription) -> str:
    """The code of the job family: the ranks' codes without their last sign."""
    return jd.ranks[0].code.rstrip("0123456789")[:3].upper()


def _scales(jd: JobDescription, layout: Layout) -> Block:
    blocks = [_scale(item, layout) for item in layout.ordered(jd.competencies, SCALES_TURN)]
    step = layout.scales_beside
    block = Block(_section("scales", layout))
    head = len(block.rows)
    for start in range(0, len(blocks), step):
        joined = beside(blocks[start : start + step], gap=1)
        top = len(block.rows)
        block.merges += [(a + top, b, c + top, d) for a, b, c, d in joined.merges]
        block.rows += [*joined.rows, *([[]] if step > 1 or layout.blank_rows else [])]
    return _noted(block, layout, [head, head + 1])


def _scale(item: Competency, layout: Layout) -> Block:
    columns: list[Column[Level]] = [
        ("", lambda level: level.level),
        ("", lambda level: layout.text(level.text)),
        ("", lambda level: layout.text(level.label)),
    ]
    levels = item.levels if layout.upward else item.levels[::-1]
    head: Row = [layout.text(item.name), None, layout.head("Level Label")]
    merges = [(0, 0, 0, 1)] if layout.merged else []
    return Block([head, *_table(columns, levels, layout)], merges)


def _changes(jd: JobDescription, layout: Layout) -> Block:
    columns: list[Column[Change]] = [
        ("No", lambda change: change.number),
        ("Effective Date", lambda change: layout.date(change.effective_date)),
        ("Version", lambda change: layout.version(change.version)),
        ("File Version", lambda change: layout.version(change.file_version)),
        *_extra(layout, "Owner", "Ánh"),
        ("Change Description", lambda change: layout.text(change.description)),
        ("Reason", lambda change: change.reason),
        ("Creator", lambda change: change.creator),
        ("Reviewer", lambda change: change.reviewer),
        ("Approver", lambda change: change.approver),
    ]
    rows = _section("changes", layout)
    head = len(rows)
    rows.append([layout.head(word) for word, _ in columns])
    rows += _table(columns, jd.changes, layout)
    rows.append([len(jd.changes) + 1])  # a line kept free
    merges = [(0, 0, 0, len(columns) - 1)] if layout.merged else []
    return _noted(Block(rows, merges), layout, [head, head + 1])


def _scratch(jd: JobDescription, layout: Layout) -> Iterator[Page]:
    """Sheets that somebody forgot, with headers like those of a JD and nothing of a JD under."""
    model: Row = ["Responsibilities and Professional Skills", "Code", "#", "Weight %"]
    described: Row = ["Assessment Items", "Weight %", "Explanation of Assessment Items"]
    if "header" in layout.scratch:
        page = Page("Draft")
        page.place(
            Block([model, [], [], described, [], [], ["Job Rank", "Code", "Job Title"]]), 0, 0
        )
        yield page
    if "rows" in layout.scratch:
        page = Page("Ideas")
        blocks = [
            Block([model, ["English course", "TR-1", 1, "?"], ["Excel course", "TR-2", 2, None]]),
            Block([described, ["Ask the BOD", None, "who pays for the courses"]]),
            Block([["Code", "Title", "Amount"], ["CC-7", "Travel", 1200], ["CC-9", "Hotel", 800]]),
        ]
        if jd.changes:  # alone, it could be a record of change
            log: list[Row] = [["Date", "Description"], [dt.date(2026, 3, 2), "Kick-off meeting"]]
            blocks.append(Block(log))
        for number, block in enumerate(blocks):
            page.place(block, 5 * number, 0)
        yield page


def _old(jd: JobDescription, layout: Layout) -> Iterator[Page]:
    """The competency model as it once was: the same competencies under other weights."""
    if layout.old:
        weights = [item.weight for item in jd.competencies]
        competencies = tuple(
            replace(item, weight=weight)
            for item, weight in zip(jd.competencies, [*weights[1:], *weights[:1]], strict=True)
        )
        page = Page("Competency Model (old)", "hidden" if layout.old == "hidden" else "visible")
        page.place(_model(replace(jd, competencies=competencies), layout), 1, 1)
        yield page
