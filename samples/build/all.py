"""Build everything in ``samples/`` and ``templates/`` anew, in the order of the data's way."""

from pathlib import Path

import build_filled
import build_jd
import build_roster

import faie_sheets as fs

ROOT = Path(__file__).resolve().parents[2]

if __name__ == "__main__":
    samples = ROOT / "samples"
    seed = Path(__file__).with_name("FAIE_JD_workbook_as_text.txt")
    build_jd.build(seed, samples / "FAIE_JD.xlsx")
    fs.write_template(fs.builtin.jd(), ROOT / "templates" / "FAIE_assessment_template.xlsx")
    build_roster.build(samples / "roster.xlsx")
    build_filled.build(samples / "filled")
