"""Build samples/FAIE_JD.xlsx, the JD workbook, from its text rendering beside this script.

Run: python samples/build/build_jd.py
"""

from collections.abc import Sequence
from pathlib import Path

from jd_page import Page
from jd_seed import SECTIONS, Row, read_markup, read_sections, read_value
from xlsxwriter import Workbook

HERE = Path(__file__).resolve().parent
SEED = HERE / "FAIE_JD_workbook_as_text.txt"
TARGET = HERE.parent / "FAIE_JD.xlsx"


def build(seed: Path, target: Path) -> None:
    """Write the workbook that ``seed`` is the text rendering of; the same bytes every time."""
    sections = read_sections(seed.read_text(encoding="utf-8"))
    _, (role,), (_, code), _, (_, effective) = sections["Cover"]
    footer = f"&L&8{code}&C&8&A&R&8&P / &N"
    with Workbook(target) as workbook:
        workbook.set_properties({"title": role, "subject": code, "created": read_value(effective)})
        for name, write_sheet in zip(SECTIONS, SHEETS, strict=True):
            write_sheet(workbook, name, sections[name], footer)


def write_cover(workbook: Workbook, name: str, rows: Sequence[Row], footer: str) -> None:
    """Write the job, the role and the table that identifies the document."""
    (job,), (role,), *table = rows
    page = Page(workbook, name, [32, 40, 78])
    page.band("", "cover", 70)
    page.band(job, "kicker", 34)
    page.band(role, "role", 60)
    page.band("", "cover", 70)
    page.band("", "accent", 6)
    page.gap(42)
    for row in table:
        page.cells(row, ["fact label", "fact"], 32)
    page.finish(footer)


def write_competency_model(workbook: Workbook, name: str, rows: Sequence[Row], footer: str) -> None:
    """Write the competencies and their weights."""
    (link,), title, (subtitle, *_), header, *items = rows
    page = Page(workbook, name, [84, 20, 12, 32])
    page.link(link, name)
    page.cells(title, ["title", "title", "title", "title end"], 34, merge={0: (0, 2)})
    page.band(subtitle, "subtitle", 25)
    first = page.row
    page.cells(header, ["header", *["header centre"] * 3], 25)
    for item in items:
        page.cells(item, ["label", "centre", "centre", "centre"], 25)
    page.finish(footer, header=(first, first))


def write_career_paths(workbook: Workbook, name: str, rows: Sequence[Row], footer: str) -> None:
    """Write the title over an empty frame: the document has no career paths yet."""
    ((title,),) = rows
    page = Page(workbook, name, [74, 74])
    page.band(title, "title", 34)
    page.band("", "panel", 400)
    page.finish(footer)


def write_job_descriptions(workbook: Workbook, name: str, rows: Sequence[Row], footer: str) -> None:
    """Write what is assessed and the level that each rank requires."""
    (link,), (note,), (title,), titles, codes, group, *items = rows
    page = Page(workbook, name, [24, 9, 69, 26, 26, 30])
    page.link(link, name)
    page.band(note, "note", 24)
    page.band(title, "title", 34)
    first = page.row
    page.cells(titles, ["header centre"] * 6, 34, merge=dict.fromkeys(range(3), (1, 0)))
    page.cells(codes, ["header centre"] * 6, 19)
    page.cells(group, ["group", "group centre", "group", *["group centre"] * 3], 34)
    for item in items:
        page.cells(item, ["label", "centre", *["text"] * 4])
    page.finish(footer, header=(first, first + 2))


def write_responsibilities(workbook: Workbook, name: str, rows: Sequence[Row], footer: str) -> None:
    """Write the three long texts side by side."""
    (title,), (subtitle,), (role,), header, texts = rows
    page = Page(workbook, name, [70, 54, 62])
    page.band(title, "title", 34)
    page.band(subtitle, "subtitle", 22)
    page.band(role, "note", 22)
    first = page.row
    page.cells(header, ["header centre"] * 3, 22)
    page.columns([read_markup(text) for text in texts], "prose")
    page.finish(footer, header=(first, first), tall=1)


def write_definitions(workbook: Workbook, name: str, rows: Sequence[Row], footer: str) -> None:
    """Write the job family and its ranks, the points rule and the abbreviations."""
    (title,), family, header, *rest = rows
    ranks, notes = [row for row in rest if len(row) > 1], [row for row in rest if len(row) == 1]
    page = Page(workbook, name, [20, 16, 56, 56])
    page.band(title, "title", 34)
    page.gap(12)
    page.cells(family, ["label", "text", "text", "text"], 26, merge={1: (0, 2)})
    page.cells(header, ["header"] * 4, 24, merge={2: (0, 1)})
    for rank in ranks:
        spread = {0: (len(ranks) - 1, 0)} if rank[0] else None
        page.cells(rank, ["label", "text", "text", "text"], 26, merge=spread)
    for (note,) in notes:
        page.gap(10)
        page.band(note, "note", 26)
    page.finish(footer)


def write_career_framework(workbook: Workbook, name: str, rows: Sequence[Row], footer: str) -> None:
    """Write the reference scales: a header row, then a row for each level."""
    (title,), (reference,), *scales = rows
    page = Page(workbook, name, [9, 80, 82])
    page.band(title, "title", 34)
    page.band(reference, "subtitle", 22)
    starts: list[int] = []
    for row in scales:
        if row[1]:
            page.cells(row, ["centre", "text", "text"], 19)
        else:
            starts.append(page.row)
            page.cells(row, ["header"] * 3, 21, merge={0: (0, 1)})
    page.sheet.set_h_pagebreaks(starts[4::4])  # four whole scales fit on a printed page
    page.finish(footer, header=(1, 2))


def write_record_of_change(workbook: Workbook, name: str, rows: Sequence[Row], footer: str) -> None:
    """Write the versions of the document, and the lines kept free for later ones."""
    (title,), header, *changes = rows
    page = Page(workbook, name, [6, 15, 10, 13, 20, 78, 12, 12, 12])
    page.band(title, "title", 34)
    first = page.row
    page.cells(header, ["header centre"] * 9, 25)
    for change in changes:
        page.cells(change, [*["centre"] * 4, "text", "text", *["centre"] * 3], 19)
    page.sheet.ignore_errors({"number_stored_as_text": f"D{first + 2}:E{page.row}"})
    page.finish(footer, header=(first, first))


SHEETS = (
    write_cover,
    write_competency_model,
    write_career_paths,
    write_job_descriptions,
    write_responsibilities,
    write_definitions,
    write_career_framework,
    write_record_of_change,
)

if __name__ == "__main__":
    build(SEED, TARGET)
