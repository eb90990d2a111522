"""Everything that can be wrong, in one catalogue.

A :class:`Problem` is one thing wrong, with its place, what was found, what is allowed and what
to do. Its wording comes from :class:`Kind` alone, so that a message can be tested, counted and
documented by its code.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any, NamedTuple

from faie_sheets.shown import Shown


class Severity(StrEnum):
    """How much a problem matters: an error makes a figure wrong or missing, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class _Wording(NamedTuple):
    code: str
    severity: Severity
    found: str
    expected: str
    fix: str


_E, _W = Severity.ERROR, Severity.WARNING


class Kind(Enum):
    """The catalogue: code, severity and the three sentences of each kind of problem."""

    # -- any file -------------------------------------------------------------------------
    FILE_NOT_FOUND = _Wording(
        "file-not-found", _E,
        "there is no such file", "a file that exists",
        "check the folder and the spelling of the name",
    )  # fmt: skip
    FILE_NOT_READABLE = _Wording(
        "file-not-readable", _E,
        "the file cannot be opened: {why}", "a file that you may read",
        "close it elsewhere, or ask its owner for access, then try again",
    )  # fmt: skip
    URL_NOT_READABLE = _Wording(
        "url-not-readable", _E,
        "the URL cannot be read: {why}", "a URL of a file that fsspec opens here",
        "check the address and your access to it, and that what fsspec needs for it is installed",
    )  # fmt: skip
    FILE_TOO_LARGE = _Wording(
        "file-too-large", _E,
        "the file has {size}", "at most {limit}",
        "take out large pictures and pasted sheets, and delete what lies far off the table (in "
        "Excel Ctrl+End goes to the last cell); or ask for the form as issued, filled in again",
    )  # fmt: skip
    FILE_EMPTY = _Wording(
        "file-empty", _E,
        "the file is empty (0 bytes)", "a workbook",
        "ask the sender to send it again; the e-mail may have lost the attachment",
    )  # fmt: skip
    FILE_ENCRYPTED = _Wording(
        "file-password-protected", _E,
        "the file needs a password to open", "a workbook without an opening password",
        "ask the sender to take the password off and send it again: in Excel File > Info > Protect "
        "Workbook > Encrypt with Password, clear it, save (in LibreOffice: File > Save As, untick "
        "“Save with password”)",
    )  # fmt: skip
    FILE_DAMAGED = _Wording(
        "file-damaged", _E,
        "the file is damaged: {why}", "a whole workbook",
        "ask the sender to open it, save it as .xlsx and send it again",
    )  # fmt: skip
    FILE_UNSAFE = _Wording(
        "file-unsafe", _E,
        "no spreadsheet program makes files like this one, which may do harm: {why}", "{limit}",
        "do not open it; ask the sender for the form as it was issued, filled in again",
    )  # fmt: skip
    NOT_A_WORKBOOK = _Wording(
        "not-a-workbook", _E,
        "this is {what}, not a workbook", "a workbook: .xlsx, .xlsm, .xls, .xlsb or .ods",
        "ask the sender for the workbook itself, saved as .xlsx",
    )  # fmt: skip
    FILE_OF_OTHER_PROGRAM = _Wording(
        "file-to-save-anew", _E,
        "this is {what}, which is not read", "a workbook: .xlsx, .xlsm, .xls, .xlsb or .ods",
        "open it in {program}, {how}, and put what you saved in its place",
    )  # fmt: skip
    FILE_IS_ARCHIVE = _Wording(
        "file-is-an-archive", _E,
        "this is {what}, not a workbook", "the workbooks themselves",
        "unpack it, and put the workbooks that are in it in its place",
    )  # fmt: skip
    FILE_IS_EMAIL = _Wording(
        "file-is-an-e-mail", _E,
        "this is {what}, not a workbook", "the workbook that is attached to it",
        "open the e-mail, and put the attachment in its place",
    )  # fmt: skip
    FILE_IS_SHORTCUT = _Wording(
        "file-is-a-shortcut", _E,
        "this is {what}: it says where the workbook is, and holds nothing of it",
        "the workbook itself",
        "do not open it; ask the sender for the workbook itself (from Google Sheets: File > "
        "Download > Microsoft Excel)",
    )  # fmt: skip
    FILE_IS_LEFTOVER = _Wording(
        "file-is-a-leftover", _E,
        "this is {what}, and holds no answers", "the workbook itself",
        "nothing, if the workbook is there too; else ask the sender to close it and send it",
    )  # fmt: skip
    # -- the JD workbook --------------------------------------------------------------------
    JD_SECTION_MISSING = _Wording(
        "jd-section-missing", _E,
        "no sheet has the section “{section}”", "a sheet with {wanted}",
        "add the section, or correct its headers; {hint}",
    )  # fmt: skip
    JD_SECTION_ABSENT = _Wording(
        "jd-section-absent", _W,
        "no sheet has the section “{section}”", "a sheet with {wanted}",
        "nothing to do if the JD has none; else add it or correct its headers; {hint}",
    )  # fmt: skip
    NOT_A_JD = _Wording(
        "not-a-jd", _E,
        "this is no job description workbook but {what} ({sheets})",
        "a workbook with a competency model, job descriptions, ranks and reference scales",
        "choose the JD workbook",
    )  # fmt: skip
    JD_TABLE_REPEATED = _Wording(
        "jd-table-repeated", _W,
        "another table of the section “{section}” stands here and says something else",
        "one, as in {other}",
        "delete the one that is out of date, or bring both together if they belong together; "
        "{other} is used, because the rest of the workbook agrees with it best",
    )  # fmt: skip
    JD_WEIGHT_INVALID = _Wording(
        "jd-weight-invalid", _E,
        "the weight of {code} is {value}", "a number above 0% and at most 100%",
        "enter the weight as a percentage; {hint}",
    )  # fmt: skip
    JD_WEIGHTS_TOTAL = _Wording(
        "jd-weights-total", _E,
        "the weights total {total}%{rows}", "100%",
        "correct the weights; until then a perfect assessment totals {total}%",
    )  # fmt: skip
    JD_WEIGHT_UNREADABLE = _Wording(
        "jd-weight-unreadable", _W,
        "the weight of {code} {name} is {value} here", "{expected}%, as in {other}",
        "enter it, or remove the column; {expected}% is used",
    )  # fmt: skip
    JD_WEIGHT_DIFFERS = _Wording(
        "jd-weight-differs", _E,
        "the weight of {code} {name} is {value}% here", "{expected}%, as in {other}",
        "make the two sheets agree; until then {expected}% is used",
    )  # fmt: skip
    JD_SCALE_MISSING = _Wording(
        "jd-scale-missing", _E,
        "{code} {name} has no proficiency scale", "a block with its name and “Level Label”",
        "add the scale to the reference sheet; {hint}",
    )  # fmt: skip
    JD_SCALE_GAP = _Wording(
        "jd-scale-broken", _E,
        "the scale of {name} has the levels {levels}; {what}",
        "each level once, from 0 or 1 upward without a gap",
        "number the levels anew",
    )  # fmt: skip
    JD_LEVEL_UNNUMBERED = _Wording(
        "jd-level-unnumbered", _E,
        "a level of the scale of {name} has the number {value}", "a whole number, such as 2",
        "enter the level's number; until then this level is left out",
    )  # fmt: skip
    JD_SCALE_REPEATED = _Wording(
        "jd-scale-repeated", _W,
        "another scale of {code} {name} stands here and says something else", "one, as in {other}",
        "delete the one that is out of date, or give it the name it belongs to; {other} is used",
    )  # fmt: skip
    JD_LABEL_DIFFERS = _Wording(
        "jd-label-differs-from-level", _W,
        "the label of level {level} of {code} {name} is {value}",
        "the level and its text, {expected} (from {other})",
        "decide which wording is right and correct the other; the label is what forms show",
    )  # fmt: skip
    JD_LABEL_LEVEL = _Wording(
        "jd-label-of-other-level", _E,
        "the label of level {level} of {code} {name} is {value}",
        "a label that begins “{level}:” and has the words of this level",
        "correct it; people choose by the words, and another level would be scored",
    )  # fmt: skip
    JD_REQUIREMENT_DIFFERS = _Wording(
        "jd-requirement-differs", _W,
        "{rank} requires of {code} {name}: {value}",
        "the text of the reference scale: {expected} (from {other})",
        "decide which wording is right and correct the other; forms show the reference scale",
    )  # fmt: skip
    JD_REQUIREMENT_MISSING = _Wording(
        "jd-requirement-missing", _E,
        "{rank} has no required level for {code} {name} (found {value})",
        "a level of its scale, such as “1: …”",
        "enter the required level; until then {rank} requires nothing of {code}",
    )  # fmt: skip
    JD_REQUIREMENT_OFF_SCALE = _Wording(
        "jd-requirement-off-scale", _E,
        "{rank} requires level {level} of {code} {name}", "{allowed}",
        "correct the requirement or the scale; until then {rank} requires nothing of {code}",
    )  # fmt: skip
    JD_REQUIREMENT_OF_OTHER_LEVEL = _Wording(
        "jd-requirement-of-other-level", _E,
        "{rank} requires level {level} of {code} {name} in the words of level {worded}",
        "the number and the words of one level (level {worded} is in {other})",
        "correct the number or the words; until then level {level} is required",
    )  # fmt: skip
    JD_REQUIREMENT_STRAY = _Wording(
        "jd-requirement-stray", _E,
        "the requirement {value} stands in a row without a competency",
        "the name of its competency in the same row",
        "enter the name, or move the text into its competency's row; it was left out",
    )  # fmt: skip
    JD_REQUIREMENT_FALLS = _Wording(
        "jd-requirement-falls", _W,
        "{rank} requires level {level} of {code} {name}",
        "at least level {expected}, as {lower} requires (in {other})",
        "correct the slip; nothing to do if the higher rank is meant to require less",
    )  # fmt: skip
    JD_COMPETENCY_UNDESCRIBED = _Wording(
        "jd-competency-undescribed", _E,
        "{code} {name} is not among the job descriptions", "a row of that name there",
        "add the row, or make the names agree; {hint}",
    )  # fmt: skip
    JD_COMPETENCY_UNWEIGHTED = _Wording(
        "jd-competency-unknown", _E,
        "{name} is not in the competency model", "a row of that name there, with code and weight",
        "add the row there, or make the names agree; {hint}",
    )  # fmt: skip
    JD_COMPETENCY_REPEATED = _Wording(
        "jd-competency-repeated", _E,
        "{what} {value} stands a second time", "once, as in {other}",
        "give every competency its own code and name; the first one is used",
    )  # fmt: skip
    JD_COMPETENCY_INCOMPLETE = _Wording(
        "jd-competency-incomplete", _E,
        "the competency {value} has no {what}", "a code, a name and a weight in each row",
        "enter its {what}; until then it is left out",
    )  # fmt: skip
    JD_CODE_DIFFERS = _Wording(
        "jd-code-differs", _E,
        "{name} has the code {value} here", "{expected}, as in {other}",
        "make the two sheets agree; until then it is read as {name}",
    )  # fmt: skip
    JD_NAME_DIFFERS = _Wording(
        "jd-name-differs", _W,
        "{code} is named {value} here", "{expected}, as in {other}",
        "decide which name is right and correct the other; {expected} is used",
    )  # fmt: skip
    JD_RANK_REPEATED = _Wording(
        "jd-rank-repeated", _E,
        "{what} {value} stands a second time", "once, as in {other}",
        "give every rank its own code and title; the first one is used",
    )  # fmt: skip
    JD_RANK_INCOMPLETE = _Wording(
        "jd-rank-incomplete", _E,
        "a rank has no {what}", "a code, a title and a level in each row of the ranks",
        "enter its {what}; until then it is left out",
    )  # fmt: skip
    JD_RANK_LEVEL_MISSING = _Wording(
        "jd-rank-level-missing", _W,
        "the level of {rank} is {value}", "a level such as “Level 2 – Practitioner”",
        "enter it; until then the ranks ascend in the order in which they are listed",
    )  # fmt: skip
    JD_RANK_COLUMN_UNCERTAIN = _Wording(
        "jd-rank-column-uncertain", _E,
        "over the column of {rank} stands {value}, which is {other}",
        "the code and the title of one rank",
        "put the codes and titles over the columns they belong to; it was read as that of {rank}",
    )  # fmt: skip
    JD_RANK_UNDESCRIBED = _Wording(
        "jd-rank-undescribed", _E,
        "{rank} {title} has no column in the job descriptions", "a column with what it requires",
        "add the column, or make the codes agree; until then {rank} is left out; {hint}",
    )  # fmt: skip
    JD_RANK_NAMED_OTHERWISE = _Wording(
        "jd-rank-named-otherwise", _W,
        "over the column of {rank} stands {value}", "{expected}, as in {other}",
        "make the two sheets agree; the column was read as that of {rank}",
    )  # fmt: skip
    JD_COVER_OLDER = _Wording(
        "jd-cover-older", _W,
        "{field} of the cover is {value}", "{expected}, as the record of change has it in {other}",
        "bring the cover up to date, or correct the record of change",
    )  # fmt: skip
    JD_RANK_UNKNOWN = _Wording(
        "jd-rank-differs", _E,
        "the rank {value} stands here", "the ranks of the definitions: {expected}",
        "make the two sheets agree",
    )  # fmt: skip
    JD_COVER_INCOMPLETE = _Wording(
        "jd-cover-incomplete", _W,
        "the cover has the label “{label}” without a value", "a value right of it or below it",
        "enter it",
    )  # fmt: skip
    JD_DATE_INVALID = _Wording(
        "jd-date-invalid", _W,
        "{field} is {value}", "a date", "enter a date, such as 1-Feb-2026",
    )  # fmt: skip
    JD_JSON_UNREADABLE = _Wording(
        "jd-json-unreadable", _E,
        "the file is no readable JSON: {why}", "a JD as `faie-sheets export` writes it",
        "export the JD workbook again, or undo what was changed in the file",
    )  # fmt: skip
    JD_JSON_VERSION = _Wording(
        "jd-json-version", _E,
        "the file's format is {value}", "{expected}",
        "install the faie_sheets that wrote it, or export the JD workbook again with this one",
    )  # fmt: skip
    JD_JSON_INVALID = _Wording(
        "jd-json-invalid", _E,
        "{path} is {value}", "{allowed}",
        "correct it in the file, or export the JD workbook again",
    )  # fmt: skip
    # -- the roster -----------------------------------------------------------------------
    ROSTER_NO_HEADER = _Wording(
        "roster-no-header", _E,
        "no row has the headers of a roster", "a row with {wanted}",
        "put the headers above the list; {hint}",
    )  # fmt: skip
    ROSTER_EMPTY = _Wording(
        "roster-empty", _E,
        "nobody stands under the headers", "one row for each engineer",
        "add the engineers, or check that this is the right file",
    )  # fmt: skip
    ROSTER_FIELD_MISSING = _Wording(
        "roster-field-missing", _E,
        "{field} is missing for {who}", "{expected}",
        "fill it in; no form is issued for this row",
    )  # fmt: skip
    ROSTER_ID_REPEATED = _Wording(
        "roster-id-repeated", _E,
        "the employee ID {value} stands a second time", "each ID once (first in {other})",
        "correct the ID or remove the row; only the first one gets a form",
    )  # fmt: skip
    ROSTER_RANK_UNKNOWN = _Wording(
        "roster-rank-unknown", _E,
        "the target rank of {who} is {value}", "one of {allowed}",
        "correct it; no form is issued for this row",
    )  # fmt: skip
    ROSTER_CURRENT_RANK_UNKNOWN = _Wording(
        "roster-current-rank-unknown", _W,
        "the current rank of {who} is {value}", "one of {allowed}, or empty",
        "correct it if it is a slip; the form shows it as it stands",
    )  # fmt: skip
    MANIFEST_NO_HEADER = _Wording(
        "manifest-no-header", _E,
        "the file is no manifest", "a row with {wanted}",
        "give the manifest.csv that was written beside the forms",
    )  # fmt: skip
    # -- the template and the forms ---------------------------------------------------------
    TEMPLATE_NOT_XLSX = _Wording(
        "template-not-xlsx", _E,
        "the template is {what}", "an Excel workbook without macros (.xlsx)",
        "in Excel: File > Save As > Excel Workbook (*.xlsx), then issue from that file",
    )  # fmt: skip
    TEMPLATE_TOKEN_MISSING = _Wording(
        "template-token-missing", _E,
        "the template has lost the token {token}", "each token once or more",
        "type {token} into the cell where {field} belongs, or start from `faie-sheets template`",
    )  # fmt: skip
    TEMPLATE_TOKEN_UNKNOWN = _Wording(
        "template-token-unknown", _E,
        "the template has the token {token}", "{allowed}",
        "correct its spelling or remove it",
    )  # fmt: skip
    TEMPLATE_TOKEN_IN_FORMULA = _Wording(
        "template-token-in-formula", _E,
        "a formula contains the token {token}", "tokens in plain text cells only",
        "put the token into a cell of its own and let the formula refer to that cell",
    )  # fmt: skip
    TEMPLATE_LABEL_APART = _Wording(
        "template-label-apart", _E,
        "beside the label “{label}” stands {value}", "{token} in the cell right of its label",
        "put {token} there, or take this label away; returned forms are read by it",
    )  # fmt: skip
    TEMPLATE_DROPDOWN_MISSING = _Wording(
        "template-drop-down-missing", _E,
        "the {column} cell of {code} has no drop-down", "a list validation of its level labels",
        "copy the cell from a new template (`faie-sheets template`) and paste it here",
    )  # fmt: skip
    TEMPLATE_DROPDOWN_OTHER = _Wording(
        "template-drop-down-differs", _E,
        "the drop-down of the {column} cell of {code} offers {value}", "{expected}",
        "leave the hidden sheet of the scales as it is; start again from `faie-sheets template`",
    )  # fmt: skip
    TEMPLATE_FORMULA_MISSING = _Wording(
        "template-formula-missing", _E,
        "the {column} cell of {code} has {value}", "the formula that it was made with",
        "copy the cell from a new template (`faie-sheets template`) and paste it here",
    )  # fmt: skip
    TEMPLATE_PREFILLED = _Wording(
        "template-prefilled", _E,
        "the {column} cell of {code} holds {value}", "an empty cell",
        "empty it; else every engineer would get a form that is filled in already",
    )  # fmt: skip
    TEMPLATE_INPUT_LOCKED = _Wording(
        "template-input-locked", _E,
        "the {column} cell of {code} is locked on a protected sheet", "an unlocked cell",
        "in Excel: Format Cells > Protection, clear “Locked”; nobody could fill the form in",
    )  # fmt: skip
    TEMPLATE_IDENTITY_MISSING = _Wording(
        "template-identity-missing", _E,
        "the template has no identity sheet", "the hidden sheet {sheet_name} with {wanted}",
        "start again from `faie-sheets template` and restyle that one",
    )  # fmt: skip
    TEMPLATE_TABLE_MISSING = _Wording(
        "template-table-missing", _E,
        "the template has no table of competencies", "a row with the headers {wanted}",
        "start again from `faie-sheets template` and leave the headers as they are",
    )  # fmt: skip
    TEMPLATE_ROW_MISSING = _Wording(
        "template-row-missing", _E,
        "the template has no row for {code} {name}", "one row for each competency",
        "start again from `faie-sheets template --jd` with this JD and restyle that one",
    )  # fmt: skip
    TEMPLATE_REWORDED = _Wording(
        "template-reworded", _W,
        "{what} is {value} in the template", "{expected}, as in the JD",
        "nothing, if you want it so: forms are issued with it, and the JD's is used for the score",
    )  # fmt: skip
    TEMPLATE_HEADER_MISSING = _Wording(
        "template-header-missing", _W,
        "no column of the template is headed “{header}”", "the header as it was made",
        "nothing, if you took the column out; else head it “{header}” again: by that it is read",
    )  # fmt: skip
    TEMPLATE_OTHER_JD = _Wording(
        "template-of-another-jd", _E,
        "the template was made for JD {found_jd}", "JD {expected_jd}, the one given",
        "make a new template of this JD (`faie-sheets template --jd`), or pass the JD it is for",
    )  # fmt: skip
    FORM_WOULD_BE_LOST = _Wording(
        "form-would-be-lost", _E,
        "a file of this name is there and is not a form as issued", "a free name",
        "move the file away, or issue into another folder; it was left as it is",
    )  # fmt: skip
    NOT_A_FORM = _Wording(
        "not-a-form", _E,
        "the workbook is not an assessment form: {why}",
        "a sheet with the headers {wanted}",
        "ask the sender for the form that was issued; {hint}",
    )  # fmt: skip
    FORM_AMBIGUOUS = _Wording(
        "form-ambiguous", _W,
        "the workbook has another table of ratings, on the sheet {other}", "one table",
        "check that the sheet {used} is the one meant; it was used; else delete it and send again",
    )  # fmt: skip
    FORM_IDENTITY_LOST = _Wording(
        "form-identity-lost", _W,
        "the hidden identity sheet of the form is gone", "the form as it was issued",
        "check that this is really the form of {who}; the visible employee ID was used",
    )  # fmt: skip
    FORM_NOBODY = _Wording(
        "form-of-nobody", _E,
        "the form does not say whose it is", "an employee ID",
        "ask the sender who it is for, enter the employee ID, and read it again",
    )  # fmt: skip
    FORM_ID_CHANGED = _Wording(
        "form-id-changed", _E,
        "the form shows the employee ID {value}", "{expected}, to whom it was issued",
        "ask the sender whose assessment it is; it is counted for {expected}",
    )  # fmt: skip
    FORM_RANK_CHANGED = _Wording(
        "form-target-changed", _W,
        "the form shows the target rank {value}", "{expected}, as issued",
        "nothing, if the change is a slip; the issued target rank {expected} is used",
    )  # fmt: skip
    FORM_RANK_UNKNOWN = _Wording(
        "form-target-unknown", _W,
        "the target rank is {value}", "one of {allowed}",
        "give the target rank in the roster; the rank attained is not affected",
    )  # fmt: skip
    FORM_OTHER_JD = _Wording(
        "form-of-another-jd", _W,
        "the form was issued from JD {found_jd}", "JD {expected_jd}, the one given",
        "check that the right JD is used; codes, scales and weights agree, the rest is taken from "
        "the one given; {hint}",
    )  # fmt: skip
    FORM_JD_DIFFERS = _Wording(
        "form-of-a-jd-that-differs", _E,
        "the form is of {found_jd}: {what}", "{expected}, as in JD {expected_jd}",
        "give the JD that the form was issued from, or issue a new form of this one; nothing of "
        "the form was scored",
    )  # fmt: skip
    FORM_LOCKED_CHANGED = _Wording(
        "form-locked-cell-changed", _W,
        "{what} is {value} in the form", "{expected}, as in the JD",
        "ask the sender why the locked cell was changed, if it is no slip and was not issued so; "
        "the JD's is used",
    )  # fmt: skip
    FORM_CODE_RESPELT = _Wording(
        "form-code-respelt", _W,
        "the code of {name} is written {value}", "{expected}, as issued",
        "nothing, if {expected} is meant; the row was read as that of {expected}",
    )  # fmt: skip
    EVIDENCE_FORMULA = _Wording(
        "evidence-formula", _W,
        "the evidence of {code} {name} is {value}", "text",
        "ask the sender for the evidence as text, with a blank before a leading = or -; {hint}",
    )  # fmt: skip
    FORM_ROW_MISSING = _Wording(
        "form-row-missing", _E,
        "the form has no row for {code} {name}", "one row for each competency",
        "ask the sender for the form as it was issued, filled in again",
    )  # fmt: skip
    FORM_ROW_REPEATED = _Wording(
        "form-row-repeated", _E,
        "{code} stands a second time", "one row for each competency (first in {other})",
        "delete the surplus row; the first one is used",
    )  # fmt: skip
    RATING_NOT_ON_SCALE = _Wording(
        "rating-not-on-scale", _E,
        "the {rater} level of {code} {name} is {value}", "{allowed}",
        "have a level chosen from the drop-down of this cell and the form sent again",
    )  # fmt: skip
    RATING_ERROR_VALUE = _Wording(
        "rating-error-value", _E,
        "the {rater} level of {code} {name} is {value}", "{allowed}",
        "have a level chosen from the drop-down of this cell and the form sent again",
    )  # fmt: skip
    RATING_FORMULA = _Wording(
        "rating-formula", _E,
        "the {rater} level of {code} {name} is {value}", "{allowed}, chosen and not worked out",
        "have a level chosen from the drop-down of this cell and the form sent again",
    )  # fmt: skip
    RATING_FORMULA_READ = _Wording(
        "rating-formula-read", _W,
        "the {rater} level of {code} {name} is {value}", "{allowed}, chosen and not worked out",
        "nothing, if level {level} is meant: it was read from the value stored with the formula, "
        "which was not worked out",
    )  # fmt: skip
    RATING_REWORDED = _Wording(
        "rating-reworded", _W,
        "the {rater} level of {code} {name} is {value}", "{expected}",
        "nothing, if level {level} is meant; it was read as level {level}",
    )  # fmt: skip
    RATING_OF_ANOTHER = _Wording(
        "rating-of-another-competency", _E,
        "the {rater} level of {code} {name} is {value}, a level of {other}", "{allowed}",
        "look whether cells were pasted or sorted out of place; have the level chosen "
        "anew and the form sent again",
    )  # fmt: skip
    RATING_MISSING = _Wording(
        "rating-missing", _E,
        "the {rater} level of {code} {name} is empty", "{allowed}",
        "have a level chosen from the drop-down of this cell and the form sent again; {hint}",
    )  # fmt: skip
    FORM_BLANK = _Wording(
        "form-blank", _E,
        "no level has been chosen", "a level for each of the {count} competencies",
        "ask {who} to fill in the form and send it again",
    )  # fmt: skip
    # -- the batch --------------------------------------------------------------------------
    FORMS_REWORDED = _Wording(
        "form-reworded-alike", _W,
        "{found}, and so it is in {forms} forms, word for word", "{expected}",
        "nothing, if you changed it on the template that they were issued from; the JD's is used",
    )  # fmt: skip
    ENGINEER_UNKNOWN = _Wording(
        "engineer-unknown", _W,
        "the form is for {who}, who is not on the list", "somebody of {other}",
        "check the employee ID, or add the person to the roster",
    )  # fmt: skip
    ENGINEER_TARGET_DIFFERS = _Wording(
        "engineer-target-differs", _W,
        "the form was issued for the target rank {value}", "{expected}, as in {other}",
        "issue a new form for {expected} if that is the target now; {value} is used",
    )  # fmt: skip
    FORM_SUPERSEDED = _Wording(
        "form-superseded", _W,
        "{who} has returned another form, {other}", "one form each",
        "nothing, if {other} is the one meant ({why}); else remove it and run again",
    )  # fmt: skip
    FORM_REFUSED = _Wording(
        "form-refused", _E,
        "{who} has returned several different forms; also {others}", "one form each",
        "ask {who} which one is meant, remove the others and run again; none of them was counted",
    )  # fmt: skip
    FORM_NAMED_FOR_ANOTHER = _Wording(
        "form-named-for-another", _W,
        "the file is named for {named}, and the form in it is for {who}",
        "the file name and the form to be for one person",
        "ask the sender whose assessment it is; it was counted for {who}",
    )  # fmt: skip
    FORM_LATE = _Wording(
        "form-late", _W,
        "the form of {who} was saved on {saved}", "by {due}, when it was due",
        "nothing, if it may count; it was scored like the others",
    )  # fmt: skip
    FILE_KILLED_READER = _Wording(
        "file-killed-the-reader", _E,
        "the file could not be read to its end: {why}", "a form as it was issued",
        "ask the sender to open it, save it as .xlsx and send it again; the other files were read",
    )  # fmt: skip
    NOTHING_FOUND = _Wording(
        "nothing-found", _E,
        "there is no file to read", "a folder with returned forms, or the forms themselves",
        "check the folder",
    )  # fmt: skip
    STORE_UNUSABLE = _Wording(
        "store-unusable", _E,
        "the store cannot be used: {why}", "a store that `read_forms` or `score` has made",
        "where its disk is full or read-only, or another run holds it, mend that first; else name "
        "another file, or remove it if it is a store: what it held is then read again",
    )  # fmt: skip
    # -- the summary ------------------------------------------------------------------------
    NOT_A_SUMMARY = _Wording(
        "not-a-summary", _E,
        "the workbook is no summary that can be read back: {why}",
        "a workbook that `faie-sheets score` or `write_summary` has written",
        "choose the summary; if this is one, write it again from the returned forms",
    )  # fmt: skip
    SUMMARY_NEWER = _Wording(
        "summary-newer", _E,
        "the data of the summary have the format {value}", "{expected}",
        "install the newest faie_sheets, or write the summary again with this one",
    )  # fmt: skip
    SUMMARY_DAMAGED = _Wording(
        "summary-damaged", _E,
        "the data of the summary are not as they were written: {why}",
        "the hidden sheet {sheet_name} as it was",
        "take an earlier copy of it, or write it again from the returned forms",
    )  # fmt: skip
    SUMMARY_LEVEL_CHANGED = _Wording(
        "summary-level-changed", _W,
        "the level of {who} in {code} {name} is {value} here",
        "{expected}, as it was read from the form",
        "nothing, if it was a trial: {expected} is used; else have the form corrected and score "
        "it again",
    )  # fmt: skip

    @property
    def code(self) -> str:
        """The stable code, such as ``rating-not-on-scale``."""
        return self.value.code

    @property
    def severity(self) -> Severity:
        """Error or warning."""
        return self.value.severity


