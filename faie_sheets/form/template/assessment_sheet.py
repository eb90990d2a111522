"""The sheet *Assessment*: who, how to fill it in, the result so far, one row per competency."""

from __future__ import annotations

from collections.abc import Mapping

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from faie_sheets.form.template import levels_sheet
from faie_sheets.form.template.calculation import Figures, ItemCells, level_number, text_literal
from faie_sheets.form.template.page import FormFormats, set_up_page
from faie_sheets.layouts.form import (
    ASSESSMENT,
    COLUMN_NUMBER,
    COLUMNS,
    FORM_ID_LABEL,
    LEVELS,
    RANK_LABEL,
    RATING_FIELDS,
    TOTAL_LABEL,
    WHO,
    braced,
    required_token,
)
from faie_sheets.records.job_description import Competency, JobDescription
from faie_sheets.text.normalise import bulleted
from faie_sheets.workbook.write import style
from faie_sheets.workbook.write.worksheet import Worksheet

_TITLE, _WHO_ROW, _HOWTO, _RESULT, _HEADER = 0, 1, 3, 4, 5
FIRST_ROW = _HEADER + 1
_LAST_COLUMN = len(COLUMNS) - 1
_WIDTH = {column.field: column.width for column in COLUMNS}

# Row, the label's column, the value's first and last column; short labels in narrow columns.
_WHO_PLACES = {
    "employee_id": (0, 0, 1, 1),
    "name": (0, 2, 3, 3),
    "current_rank": (0, 4, 5, 5),
    "assessor": (0, 6, 7, _LAST_COLUMN),
    "period": (1, 0, 1, 1),
    "unit": (1, 2, 3, 3),
    "target_rank": (1, 4, 5, 5),
    "form_id": (1, 6, 7, _LAST_COLUMN),
}

_HOW_TO = (
    ("How to fill this in   ", ""),
    ("1 ", "Choose a level in the yellow column “Self level” for every row: click the cell, "
           "then the arrow beside it. (Assessors: column “Assessor level”.)   "),
    ("2 ", "Read the full text of every level on the sheet “Levels”; a click on the competency's "
           "code leads there.   "),
    ("3 ", "Say in “Evidence” what shows it: a project, a result, a link.   "),
    ("4 ", "Every row counts: an empty row is not level 0, it leaves all incomplete.   "),
    ("5 ", "Save the workbook and send it back. Points, total and rank are worked out for you."),
)  # fmt: skip

_LONGEST_PROMPT = 255


def item_cells(jd: JobDescription, scales: Mapping[str, str]) -> dict[str, ItemCells]:
    """Competency code → the cells where its two levels are entered, and the range of its scale."""

    def at(row: int, field: str) -> str:
        return f"{ASSESSMENT}!{xl_rowcol_to_cell(row, COLUMN_NUMBER[field])}"

    return {
        item.code: ItemCells(at(row, "self"), at(row, "assessor"), scales[item.code])
        for row, item in enumerate(jd.competencies, FIRST_ROW)
    }


def write_assessment_sheet(
    sheet: Worksheet,
    jd: JobDescription,
    looks: FormFormats,
    lists: Mapping[str, str],
    figures: Figures,
) -> None:
    """Write the sheet.

    Args:
        sheet: an empty worksheet.
        jd: the job description.
        looks: the workbook's formats.
        lists: competency code → range of the labels of its drop-downs.
        figures: references to the calculation's results.
    """
    for number, column in enumerate(COLUMNS):
        sheet.set_column(number, number, column.width)
        look = looks["header_input" if column.input else "header"]
        sheet.write_string(_HEADER, number, column.label, look)
    sheet.set_row(_HEADER, 22)
    _write_title(sheet, jd, looks)
    _write_who(sheet, looks)
    _write_how_to(sheet, looks)
    _write_result(sheet, jd, looks, figures)
    links = levels_sheet.anchors(jd)
    for row, item in enumerate(jd.competencies, FIRST_ROW):
        _write_item(sheet, row, item, looks, figures)
        # On the code rather than the name, as LibreOffice does not wrap the text of a link.
        sheet.write_url(row, COLUMN_NUMBER["code"], links[item.code], looks["code"], item.code,
                        f"Read the levels on the sheet {LEVELS}")  # fmt: skip
        for field in RATING_FIELDS:
            _add_drop_down(sheet, row, field, item, lists[item.code])
    _write_rules(sheet, jd, looks)
    _add_colours(sheet, jd, looks)
    sheet.freeze_panes(FIRST_ROW, COLUMN_NUMBER["weight"])
    sheet.set_selection(FIRST_ROW, COLUMN_NUMBER["self"], FIRST_ROW, COLUMN_NUMBER["self"])
    sheet.protect("", {"format_rows": True, "format_columns": True})
    set_up_page(sheet, jd, header_rows=(_HEADER, _HEADER))


