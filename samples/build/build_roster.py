"""Build ``samples/roster.xlsx``: fourteen invented engineers in three invented units."""

from datetime import datetime
from pathlib import Path

import xlsxwriter

from faie_sheets.workbook.write import style

HEADERS = (
    "Employee ID", "Full name", "Unit", "Current rank", "Target rank", "Assessor", "Period",
    "E-mail",
)  # fmt: skip
WIDTHS = (13, 26, 22, 14, 13, 22, 12, 30)
PERIOD = "2026 H1"

# Employee ID, name, unit, current rank, target rank, assessor: all of it invented.
PEOPLE = (
    ("E1001", "Nguyễn Minh Anh", "Applied AI", "FAIE01", "FAIE02", "Lê Hoài Nam"),
    ("E1002", "Trần Quốc Bảo", "Applied AI", "FAIE01", "FAIE02", "Lê Hoài Nam"),
    ("E1003", "Lê Thị Cẩm Tú", "Applied AI", "", "FAIE01", "Lê Hoài Nam"),
    ("E1004", "Phạm Hoàng Dũng", "Applied AI", "FAIE02", "FAIE03", "Lê Hoài Nam"),
    ("E1005", "Võ Ngọc Giang", "Digital Banking", "FAIE01", "FAIE02", "Đinh Thị Oanh"),
    ("E1006", "Đặng Văn Hải", "Digital Banking", "", "FAIE01", "Đinh Thị Oanh"),
    ("E1007", "Bùi Thu Hà", "Digital Banking", "FAIE02", "FAIE03", "Đinh Thị Oanh"),
    ("E1008", "Hoàng Gia Khánh", "Digital Banking", "FAIE01", "FAIE02", "Đinh Thị Oanh"),
    ("E1009", "Ngô Thanh Lâm", "Smart Factory", "", "FAIE01", "Tạ Đức Phong"),
    ("E1010", "Đỗ Thị Mai", "Smart Factory", "FAIE01", "FAIE02", "Tạ Đức Phong"),
    ("E1011", "Nguyễn Minh Anh", "Smart Factory", "FAIE02", "FAIE03", "Tạ Đức Phong"),
    ("E1012", "Phan Quang Nhật", "Smart Factory", "FAIE01", "FAIE02", "Tạ Đức Phong"),
    ("E1013", "Trịnh Khánh Ngân", "Smart Factory", "FAIE01", "FAIE02", "Tạ Đức Phong"),
    ("E1014", "Dương Tấn Phát", "Applied AI", "FAIE02", "FAIE03", "Lê Hoài Nam"),
)


def build(target: Path) -> None:
    """Write the roster."""
    with xlsxwriter.Workbook(target, {"strings_to_urls": False}) as book:
        book.set_properties({"title": "Sample roster", "created": datetime(2026, 1, 1)})
        base = {"font_name": style.FONT, "font_size": 11}
        note = book.add_format({**base, "italic": True, "font_color": style.GREY})
        header = book.add_format(
            {**base, "bold": True, "font_color": style.WHITE, "bg_color": style.NAVY, "border": 1}
        )
        cell = book.add_format({**base, "border": 1, "border_color": style.LINE})
        sheet = book.add_worksheet("Roster")
        sheet.write_string(0, 0, "Sample roster: every person and unit in it is invented.", note)
        for column, (label, width) in enumerate(zip(HEADERS, WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(2, column, label, header)
        for row, person in enumerate(PEOPLE, 3):
            for column, text in enumerate((*person, PERIOD, f"{person[0].lower()}@example.com")):
                sheet.write_string(row, column, text, cell)
        sheet.autofilter(2, 0, 2 + len(PEOPLE), len(HEADERS) - 1)
        sheet.freeze_panes(3, 2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)


if __name__ == "__main__":
    build(Path(__file__).resolve().parents[1] / "roster.xlsx")