@dataclass(frozen=True, slots=True)
class Problem(Shown):
    """One thing wrong: its place, what was found, what is allowed and what to do.

    Attributes:
        code: stable code from the catalogue, such as ``rating-not-on-scale``.
        severity: ``error`` (a figure is wrong or missing) or ``warning``.
        file: name of the file, or ``""`` where none is involved.
        sheet: name of the sheet, or ``""``.
        cell: address in A1 notation, or ``""``.
        found: what was found, as a clause.
        expected: what is allowed there.
        fix: what to do about it.
    """

    code: str
    severity: Severity
    file: str
    sheet: str
    cell: str
    found: str
    expected: str
    fix: str

    @property
    def where(self) -> str:
        """The place as a person would say it: ``file, 'Sheet'!B7``, as far as it is known."""
        spot = address(self.sheet, self.cell)
        return ", ".join(part for part in (self.file, spot) if part)

    @property
    def message(self) -> str:
        """*where · what was found · what is allowed · what to do*, in one line."""
        parts = (self.where, self.found, f"expected {self.expected}", self.fix)
        return " · ".join(part for part in parts if part)


class Place(NamedTuple):
    """Where something stands: the context in which a reader makes its problems."""

    file: str = ""
    sheet: str = ""
    cell: str = ""

    def problem(self, kind: Kind, **facts: Any) -> Problem:
        """Make the problem of this kind, here, its sentences filled with ``facts``."""
        wording: _Wording = kind.value

        def fill(template: str) -> str:
            return template.format_map(facts).removesuffix("; ")

        found, expected, fix = map(fill, wording[2:])
        return Problem(
            wording.code, wording.severity, self.file, self.sheet, self.cell, found, expected, fix
        )