def _write_title(sheet: Worksheet, jd: JobDescription, looks: FormFormats) -> None:
    document = jd.document
    dated = f"{document.effective_date:%d %b %Y}" if document.effective_date else ""
    shown = [document.code, f"version {document.version}" if document.version else "", dated]
    sheet.set_row(_TITLE, 30)
    title = f"{jd.role} – competency assessment"
    sheet.merge_text(_TITLE, 0, COLUMN_NUMBER["required"], title, looks["title"])
    facts = "  ·  ".join(filter(None, shown))
    sheet.merge_text(_TITLE, COLUMN_NUMBER["self"], _LAST_COLUMN, facts, looks["document"])


def _write_who(sheet: Worksheet, looks: FormFormats) -> None:
    labels = {**WHO, "form_id": FORM_ID_LABEL}
    for field, (line, label, first, last) in _WHO_PLACES.items():
        row = _WHO_ROW + line
        sheet.set_row(row, 20)
        sheet.write_string(row, label, labels[field], looks["label"])
        if first == last:
            sheet.write_string(row, first, braced(field), looks["value"])
        else:
            sheet.merge_text(row, first, last, braced(field), looks["value"])


def _write_how_to(sheet: Worksheet, looks: FormFormats) -> None:
    sheet.merge_range(_HOWTO, 0, _HOWTO, _LAST_COLUMN, "", looks["howto"])
    runs: list[object] = []
    for bold, text in _HOW_TO:
        runs += [looks["howto_bold"], bold]
        runs += [looks["howto_run"], text] if text else []
    sheet.write_rich_string(_HOWTO, 0, *runs, looks["howto"])
    words = "".join(bold + text for bold, text in _HOW_TO)
    sheet.set_row(_HOWTO, style.row_height((words, sum(_WIDTH.values())), size=11))


def _write_result(
    sheet: Worksheet, jd: JobDescription, looks: FormFormats, figures: Figures
) -> None:
    count = len(jd.competencies)
    short = f'COUNTIF({_column_range(jd, "meets")},"No")'
    target = _who_cell("target_rank")
    still = f'{figures.missing}&" of {count} levels still to choose"'
    below = f'IF({short}=1," competency"," competencies")&" below the target "&{target}'
    done = f'IF({short}=0,"target "&{target}&" is met",{short}&{below})'
    basis = f'IF({figures.basis}="assessor","Assessor: ","Self (provisional): ")'
    sheet.set_row(_RESULT, 30)
    sheet.merge_text(_RESULT, 0, 1, "Result so far", looks["result_title"])
    sheet.merge_range(_RESULT, 2, _RESULT, 3, "", looks["result_text"])
    sheet.write_formula(
        _RESULT, 2, f"={basis}&IF({figures.missing}>0,{still},{done})", looks["result_text"],
        f"Self (provisional): {count} of {count} levels still to choose",
    )  # fmt: skip
    sheet.write_string(_RESULT, 4, TOTAL_LABEL, looks["result_label"])
    sheet.write_formula(_RESULT, 5, f'=IF({figures.total}="","–",{figures.total})', looks["total"],
                        "–")  # fmt: skip
    sheet.write_string(_RESULT, 6, RANK_LABEL, looks["result_label"])
    sheet.merge_range(_RESULT, 7, _RESULT, _LAST_COLUMN, "", looks["rank"])
    titles = "".join(
        f"IF({figures.rank}={text_literal(rank.code)},{text_literal(rank.title)},"
        for rank in jd.ranks
    )
    named = f'{figures.rank}&" "&{titles}""{")" * len(jd.ranks)}'
    shown = f'=IF({figures.rank}="","–",IF({figures.rank}="none","None yet",{named}))'
    sheet.write_formula(_RESULT, 7, shown, looks["rank"], "–")


