"""Make the pictures of the documentation from the real workbooks of the samples.

``PYTHONPATH=tests python docs/screenshots.py``; LibreOffice prints each workbook, Poppler draws the
page. The pictures are committed, so that building the site needs neither program.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageChops
from programs.libreoffice import to_pdf
from programs.poppler import pages

import faie_sheets as fs

PICTURES = Path(__file__).with_name("pictures")
DOTS_PER_INCH = 130
MARGIN = 12
COLOURS = 256


class Picture(NamedTuple):
    """A picture of a page.

    Attributes:
        name: the file's name, without its ending.
        workbook: which of the workbooks.
        begins: the text at the top of the page.
        part: how much of the page is shown, from the top, as a fraction.
    """

    name: str
    workbook: str
    begins: str
    part: float = 1.0


WANTED = (
    Picture("form", "form", "FleziPT AI Application Engineer"),
    Picture("form-filled", "filled", "FleziPT AI Application Engineer"),
    Picture("overview", "summary", "Assessment summary"),
    Picture("results", "summary", "Results"),
    Picture("matrix", "summary", "Matrix"),
    Picture("gaps", "summary", "Gaps"),
    Picture("self-vs-assessor", "summary", "Self vs assessor"),
    Picture("problems", "summary", "Problems"),
    Picture("feedback", "feedback", "Feedback on"),
    Picture("please-correct", "returned", "Please correct"),
    Picture("marked-cell", "returned", "FleziPT AI Application Engineer", 0.62),
    Picture("roster", "roster", ""),
    Picture("jd-model", "jd", "Models"),
    Picture("jd-descriptions", "jd", "Job Descriptions"),
    Picture("jd-ranks", "jd", "Definitions", 0.35),
    Picture("jd-scales", "jd", "Job_Fsoft Career Framework", 0.55),
)


def round_with_samples() -> fs.Intake:
    """The forms of the samples, read and scored."""
    roster = fs.read_roster(fs.builtin.ROSTER_PATH)
    return fs.read_forms(fs.builtin.FILLED_PATH, fs.builtin.jd(), roster=roster)


def workbooks(intake: fs.Intake, folder: Path) -> dict[str, Path]:
    """The workbooks made from it, by the names used above."""
    roster = fs.read_roster(fs.builtin.ROSTER_PATH)
    issued = fs.write_forms(intake.jd, roster, folder / "forms")
    fs.write_summary(intake, folder / "summary.xlsx")
    feedback = {one.engineer.id: one.path for one in fs.write_feedback(intake, folder / "feedback")}
    back = fs.write_returns(intake, folder / "back")
    returned = {one.engineer.id: one.path for one in back if one.engineer}
    made = {
        "summary": folder / "summary.xlsx",
        "form": folder / "forms" / issued.forms[0].file,
        "feedback": feedback["E1002"],
        "returned": returned["E1005"],
        "filled": fs.builtin.FILLED_PATH / "E1002 Trần Quốc Bảo.xlsx",
        "roster": fs.builtin.ROSTER_PATH,
        "jd": fs.builtin.JD_PATH,
    }
    return {name: path for name, path in made.items() if path}


def draw(picture: Picture, pdf: Path, folder: Path) -> Path:
    """Draw the page, without its white margins."""
    number = page_number(pdf, picture.begins)
    drawn = folder / picture.name
    page = ["-f", str(number), "-l", str(number), "-r", str(DOTS_PER_INCH)]
    subprocess.run(["pdftoppm", "-singlefile", "-png", *page, str(pdf), str(drawn)], check=True)
    with Image.open(drawn.with_suffix(".png")) as image:
        # The page's footer is left out: it has the page number of the printout.
        whole = image.convert("RGB").crop((0, 0, image.width, int(image.height * 0.93)))
        part = whole.crop((0, 0, whole.width, int(whole.height * picture.part)))
        shown = part.crop(_inked(part))
        # Other methods drop rare colours: orange warnings would be grey.
        rare = Image.Quantize.MAXCOVERAGE
        small = shown.quantize(COLOURS, method=rare, dither=Image.Dither.NONE)
    target = PICTURES / f"{picture.name}.png"
    small.save(target, optimize=True)
    return target


def page_number(pdf: Path, begins: str) -> int:
    """The number of the first page whose text begins like this.

    Raises:
        LookupError: there is none.
    """
    for number, page in enumerate(pages(pdf), 1):
        if page.text.lstrip().startswith(begins):
            return number
    raise LookupError(f"no page of {pdf.name} begins with {begins!r}")


def _inked(image: Image.Image) -> tuple[int, int, int, int]:
    """The box around everything that is not white, with a small margin."""
    white = Image.new("RGB", image.size, "white")
    left, top, right, bottom = ImageChops.difference(image, white).getbbox() or (0, 0, *image.size)
    return (
        max(left - MARGIN, 0),
        max(top - MARGIN, 0),
        min(right + MARGIN, image.width),
        min(bottom + MARGIN, image.height),
    )


def charts(intake: fs.Intake) -> Iterator[Path]:
    """The charts for the page for analysts."""
    for name, plot in (("plot-gaps", intake.plot_gaps), ("plot-matrix", intake.plot_matrix)):
        figure = plot().get_figure(root=True)
        assert figure
        target = PICTURES / f"{name}.png"
        figure.savefig(target, dpi=100, bbox_inches="tight", metadata={"Software": None})
        yield target


def main() -> None:
    """Make all the pictures."""
    PICTURES.mkdir(exist_ok=True)
    intake = round_with_samples()
    for chart in charts(intake):
        print(chart)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = workbooks(intake, folder)
        pdfs = {called: to_pdf(path, folder / f"{called} pdf") for called, path in made.items()}
        for picture in WANTED:
            print(draw(picture, pdfs[picture.workbook], folder))


if __name__ == "__main__":
    main()