NOWHERE = Place()


def address(sheet: str, cell: str) -> str:
    """Sheet and cell as a message names them, as far as they are known.

    >>> address("Definitions", "B4"), address("Job Descriptions", "B7"), address("", "C3")
    ('Definitions!B4', "'Job Descriptions'!B7", 'C3')
    """
    if not (sheet and cell):
        return sheet or cell
    return f"{sheet}!{cell}" if sheet.isidentifier() else f"'{sheet}'!{cell}"


_LONGEST_QUOTE = 100


def quoted(value: object) -> str:
    r"""A value from a file as a message shows it: in quotes, on one line, at most 100 characters.

    >>> quoted("5:  no such level\n")
    '“5: no such level”'
    >>> quoted("")
    'empty'
    """
    text = str(value)
    if not text.isprintable():
        text = "".join(map(_printable, text))
    text = " ".join(text.split())
    if not text:
        return "empty"
    if len(text) > _LONGEST_QUOTE:
        text = text[: _LONGEST_QUOTE - 1].rstrip() + "…"
    return f"“{text}”"


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that make a figure wrong or missing, without the warnings."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def listed(values: list[str] | tuple[str, ...], conjunction: str = "or") -> str:
    """Alternatives as a person would say them.

    >>> listed(["FAIE01", "FAIE02", "FAIE03"])
    'FAIE01, FAIE02 or FAIE03'
    """
    *most, last = values or ("none",)
    return f"{', '.join(most)} {conjunction} {last}" if most else last


def _printable(char: str) -> str:
    if char in "\t\n\r":
        return " "
    return char if unicodedata.category(char) not in {"Cc", "Cs", "Cf"} else "�"