def _write_item(
    sheet: Worksheet, row: int, item: Competency, looks: FormFormats, figures: Figures
) -> None:
    at = COLUMN_NUMBER
    weight = "weight_whole" if item.weight.denominator == 1 else "weight"
    explanation = bulleted(item.explanation)
    sheet.write_string(row, at["name"], item.name, looks["name"])
    sheet.write_number(row, at["weight"], float(item.weight / 100), looks[weight])
    sheet.write_string(row, at["explanation"], explanation, looks["text"])
    sheet.write_string(row, at["required"], braced(required_token(item.code)), looks["text"])
    for field in (*RATING_FIELDS, "evidence"):
        sheet.write_blank(row, at[field], None, looks["input"])
    record, points = figures.record[item.code], figures.points[item.code]
    shown = f'=IF({record}="?","?",{points})'
    sheet.write_formula(row, at["points"], shown, looks["points"], "")
    # Read from the visible label, as a program that recalculates only what has changed could
    # otherwise use the stale requirement of the template.
    required = level_number(xl_rowcol_to_cell(row, at["required"]))
    verdict = f'IF({record}>=IFERROR({required},0),"Yes","No")'
    shown = f'=IF(ISNUMBER({record}),{verdict},IF({record}="?","not on the scale",""))'
    sheet.write_formula(row, at["meets"], shown, looks["meets"], "")
    longest = [(level.entry, _WIDTH["self"]) for level in item.scale]
    sheet.set_row(
        row,
        style.row_height(
            (explanation, _WIDTH["explanation"]),
            (item.name, _WIDTH["name"]),
            *longest,
            least=60,
            indent=1,
        ),
    )


def _add_drop_down(sheet: Worksheet, row: int, field: str, item: Competency, labels: str) -> None:
    column = COLUMN_NUMBER[field]
    code = sheet.data_validation(
        row, column, row, column,
        {
            "validate": "list",
            "source": f"={labels}",
            "input_title": f"{item.code}: choose a level"[:32],
            "input_message": _prompt(item),
            "error_title": "Not a level of this scale",
            "error_message": "Please choose one of the levels in the list: click the arrow beside "
            "the cell. To start again, press Delete.",
        },
    )  # fmt: skip
    if code:
        raise ValueError(f"the drop-down of {item.code} could not be written (code {code})")


def _prompt(item: Competency) -> str:
    """The beginning of every level's text, within the 255 characters allowed in a prompt."""
    if not item.scale:
        return "This competency has no scale in the job description."
    room = (_LONGEST_PROMPT + 1) // len(item.scale) - 1
    return "\n".join(_shortened(level.entry, room) for level in item.scale)


def _shortened(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    cut = text[: room - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut[room // 2 :] else cut}…"


def _write_rules(sheet: Worksheet, jd: JobDescription, looks: FormFormats) -> None:
    row = FIRST_ROW + len(jd.competencies)
    text = "   ".join(filter(None, (jd.mandatory_rule, jd.scoring_rule)))
    sheet.merge_text(row, 0, _LAST_COLUMN, text, looks["rule"])
    sheet.set_row(row, style.row_height((text, sum(_WIDTH.values()))))


def _add_colours(sheet: Worksheet, jd: JobDescription, looks: FormFormats) -> None:
    def rule(field: str, criteria: str, look: str) -> None:
        first, last = FIRST_ROW, FIRST_ROW + len(jd.competencies) - 1
        column = COLUMN_NUMBER[field]
        top = xl_rowcol_to_cell(first, column)
        sheet.conditional_format(
            first, column, last, column,
            {"type": "formula", "criteria": criteria.format(top), "format": looks[look]},
        )  # fmt: skip

    rule("meets", '={}="Yes"', "yes")
    rule("meets", '={}="No"', "no")
    rule("meets", '=LEFT({},3)="not"', "off_scale")
    rule("points", '={}="?"', "off_scale")
    for field in (*RATING_FIELDS, "evidence"):
        rule(field, "=LEN(TRIM({}))>0", "chosen")


def _column_range(jd: JobDescription, field: str) -> str:
    column = COLUMN_NUMBER[field]
    return str(xl_range_abs(FIRST_ROW, column, FIRST_ROW + len(jd.competencies) - 1, column))


def _who_cell(field: str) -> str:
    line, _, value, _ = _WHO_PLACES[field]
    return str(xl_rowcol_to_cell(_WHO_ROW + line, value, row_abs=True, col_abs=True))
