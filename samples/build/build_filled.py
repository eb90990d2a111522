"""Build ``samples/filled/``: forms as invented engineers return them, good and bad.

The forms are issued by the library and filled in by LibreOffice, as people would; a few are
filled by openpyxl, as other programs would. Needs LibreOffice, and ``tests`` on the path.
"""

import shutil
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import openpyxl
from programs import libreoffice

import faie_sheets as fs

SHEET = "Assessment"
SELF, ASSESSOR, EVIDENCE = "F", "G", "H"
Levels = Mapping[str, int]
Cells = dict[str, str | int | float]


class Issued:
    """The forms as issued, and where each competency's row is in them."""

    def __init__(self, folder: Path) -> None:
        self.jd = fs.builtin.jd()
        manifest = fs.write_forms(self.jd, fs.read_roster(fs.builtin.ROSTER_PATH), folder)
        self.paths = {form.engineer.id: folder / form.file for form in manifest}
        sheet = openpyxl.load_workbook(next(iter(self.paths.values())))[SHEET]
        self.rows = {cell.value: cell.row for cell in sheet["A"]}

    def required(self, rank: str, **other: int) -> Levels:
        """Exactly the levels that a rank requires, but for those given by code."""
        levels = {item.code: item.required[rank] for item in self.jd.competencies}
        return {**levels, **other}

    def cells(self, column: str, levels: Levels) -> Cells:
        """The labels of these levels, by address."""
        labels = {code: self.jd.competency(code).level(n) for code, n in levels.items()}
        return {f"{column}{self.rows[code]}": lv.label for code, lv in labels.items() if lv}

    def both(self, own: Levels, assessor: Levels) -> Cells:
        """Both columns."""
        return {**self.cells(SELF, own), **self.cells(ASSESSOR, assessor)}

    def evidence(self, **texts: str) -> Cells:
        """Evidence by competency code."""
        return {f"{EVIDENCE}{self.rows[code]}": text for code, text in texts.items()}


def without(levels: Levels, *codes: str) -> Levels:
    """Levels but for those of some competencies."""
    return {code: level for code, level in levels.items() if code not in codes}


def by_libreoffice(issued: Issued) -> dict[str, Cells]:
    """Employee ID → what is entered in LibreOffice and saved as .xlsx."""
    one, two, three = (issued.required(f"FAIE0{n}") for n in (1, 2, 3))
    weak_security = issued.required("FAIE02", AIAE08=1)
    return {
        # Assessor-rated, meets the target exactly: 66.0%.
        "E1001": issued.both(issued.required("FAIE02", AIAE01=3), two)
        | issued.evidence(AIAE01="Led the design of the claims assistant (invented project)"),
        # Blocked by one low-weight competency: 64.3%, attains FAIE01.
        "E1002": issued.both(two, weak_security),
        # Self-assessment only: provisional, 34.0%.
        "E1003": issued.cells(SELF, one),
        # The assessor has left two rows empty.
        "E1004": issued.both(three, without(three, "AIAE05", "AIAE11")),
        # Meets FAIE03 exactly: 98.0%.
        "E1007": issued.both(three, three)
        | issued.evidence(AIAE04="Platform used by 9 teams (invented)", AIAE10="Mentors 4 people"),
        # Same name as E1001, another person; rated lower by the assessor than by himself.
        "E1011": issued.both(three, issued.required("FAIE02", AIAE01=3, AIAE03=3)),
        # A first return, superseded by a second one below.
        "E1012": issued.cells(SELF, without(two, "AIAE09")),
    }


def build(folder: Path) -> None:
    """Write every returned file anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as scratch:
        issued = Issued(Path(scratch))
        for employee, cells in by_libreoffice(issued).items():
            libreoffice.fill(issued.paths[employee], SHEET, cells, folder)
        build_others(issued, folder)
    build_strangers(folder)


def build_others(issued: Issued, folder: Path) -> None:
    """The returns that are not simply filled in and saved as .xlsx."""
    one, two = issued.required("FAIE01"), issued.required("FAIE02")
    modest = issued.required("FAIE02", AIAE02=1, AIAE04=1, AIAE10=2)
    libreoffice.fill(issued.paths["E1008"], SHEET, issued.both(two, modest), folder, "ods")
    # The second return of E1012 is complete, and was saved later: files know whole seconds.
    time.sleep(1.1)
    again = folder / "again"
    again.mkdir()
    second = libreoffice.fill(issued.paths["E1012"], SHEET, issued.both(two, two), again)
    second.rename(folder / f"{second.stem} (2){second.suffix}")
    again.rmdir()
    # Pasted over the drop-down: a level that is not on the scale.
    wrong: Cells = {f"{ASSESSOR}{issued.rows['AIAE03']}": "5: Expert"}
    by_openpyxl(issued.paths["E1005"], issued.both(two, two) | wrong, folder)
    # Bare numbers, capitals and stray spaces instead of labels: understood, and said so.
    repaired = issued.cells(SELF, one)
    first, second_cell, third = (f"{SELF}{issued.rows[c]}" for c in ("AIAE01", "AIAE02", "AIAE03"))
    repaired |= {first: 1, second_cell: "1.0", third: f" {repaired[third]}\u00a0".upper()}
    by_openpyxl(issued.paths["E1009"], repaired, folder)
    # Returned as it was issued.
    shutil.copy(issued.paths["E1010"], folder)
    # Cut off on its way through the mail.
    whole = issued.paths["E1006"].read_bytes()
    (folder / issued.paths["E1006"].name).write_bytes(whole[: len(whole) // 2])


def build_strangers(folder: Path) -> None:
    """A file that is no form at all: somebody's invented budget."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Budget"
    for row in (("Team budget (invented)",), ("Item", "Amount"), ("Workshop", 1200), ("Books", 90)):
        sheet.append(row)
    book.save(folder / "Team budget.xlsx")


def by_openpyxl(form: Path, cells: Cells, folder: Path) -> None:
    """Fill a form with openpyxl, which leaves the formulas without values."""
    book = openpyxl.load_workbook(form)
    for address, value in cells.items():
        book[SHEET][address] = value
    book.save(folder / form.name)


if __name__ == "__main__":
    build(Path(__file__).resolve().parents[1] / "filled")
