"""The catalogue of everything that can be wrong, with one entry for each kind of problem."""

from __future__ import annotations

from enum import Enum

from faie_sheets.problems.entry import Entry, Group, Severity
from faie_sheets.problems.follow_up import Act, FollowUp, Letter, ToDo

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

_NOT_OF_A_FORM = FollowUp(Act.NOT_OF_A_FORM, "no returned form has it", letter=None)
_NO_ANSWERS = FollowUp(
    Act.UNREADABLE, "{found}, so there are no answers to send back; {fix}", letter=None
)
_CHOOSE = "Choose a level from the list: click the cell, then the arrow beside it."

# What the examples use, as in the samples and the tests.
_JD = "FAIE_JD.xlsx"
_FORM = "E1005 Võ Ngọc Giang.xlsx"
_GIANG = "Võ Ngọc Giang (E1005)"
_AIAE03 = {"code": "AIAE03", "name": "Data Engineering & Management"}


# Unformatted, so that an entry's short facts may share a line.
# fmt: off
class Kind(Enum):
    """Every kind of problem; the value of each is its entry, with all that we say about it.

    A kind's code is its name in lower case, with hyphens. Other programs rely on the codes, so
    they never change.
    """

    @property
    def code(self) -> str:
        """The stable code, such as ``rating-not-on-scale``."""
        return self.name.lower().replace("_", "-")

    @property
    def severity(self) -> Severity:
        """Error or warning."""
        return self.value.severity

    # -- any file ------------------------------------------------------------------------------
    FILE_NOT_FOUND = Entry(
        _ERROR, Group.ANY_FILE, to_do=ToDo.ANOTHER, follow_up=_NO_ANSWERS,
        found="there is no such file", expected="a file that exists",
        fix="check the folder and the spelling of the name",
        cause="The name is misspelled, or the terminal is not in the folder with the file.",
        at=("rooster.xlsx",), facts={},
    )
    FILE_NOT_READABLE = Entry(
        _ERROR, Group.ANY_FILE, to_do=ToDo.ANOTHER, follow_up=_NO_ANSWERS,
        found="the file cannot be opened: {why}", expected="a file that you are allowed to read",
        fix="close it in other programs, or ask its owner for access, then try again",
        cause="Another program has it open and locked, you are not allowed to read the folder it "
              "is in, or a folder was given where a file is needed.",
        at=("roster.xlsx",), facts={"why": "Permission denied"},
    )
    URL_NOT_READABLE = Entry(
        _ERROR, Group.ANY_FILE, to_do=ToDo.ANOTHER, follow_up=_NO_ANSWERS,
        found="the URL cannot be read: {why}", expected="a URL that fsspec can open here",
        fix="check the address and your access to it, and that what fsspec needs for it is "
            "installed",
        cause="The address is misspelled or its storage cannot be reached; or something is not "
              "installed on this computer: fsspec itself, which the extra `scale` installs, or "
              "the package that fsspec needs for that storage, such as s3fs.",
        at=(_FORM,), facts={"why": "Install s3fs to access S3"},
    )
    FILE_TOO_LARGE = Entry(
        _ERROR, Group.ANY_FILE, to_do=ToDo.ANOTHER, follow_up=_NO_ANSWERS,
        found="the file has {size}", expected="at most {limit}",
        fix="remove large pictures and pasted sheets, and delete anything far outside the table "
            "(in Excel, Ctrl+End goes to the last cell); or ask for the form as it was issued, "
            "filled in again",
        cause="Pictures or whole sheets were pasted into it, or formatting reaches down to the "
              "last row.",
        at=(_FORM,), facts={"size": "over 20 MB", "limit": "20 MB"},
    )
    FILE_EMPTY = Entry(
        _ERROR, Group.ANY_FILE, to_do=ToDo.ANOTHER, follow_up=_NO_ANSWERS,
        found="the file is empty (0 bytes)", expected="a workbook",
        fix="ask the sender to send it again; the e-mail may have lost the attachment",
        cause="A download or an attachment was cut off before anything arrived.",
        at=(_FORM,), facts={},
    )
    FILE_PASSWORD_PROTECTED = Entry(
        _ERROR, Group.ANY_FILE, to_do=ToDo.ANOTHER, follow_up=_NO_ANSWERS,
        found="the file needs a password to open",
        expected="a workbook without an opening password",
        fix="ask the sender to remove the password and send it again: in Excel File > Info > "
            "Protect Workbook > Encrypt with Password, clear it, save (in LibreOffice: File > "
            "Save As, untick “Save with password”)",
        cause="Someone puts a password on every workbook that leaves the company; a program cannot "
              "ask them for it. (Protected *sheets* are fine: forms have them.)",
        at=(_FORM,), facts={},
    )
    FILE_DAMAGED = Entry(
        _ERROR, Group.ANY_FILE, to_do=ToDo.ANOTHER, follow_up=_NO_ANSWERS,
        found="the file is damaged: {why}", expected="a complete workbook",
        fix="ask the sender to open it, save it as .xlsx and send it again",
        cause="It was cut off or altered on the way, by a mail server, a broken download or a "
              "full disk.",
        at=("E1006 Đặng Văn Hải.xlsx",), facts={"why": "its end is missing"},
    )
    FILE_UNSAFE = Entry(
        _ERROR, Group.ANY_FILE, to_do=ToDo.ANOTHER, follow_up=_NO_ANSWERS,
        found="no spreadsheet program writes files like this one, which may do harm: {why}",
        expected="{limit}",
        fix="do not open it; ask the sender for the form as it was issued, filled in again",
        cause="Someone, or a faulty program, made it in such a way that reading it would use up "
              "all memory or time. Genuine forms never look like this.",
        at=("form.xlsx",),
        facts={
            "why": "“xl/worksheets/sheet1.xml” has a cell in row 1, column 16385",
            "limit": "at most 1,048,576 rows and 16,384 columns",
        },
    )
    NOT_A_WORKBOOK = Entry(
        _ERROR, Group.ANY_FILE, to_do=ToDo.ANOTHER, follow_up=_NO_ANSWERS,
        found="this is {what}, not a workbook",
        expected="a workbook: .xlsx, .xlsm, .xls, .xlsb or .ods",
        fix="ask the sender for the workbook, saved as .xlsx",
        cause="A text file, a PDF or a picture was handed in, perhaps renamed to end in .xlsx.",
        at=("form.xlsx",), facts={"what": "plain text (perhaps a CSV file that was renamed)"},
    )
    FILE_TO_SAVE_ANEW = Entry(
        _ERROR, Group.ANY_FILE, to_do=ToDo.ANOTHER, follow_up=_NO_ANSWERS,
        found="this is {what}, which is not supported",
        expected="a workbook: .xlsx, .xlsm, .xls, .xlsb or .ods",
        fix="open it in {program}, {how}, and replace this file with the one you saved",
        cause="It is in another format that looks like a workbook: an export from another system "
              "that Excel opens too, or a file from Apple's Numbers.",
        at=("export.xls",),
        facts={
            "what": "a web page with a table, saved under a workbook's name", "program": "Excel",
            "how": "choose File > Save As > Excel Workbook (*.xlsx)",
        },
    )
    FILE_IS_AN_ARCHIVE = Entry(
        _ERROR, Group.ANY_FILE, to_do=ToDo.ANOTHER, follow_up=_NO_ANSWERS,
        found="this is {what}, not a workbook", expected="the workbooks themselves",
        fix="unpack it, and replace it with the workbooks that are in it",
        cause="Someone collected a team's forms in one .zip.",
        at=("forms.zip",), facts={"what": "a ZIP archive of 2 workbooks"},
    )
    FILE_IS_AN_E_MAIL = Entry(
        _ERROR, Group.ANY_FILE, to_do=ToDo.ANOTHER, follow_up=_NO_ANSWERS,
        found="this is {what}, not a workbook", expected="the workbook that is attached to it",
        fix="open the e-mail, and save the attachment in its place",
        cause="The e-mail was dragged into the folder instead of its attachment.",
        at=("Re assessment.msg",), facts={"what": "an Outlook message"},
    )
    FILE_IS_A_SHORTCUT = Entry(
        _ERROR, Group.ANY_FILE, to_do=ToDo.ANOTHER, follow_up=_NO_ANSWERS,
        found="this is {what}: it only says where the workbook is, and has none of its contents",
        expected="the workbook itself",
        fix="do not open it; ask the sender for the workbook itself (from Google Sheets: File > "
            "Download > Microsoft Excel)",
        cause="A link to a file in the cloud was copied, not the file.",
        at=("form.gsheet",), facts={"what": "a shortcut to Google Drive"},
    )
    FILE_IS_A_LEFTOVER = Entry(
        _ERROR, Group.ANY_FILE, to_do=ToDo.ANOTHER, follow_up=_NO_ANSWERS,
        found="this is {what}, and holds no answers", expected="the workbook itself",
        fix="nothing, if the workbook is there too; otherwise ask the sender to close it and send "
            "it",
        cause="Excel, LibreOffice and Macs keep small hidden files beside a workbook; one was "
              "copied with it.",
        at=("~$E1005 Võ Ngọc Giang.xlsx",),
        facts={"what": "the lock file of a workbook that is open"},
    )

    # -- the JD workbook -----------------------------------------------------------------------
    JD_SECTION_MISSING = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="no sheet has the section “{section}”", expected="a sheet with {wanted}",
        fix="add the section, or correct its headers; {hint}",
        cause="The sheet is missing, or its headers are spelled in a way that is not recognised. "
              "Without this section nothing can be scored.",
        at=(_JD,),
        facts={
            "section": "Job Descriptions",
            "wanted": "“assessment items” and “explanation of assessment items”",
            "hint": "did you mean Items!A1 “Assesment Itms”?",
        },
    )
    JD_SECTION_ABSENT = Entry(
        _WARNING, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="no sheet has the section “{section}”", expected="a sheet with {wanted}",
        fix="nothing, if the JD has none; otherwise add it or correct its headers; {hint}",
        cause="The JD has no such section, or its headers are not recognised. Scoring does not "
              "need it.",
        at=(_JD,),
        facts={"section": "Record of Change", "wanted": "“change description”", "hint": ""},
    )
    NOT_A_JD = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="this is not a job description workbook but {what} ({sheets})",
        expected="a workbook with a competency model, job descriptions, ranks and reference scales",
        fix="choose the JD workbook",
        cause="Another workbook was given in place of the JD.",
        at=("roster.xlsx",), facts={"what": "a roster", "sheets": "the sheet “Roster”"},
    )
    JD_TABLE_REPEATED = Entry(
        _WARNING, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="this is another table for the section “{section}”, and it says something else",
        expected="one, as in {other}",
        fix="delete the one that is out of date, or merge the two if they belong together; {other} "
            "is used, because it agrees best with the rest of the workbook",
        cause="An old copy of the sheet was kept in the workbook.",
        at=(_JD, "Competency Model (old)", "B5"),
        facts={"section": "Competency Model", "other": "'Competency Model'!B5"},
    )
    JD_WEIGHT_INVALID = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="the weight of {code} is {value}", expected="a number above 0% and at most 100%",
        fix="enter the weight as a percentage; {hint}",
        cause="The weight is empty, zero, negative, above 100%, or text.",
        at=(_JD, "Competency Model", "E8"), facts={"code": "AIAE03", "value": "“-10%”", "hint": ""},
    )
    JD_WEIGHTS_TOTAL = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="the weights total {total}%{rows}", expected="100%",
        fix="correct the weights; until then a perfect assessment totals {total}%",
        cause="One weight was changed and the others were not, or a competency was added or "
              "removed.",
        at=(_JD, "Competency Model", "E16"), facts={"total": "110", "rows": ""},
    )
    JD_WEIGHT_UNREADABLE = Entry(
        _WARNING, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="the weight of {code} {name} is {value} here", expected="{expected}%, as in {other}",
        fix="enter it, or remove the column; {expected}% is used",
        cause="The job descriptions have a column of weights too, and one of its cells is not a "
              "number.",
        at=(_JD, "Job Descriptions", "D10"),
        facts={**_AIAE03, "value": "“ten”", "expected": "10", "other": "'Competency Model'!E8"},
    )
    JD_WEIGHT_DIFFERS = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="the weight of {code} {name} is {value}% here", expected="{expected}%, as in {other}",
        fix="make the two sheets agree; until then {expected}% is used",
        cause="A weight was changed on one sheet and not on the other.",
        at=(_JD, "Job Descriptions", "D10"),
        facts={**_AIAE03, "value": "15", "expected": "10", "other": "'Competency Model'!E8"},
    )
    JD_SCALE_MISSING = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="{code} {name} has no proficiency scale",
        expected="a block with its name and “Level Label”",
        fix="add the scale to the reference sheet; {hint}",
        cause="The block with its levels is missing, or the name above it is spelled differently.",
        at=(_JD, "Competency Model", "C8"),
        facts={**_AIAE03, "hint": "the nearest name is “Data Engineering and Mgmt”"},
    )
    JD_SCALE_BROKEN = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="the scale of {name} has the levels {levels}; {what}",
        expected="each level once, from 0 or 1 upward without a gap",
        fix="renumber the levels",
        cause="A level was deleted, or a number was typed twice.",
        at=(_JD, "Job_Fsoft Career Framework", "B12"),
        facts={
            "name": "Data Engineering & Management", "levels": "3, 2, 2 and 0",
            "what": "missing: 1; repeated: 2",
        },
    )
    JD_LEVEL_UNNUMBERED = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="a level of the scale of {name} has the number {value}",
        expected="a whole number, such as 2",
        fix="enter the level's number; until then this level is left out",
        cause="Something was typed beside the level's number, or instead of it.",
        at=(_JD, "Job_Fsoft Career Framework", "B13"),
        facts={"name": "Data Engineering & Management", "value": "“2+”"},
    )
    JD_SCALE_REPEATED = Entry(
        _WARNING, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="this is another scale for {code} {name}, and it says something else",
        expected="one, as in {other}",
        fix="delete the one that is out of date, or give it the name it belongs to; {other} is "
            "used",
        cause="A block was copied to make another one, and its name or its texts were not changed.",
        at=(_JD, "Job_Fsoft Career Framework", "B40"),
        facts={**_AIAE03, "other": "'Job_Fsoft Career Framework'!B12"},
    )
    JD_LABEL_DIFFERS_FROM_LEVEL = Entry(
        _WARNING, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="the label of level {level} of {code} {name} is {value}",
        expected="the level and its text, {expected} (from {other})",
        fix="decide which wording is right and correct the other; the label is what forms show",
        cause="The text of a level was corrected, and the label beside it was not, or the other "
              "way round.",
        at=(_JD, "Job_Fsoft Career Framework", "D60"),
        facts={
            "code": "AIAE11", "name": "Collaboration & Leadership", "level": "0",
            "value": "“0: Learner mindset but…”", "expected": "“0: Lesser mindset but…”",
            "other": "'Job_Fsoft Career Framework'!C60",
        },
    )
    JD_LABEL_OF_OTHER_LEVEL = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="the label of level {level} of {code} {name} is {value}",
        expected="a label that begins with “{level}:” and has the words of this level",
        fix="correct it; people choose by the words, so the wrong level would be scored",
        cause="Labels were copied down and not corrected.",
        at=(_JD, "Job_Fsoft Career Framework", "D14"),
        facts={**_AIAE03, "level": "1", "value": "“2: Leads data architecture design…”"},
    )
    JD_REQUIREMENT_DIFFERS = Entry(
        _WARNING, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="for {code} {name}, {rank} requires {value}",
        expected="the text of the reference scale: {expected} (from {other})",
        fix="decide which wording is right and correct the other; forms show the reference scale",
        cause="A level was reworded on only one of the two sheets.",
        at=(_JD, "Job Descriptions", "G11"),
        facts={
            "rank": "FAIE03", "code": "AIAE04", "name": "MLOps & Deployment",
            "value": "“…platforms; defines compliance, monitoring, and…”",
            "expected": "“…platforms; defines governance, monitoring, and…”",
            "other": "'Job_Fsoft Career Framework'!C35",
        },
    )
    JD_REQUIREMENT_MISSING = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="{rank} has no required level for {code} {name} (found {value})",
        expected="a level of its scale, such as “1: …”",
        fix="enter the required level; until then {rank} requires no level of {code}",
        cause="The cell is empty, or does not begin with the number of a level.",
        at=(_JD, "Job Descriptions", "F10"), facts={**_AIAE03, "rank": "FAIE02", "value": "empty"},
    )
    JD_REQUIREMENT_OFF_SCALE = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="{rank} requires level {level} of {code} {name}", expected="{allowed}",
        fix="correct the requirement or the scale; until then {rank} requires no level of {code}",
        cause="The scale has fewer levels than the requirement assumes.",
        at=(_JD, "Job Descriptions", "F10"),
        facts={**_AIAE03, "rank": "FAIE02", "level": "4", "allowed": "0, 1, 2 or 3"},
    )
    JD_REQUIREMENT_OF_OTHER_LEVEL = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="{rank} requires level {level} of {code} {name} in the words of level {worded}",
        expected="the number and the words of one level (level {worded} is in {other})",
        fix="correct the number or the words; until then level {level} is required",
        cause="The number was changed and the words were not, or the other way round.",
        at=(_JD, "Job Descriptions", "F10"),
        facts={
            **_AIAE03, "rank": "FAIE02", "level": "2", "worded": "1",
            "other": "'Job_Fsoft Career Framework'!C14",
        },
    )
    JD_REQUIREMENT_STRAY = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="the requirement {value} is in a row without a competency",
        expected="the name of its competency in the same row",
        fix="enter the name, or move the text into its competency's row; it was left out",
        cause="A row was inserted or cut, and a requirement was left without its competency.",
        at=(_JD, "Job Descriptions", "F19"), facts={"value": "“1: Builds ETL pipelines”"},
    )
    JD_REQUIREMENT_FALLS = Entry(
        _WARNING, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="{rank} requires level {level} of {code} {name}",
        expected="at least level {expected}, as {lower} requires (in {other})",
        fix="nothing, if the higher rank is meant to require less; otherwise correct it",
        cause="Two cells were swapped, or a number was mistyped: a higher rank seldom requires "
              "less.",
        at=(_JD, "Job Descriptions", "G10"),
        facts={
            **_AIAE03, "rank": "FAIE03", "level": "1", "expected": "2", "lower": "FAIE02",
            "other": "'Job Descriptions'!F10",
        },
    )
    JD_COMPETENCY_UNDESCRIBED = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="{code} {name} is not in the job descriptions",
        expected="a row with that name there",
        fix="add the row, or make the names agree; {hint}",
        cause="A competency was added only to the model, or its name is spelled differently there.",
        at=(_JD, "Competency Model", "C8"),
        facts={**_AIAE03, "hint": "the nearest name is “Data Engineering & Mgmt”"},
    )
    JD_COMPETENCY_UNKNOWN = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="{name} is not in the competency model",
        expected="a row with that name there, with its code and weight",
        fix="add the row there, or make the names agree; {hint}",
        cause="A competency was added only to the job descriptions, or its name is spelled "
              "differently there.",
        at=(_JD, "Job Descriptions", "B10"),
        facts={
            "name": "“Data Engineering & Mgmt”",
            "hint": "the nearest name is “Data Engineering & Management”",
        },
    )
    JD_COMPETENCY_REPEATED = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="{what} {value} appears a second time", expected="only once, in {other}",
        fix="give every competency its own code and name; the first one is used",
        cause="A row was copied to make a new one, and its code or its name was not changed.",
        at=(_JD, "Competency Model", "D9"),
        facts={"what": "the code", "value": "“AIAE03”", "other": "'Competency Model'!D8"},
    )
    JD_COMPETENCY_INCOMPLETE = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="the competency {value} has no {what}",
        expected="a code, a name and a weight in each row",
        fix="enter its {what}; until then it is left out",
        cause="A row is only partly filled in.",
        at=(_JD, "Competency Model", "D8"),
        facts={"value": "“Data Engineering & Management”", "what": "code"},
    )
    JD_CODE_DIFFERS = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="{name} has the code {value} here", expected="{expected}, as in {other}",
        fix="make the two sheets agree; until then it is read as {name}",
        cause="The codes were renumbered on only one sheet.",
        at=(_JD, "Job Descriptions", "C10"),
        facts={
            "name": "“Data Engineering & Management”", "value": "“AIAE09”", "expected": "AIAE03",
            "other": "'Competency Model'!D8",
        },
    )
    JD_NAME_DIFFERS = Entry(
        _WARNING, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="{code} is named {value} here", expected="{expected}, as in {other}",
        fix="decide which name is right and correct the other; {expected} is used",
        cause="A competency was renamed on only one sheet.",
        at=(_JD, "Job Descriptions", "B10"),
        facts={
            "code": "AIAE03", "value": "“Data Engineering”",
            "expected": "“Data Engineering & Management”", "other": "'Competency Model'!C8",
        },
    )
    JD_RANK_REPEATED = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="{what} {value} appears a second time", expected="only once, in {other}",
        fix="give every rank its own code and title; the first one is used",
        cause="A row was copied to make a new rank, and its code or title was not changed.",
        at=(_JD, "Definitions", "C13"),
        facts={"what": "the code", "value": "“FAIE02”", "other": "Definitions!C12"},
    )
    JD_RANK_INCOMPLETE = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="a rank has no {what}",
        expected="a code, a title and a level in each row of the ranks",
        fix="enter its {what}; until then it is left out",
        cause="A row of the ranks is only partly filled in.",
        at=(_JD, "Definitions", "D13"), facts={"what": "title"},
    )
    JD_RANK_LEVEL_MISSING = Entry(
        _WARNING, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="the level of {rank} is {value}", expected="a level such as “Level 2 – Practitioner”",
        fix="enter it; until then the ranks are taken to ascend in the order listed",
        cause="The level of the rank has no number, such as the 2 of “Level 2 – Practitioner”.",
        at=(_JD, "Definitions", "E13"), facts={"rank": "FAIE02", "value": "“Practitioner”"},
    )
    JD_RANK_COLUMN_UNCERTAIN = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="the column of {rank} is headed {value}, which is {other}",
        expected="the code and the title of one rank",
        fix="put the codes and titles over the columns they belong to; it was read as the column "
            "of {rank}",
        cause="Columns were moved, or a title was copied, so that one column is headed with the "
              "code of one rank and the title of another.",
        at=(_JD, "Job Descriptions", "F7"),
        facts={
            "rank": "FAIE02", "value": "“Senior FleziPT AI Application Engineer”",
            "other": "FAIE03",
        },
    )
    JD_RANK_UNDESCRIBED = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="{rank} {title} has no column in the job descriptions",
        expected="a column with what it requires",
        fix="add the column, or make the codes agree; until then {rank} is left out; {hint}",
        cause="A rank was added to the ranks but not to the job descriptions.",
        at=(_JD, "Definitions", "C14"),
        facts={"rank": "FAIE04", "title": "Principal FleziPT AI Application Engineer", "hint": ""},
    )
    JD_RANK_NAMED_OTHERWISE = Entry(
        _WARNING, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="the column of {rank} is headed {value}", expected="{expected}, as in {other}",
        fix="make the two sheets agree; the column was read as that of {rank}",
        cause="The title of a rank is spelled in two different ways.",
        at=(_JD, "Job Descriptions", "E7"),
        facts={
            "rank": "FAIE01", "value": "“Jnior FleziPT AI Application Engineer”",
            "expected": "“Junior FleziPT AI Application Engineer”", "other": "Definitions!D11",
        },
    )
    JD_COVER_OLDER = Entry(
        _WARNING, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="{field} on the cover is {value}",
        expected="{expected}, as in the record of change ({other})",
        fix="bring the cover up to date, or correct the record of change",
        cause="The record of change was given a new entry, and the cover was left as it was.",
        at=(_JD, "Cover", "C10"),
        facts={
            "field": "the effective date", "value": "2026-02-01", "expected": "2026-04-20 or later",
            "other": "'Record of Change'!C7",
        },
    )
    JD_RANK_DIFFERS = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="this column is for the rank {value}",
        expected="the ranks in the definitions: {expected}", fix="make the two sheets agree",
        cause="The job descriptions have a column for a rank that is not in the table of ranks.",
        at=(_JD, "Job Descriptions", "H6"),
        facts={"value": "“FAIE04”", "expected": "FAIE01, FAIE02 and FAIE03"},
    )
    JD_COVER_INCOMPLETE = Entry(
        _WARNING, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="the cover has the label “{label}” without a value",
        expected="a value to the right of it or below it",
        fix="enter it",
        cause="The cell beside the label was left empty.",
        at=(_JD, "Cover", "B9"), facts={"label": "Version"},
    )
    JD_DATE_INVALID = Entry(
        _WARNING, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="{field} is {value}", expected="a date",
        fix="enter a date, such as 1-Feb-2026",
        cause="The cell holds text that is not a date.",
        at=(_JD, "Cover", "C10"), facts={"field": "the effective date", "value": "“soon”"},
    )
    JD_JSON_UNREADABLE = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="the file cannot be read as JSON: {why}",
        expected="a JD as `faie-sheets export` writes it",
        fix="export the JD workbook again, or undo what was changed in the file",
        cause="A JD exported as JSON was edited by hand, and a bracket, comma or quotation mark "
              "is missing.",
        at=("jd.json",), facts={"why": "“NaN” is not a number that a JD can have"},
    )
    JD_JSON_VERSION = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="the file's format is {value}", expected="{expected}",
        fix="install the version of faie_sheets that wrote it, or export the JD workbook again "
            "with this one",
        cause="The file was written by a newer version of faie_sheets than this one.",
        at=("jd.json",), facts={"value": "“faie-jd/2”", "expected": "“faie-jd/1”"},
    )
    JD_JSON_INVALID = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="{path} is {value}", expected="{allowed}",
        fix="correct it in the file, or export the JD workbook again",
        cause="A JD exported as JSON was edited by hand, and a value is not allowed there.",
        at=("jd.json",),
        facts={
            "path": "$.jd.competencies[0].weight", "value": "“15%”",
            "allowed": "a number from 0 to 100, or a text such as “100/3”",
        },
    )

    # -- the roster and the manifest -----------------------------------------------------------
    ROSTER_NO_HEADER = Entry(
        _ERROR, Group.LISTS, to_do=ToDo.LISTS, follow_up=_NOT_OF_A_FORM,
        found="no row has the headers of a roster", expected="a row with {wanted}",
        fix="put the headers above the list; {hint}",
        cause="There is no row of headers, or *Employee ID* and *Target rank* are spelled in a "
              "way that is not recognised.",
        at=("roster.xlsx",),
        facts={
            "wanted": "“Employee ID” and “Target rank”",
            "hint": "did you mean Roster!B1 “Traget rank”?",
        },
    )
    ROSTER_EMPTY = Entry(
        _ERROR, Group.LISTS, to_do=ToDo.LISTS, follow_up=_NOT_OF_A_FORM,
        found="there is nobody below the headers", expected="one row for each engineer",
        fix="add the engineers, or check that this is the right file",
        cause="The list has headers and nothing below them; perhaps it is an empty copy.",
        at=("roster.xlsx", "Roster", "A1"), facts={},
    )
    ROSTER_FIELD_MISSING = Entry(
        _ERROR, Group.LISTS, to_do=ToDo.LISTS, follow_up=_NOT_OF_A_FORM,
        found="{field} is missing for {who}", expected="{expected}",
        fix="fill it in; no form is issued for this row",
        cause="The cell was left empty.",
        at=("roster.xlsx", "Roster", "E7"),
        facts={"field": "Target rank", "who": "“Võ Ngọc Giang (E1005)”", "expected": "a rank code"},
    )
    ROSTER_ID_REPEATED = Entry(
        _ERROR, Group.LISTS, to_do=ToDo.LISTS, follow_up=_NOT_OF_A_FORM,
        found="the employee ID {value} appears a second time",
        expected="each ID once (first in {other})",
        fix="correct the ID or remove the row; only the first one gets a form",
        cause="Someone is on the list twice, or two people were given the same ID by mistake.",
        at=("roster.xlsx", "Roster", "A9"), facts={"value": "“E1005”", "other": "Roster!A7"},
    )
    ROSTER_RANK_UNKNOWN = Entry(
        _ERROR, Group.LISTS, to_do=ToDo.LISTS, follow_up=_NOT_OF_A_FORM,
        found="the target rank of {who} is {value}", expected="one of {allowed}",
        fix="correct it; no form is issued for this row",
        cause="The rank is misspelled, or belongs to another job family.",
        at=("roster.xlsx", "Roster", "E7"),
        facts={"who": _GIANG, "value": "“FAIE09”", "allowed": "FAIE01, FAIE02 or FAIE03"},
    )
    ROSTER_CURRENT_RANK_UNKNOWN = Entry(
        _WARNING, Group.LISTS, to_do=ToDo.LISTS, follow_up=_NOT_OF_A_FORM,
        found="the current rank of {who} is {value}", expected="one of {allowed}, or empty",
        fix="correct it if it is a mistake; the form shows it as it is",
        cause="The rank is misspelled, or the engineer comes from another job family.",
        at=("roster.xlsx", "Roster", "D7"),
        facts={"who": _GIANG, "value": "“Senior”", "allowed": "FAIE01, FAIE02 or FAIE03"},
    )
    MANIFEST_NO_HEADER = Entry(
        _ERROR, Group.LISTS, to_do=ToDo.LISTS, follow_up=_NOT_OF_A_FORM,
        found="the file is not a manifest", expected="a row with {wanted}",
        fix="give the manifest.csv that was written with the forms",
        cause="Another file was given as `--manifest`.",
        at=("list.csv",), facts={"wanted": "“Form ID”, “File”, “SHA-256” and “JD fingerprint”"},
    )

    # -- the template --------------------------------------------------------------------------
    TEMPLATE_NOT_XLSX = Entry(
        _ERROR, Group.TEMPLATE, to_do=ToDo.LOOK, follow_up=_NOT_OF_A_FORM,
        found="the template is {what}", expected="an Excel workbook without macros (.xlsx)",
        fix="in Excel: File > Save As > Excel Workbook (*.xlsx), then issue from that file",
        cause="It was saved in a different format from the one it was made in.",
        at=("template.ods",), facts={"what": "an .ods workbook"},
    )
    TEMPLATE_TOKEN_MISSING = Entry(
        _ERROR, Group.TEMPLATE, to_do=ToDo.LOOK, follow_up=_NOT_OF_A_FORM,
        found="the template has lost the token {token}", expected="each token at least once",
        fix="type {token} into the cell where {field} belongs, or start from `faie-sheets "
            "template`",
        cause="A cell with a token was deleted or typed over.",
        at=("template.xlsx",), facts={"token": "{{employee_id}}", "field": "Employee ID"},
    )
    TEMPLATE_TOKEN_UNKNOWN = Entry(
        _ERROR, Group.TEMPLATE, to_do=ToDo.LOOK, follow_up=_NOT_OF_A_FORM,
        found="the template has the token {token}", expected="{allowed}",
        fix="correct its spelling or remove it",
        cause="A token was mistyped, or one was made up.",
        at=("template.xlsx",),
        facts={
            "token": "{{nmae}}",
            "allowed": "{{employee_id}}, {{name}}, {{unit}} … or {{required:CODE}} with a code of "
                       "the JD",
        },
    )
    TEMPLATE_TOKEN_IN_FORMULA = Entry(
        _ERROR, Group.TEMPLATE, to_do=ToDo.LOOK, follow_up=_NOT_OF_A_FORM,
        found="a formula contains the token {token}", expected="tokens in plain text cells only",
        fix="put the token into a cell of its own and let the formula refer to that cell",
        cause="A token was put into a formula, where it cannot be filled in safely.",
        at=("template.xlsx", "Assessment"), facts={"token": "{{name}}"},
    )
    TEMPLATE_LABEL_APART = Entry(
        _ERROR, Group.TEMPLATE, to_do=ToDo.LOOK, follow_up=_NOT_OF_A_FORM,
        found="the cell beside the label “{label}” is {value}",
        expected="{token} in the cell to the right of its label",
        fix="put {token} there, or remove this label; returned forms are read by it",
        cause="The label was moved and its token was not.",
        at=("template.xlsx", "Assessment", "D2"),
        facts={"label": "Name", "value": "“Dear colleague”", "token": "{{name}}"},
    )
    TEMPLATE_DROP_DOWN_MISSING = Entry(
        _ERROR, Group.TEMPLATE, to_do=ToDo.LOOK, follow_up=_NOT_OF_A_FORM,
        found="the {column} cell of {code} has no drop-down",
        expected="a list validation with its level labels",
        fix="copy the cell from a new template (`faie-sheets template`) and paste it here",
        cause="The cell was replaced by one copied from elsewhere, or *Data Validation* was "
              "cleared.",
        at=("template.xlsx", "Assessment", "F9"), facts={"column": "Self level", "code": "AIAE03"},
    )
    TEMPLATE_DROP_DOWN_DIFFERS = Entry(
        _ERROR, Group.TEMPLATE, to_do=ToDo.LOOK, follow_up=_NOT_OF_A_FORM,
        found="the drop-down of the {column} cell of {code} offers {value}", expected="{expected}",
        fix="leave the hidden sheet with the scales as it is; start again from `faie-sheets "
            "template`",
        cause="A cell was copied from another row, or the hidden sheet with the scales was "
              "changed.",
        at=("template.xlsx", "Assessment", "F9"),
        facts={
            "column": "Self level", "code": "AIAE03", "value": "the levels of AIAE04",
            "expected": "the levels of AIAE03",
        },
    )
    TEMPLATE_FORMULA_MISSING = Entry(
        _ERROR, Group.TEMPLATE, to_do=ToDo.LOOK, follow_up=_NOT_OF_A_FORM,
        found="the {column} cell of {code} has {value}",
        expected="the formula it was made with",
        fix="copy the cell from a new template (`faie-sheets template`) and paste it here",
        cause="The formula was typed over, or the hidden sheet that it refers to was deleted.",
        at=("template.xlsx", "Assessment", "I9"),
        facts={
            "column": "Points", "code": "AIAE03",
            "value": "a formula that refers to the sheet “_calculation”, which is gone",
        },
    )
    TEMPLATE_PREFILLED = Entry(
        _ERROR, Group.TEMPLATE, to_do=ToDo.LOOK, follow_up=_NOT_OF_A_FORM,
        found="the {column} cell of {code} holds {value}", expected="an empty cell",
        fix="clear it; otherwise every engineer would get a form that is already filled in",
        cause="The template was tried out, and what had been filled in was left there.",
        at=("template.xlsx", "Assessment", "H9"),
        facts={"column": "Evidence", "code": "AIAE03", "value": "“draft”"},
    )
    TEMPLATE_INPUT_LOCKED = Entry(
        _ERROR, Group.TEMPLATE, to_do=ToDo.LOOK, follow_up=_NOT_OF_A_FORM,
        found="the {column} cell of {code} is locked on a protected sheet",
        expected="an unlocked cell",
        fix="in Excel: Format Cells > Protection, clear “Locked”; otherwise nobody could fill in "
            "the form",
        cause="The cell was reformatted, which locks it.",
        at=("template.xlsx", "Assessment", "F9"), facts={"column": "Self level", "code": "AIAE03"},
    )
    TEMPLATE_IDENTITY_MISSING = Entry(
        _ERROR, Group.TEMPLATE, to_do=ToDo.LOOK, follow_up=_NOT_OF_A_FORM,
        found="the template has no identity sheet",
        expected="the hidden sheet {sheet_name} with {wanted}",
        fix="start again from `faie-sheets template` and restyle that one",
        cause="The hidden sheets were deleted, or the visible sheet was copied into a new "
              "workbook.",
        at=("template.xlsx",),
        facts={
            "sheet_name": "_identity",
            "wanted": "“faie_sheets form”, “form id”, “JD fingerprint”, “employee id” and “target "
                      "rank”",
        },
    )
    TEMPLATE_TABLE_MISSING = Entry(
        _ERROR, Group.TEMPLATE, to_do=ToDo.LOOK, follow_up=_NOT_OF_A_FORM,
        found="the template has no table of competencies",
        expected="a row with the headers {wanted}",
        fix="start again from `faie-sheets template` and leave the headers as they are",
        cause="The headers of the table were reworded or translated.",
        at=("template.xlsx",),
        facts={"wanted": "“Code”, “Competency”, “Weight” … “Points” and “Meets target”"},
    )
    TEMPLATE_ROW_MISSING = Entry(
        _ERROR, Group.TEMPLATE, to_do=ToDo.LOOK, follow_up=_NOT_OF_A_FORM,
        found="the template has no row for {code} {name}", expected="one row for each competency",
        fix="start again from `faie-sheets template --jd` with this JD and restyle that one",
        cause="A row was deleted, or the JD has one competency more than when the template was "
              "made.",
        at=("template.xlsx", "Assessment"), facts={**_AIAE03},
    )
    TEMPLATE_REWORDED = Entry(
        _WARNING, Group.TEMPLATE, to_do=ToDo.LOOK, follow_up=_NOT_OF_A_FORM,
        found="{what} is {value} in the template", expected="{expected}, as in the JD",
        fix="nothing, if you want it that way: forms are issued with it, and the JD's is used for "
            "the score",
        cause="A fixed text or a weight was typed over in the template.",
        at=("template.xlsx", "Assessment", "D9"),
        facts={
            "what": "what is assessed of AIAE03 Data Engineering & Management",
            "value": "“Works with data”",
            "expected": "“Demonstrates the ability to - Collaborate with data engineers…”",
        },
    )
    TEMPLATE_HEADER_MISSING = Entry(
        _WARNING, Group.TEMPLATE, to_do=ToDo.LOOK, follow_up=_NOT_OF_A_FORM,
        found="no column of the template is headed “{header}”",
        expected="the header it was made with",
        fix="nothing, if you removed the column; otherwise head it “{header}” again, by which it "
            "is read",
        cause="A header was reworded in the template, or its column was deleted.",
        at=("template.xlsx", "Assessment", "A6"), facts={"header": "Evidence"},
    )
    TEMPLATE_OF_ANOTHER_JD = Entry(
        _ERROR, Group.TEMPLATE, to_do=ToDo.LOOK, follow_up=_NOT_OF_A_FORM,
        found="the template was made for JD {found_jd}", expected="JD {expected_jd}, the one given",
        fix="make a new template for this JD (`faie-sheets template --jd`), or give the JD it was "
            "made for",
        cause="The JD was changed after the template was made from it.",
        at=("template.xlsx",),
        facts={
            "found_jd": "e047cc0bef79", "expected_jd": "XXX-CV/HR/HDCV/FSOFT 1.0 (a5916f690951)",
        },
    )
    TEMPLATE_NOT_FILLABLE = Entry(
        _ERROR, Group.TEMPLATE, to_do=ToDo.LOOK, follow_up=_NOT_OF_A_FORM,
        found="answers cannot be written into the template: {why}",
        expected="a workbook as Excel saves it",
        fix="open it in Excel, check that it is still as you want it, and save it as .xlsx; or "
            "start again from `faie-sheets template`",
        cause="A program or a script saved the template in a state that Excel would have to "
              "repair.",
        at=("template.xlsx",), facts={"why": "its inner file “xl/styles.xml” has no fonts"},
    )

    # -- the forms -----------------------------------------------------------------------------
    FORM_WOULD_BE_LOST = Entry(
        _ERROR, Group.FORMS, to_do=ToDo.LOOK,
        follow_up=FollowUp(Act.HR, "it is about a folder", letter=None),
        found="there is a file with this name, and it is not a form as issued",
        expected="an unused name",
        fix="move the file elsewhere, or issue to another folder; it was left as it is",
        cause="You issued forms to a folder in which someone has already filled in a form with "
              "this name.",
        at=(_FORM,), facts={},
    )
    NOT_A_FORM = Entry(
        _ERROR, Group.FORMS, to_do=ToDo.ANOTHER,
        follow_up=FollowUp(Act.UNREADABLE, "{found}; {fix}", letter=None),
        found="the workbook is not an assessment form: {why}",
        expected="a sheet with the headers {wanted}",
        fix="ask the sender for the form that was issued; {hint}",
        cause="Another workbook is in the folder, or the table was copied out of the form.",
        at=("Team budget.xlsx",),
        facts={
            "why": "no row has these headers",
            "wanted": "“Code”, “Self level” and “Assessor level”", "hint": "",
        },
    )
    FORM_AMBIGUOUS = Entry(
        _WARNING, Group.FORMS, to_do=ToDo.LOOK,
        follow_up=FollowUp(Act.CHECK, "the likelier table was read", letter=Letter(
            "Your workbook had more than one table of levels. The levels from the sheet {sheet} "
            "are filled in here.",
            "Check that these are the levels you mean; if not, choose others.",
        )),
        found="the workbook has another table of ratings, on the sheet {other}",
        expected="one table",
        fix="check that the sheet {used}, which was used, is the one meant; otherwise delete it "
            "and send the form again",
        cause="The sheet was copied within the form, as a draft or as a backup.",
        at=(_FORM, "Assessment Copy"), facts={"other": "“Assessment Copy”", "used": "“Assessment”"},
    )
    FORM_IDENTITY_LOST = Entry(
        _WARNING, Group.FORMS, to_do=ToDo.LOOK,
        follow_up=FollowUp(Act.HR,
            "the fresh form has its identity again; HR compares the name (a form whose name is "
            "not the one on the list is held back)",
            letter=None,
        ),
        found="the hidden identity sheet of the form is gone", expected="the form as it was issued",
        fix="check that this is really the form of {who}; the visible employee ID was used",
        cause="The program that saved the form drops hidden sheets, or the visible one was copied "
              "into a new workbook.",
        at=(_FORM,), facts={"who": _GIANG},
    )
    FORM_OF_NOBODY = Entry(
        _ERROR, Group.FORMS, to_do=ToDo.WHOSE,
        follow_up=FollowUp(Act.UNREADABLE,
            "{found}, so nobody knows who it goes back to; {fix}",
            letter=None,
        ),
        found="the form does not say whose it is", expected="an employee ID",
        fix="ask the sender who it is for, enter the employee ID, and read it again",
        cause="The hidden sheet is gone, and so is the employee ID on the form.",
        at=("form.xlsx", "Assessment", "B2"), facts={},
    )
    FORM_ID_CHANGED = Entry(
        _ERROR, Group.FORMS, to_do=ToDo.WHOSE,
        follow_up=FollowUp(Act.HOLD,
            "it shows a different employee ID from the one it was issued to: ask whose answers "
            "they are, since one engineer must not get another's",
            letter=None,
        ),
        found="the form shows the employee ID {value}",
        expected="{expected}, the one it was issued to",
        fix="ask the sender whose assessment it is; it is counted for {expected}",
        cause="Someone passed their form on and typed another ID into it. The form still records "
              "who it was issued to.",
        at=(_FORM, "Assessment", "B2"), facts={"value": "“E1006”", "expected": "E1005"},
    )
    FORM_TARGET_CHANGED = Entry(
        _WARNING, Group.FORMS, to_do=ToDo.LOOK,
        follow_up=FollowUp(Act.CHECK,
            "the target rank as issued counts; the fresh form shows it again",
            letter=Letter(
                "Your form showed a different target rank. This one shows the rank it was issued "
                "for.",
                "Check that this is the right rank. If another one was agreed, please tell HR.",
            ),
        ),
        found="the form shows the target rank {value}", expected="{expected}, as issued",
        fix="nothing, if the change is a mistake; the issued target rank {expected} is used",
        cause="The locked cell was changed, by someone who is aiming for another rank.",
        at=(_FORM, "Assessment", "F3"), facts={"value": "“FAIE03”", "expected": "FAIE02"},
    )
    FORM_TARGET_UNKNOWN = Entry(
        _WARNING, Group.FORMS, to_do=ToDo.LISTS,
        follow_up=FollowUp(Act.HR, "target ranks come from HR's list", letter=None),
        found="the target rank is {value}", expected="one of {allowed}",
        fix="give the target rank in the roster; the rank attained is not affected",
        cause="The target rank in the form is not one of this JD's.",
        at=(_FORM, "Assessment", "F3"),
        facts={"value": "“FAIE09”", "allowed": "FAIE01, FAIE02 or FAIE03"},
    )
    FORM_OF_ANOTHER_JD = Entry(
        _WARNING, Group.FORMS, to_do=ToDo.LOOK,
        follow_up=FollowUp(Act.CHECK,
            "HR chooses the JD; the fresh form shows the engineer what its levels say now",
            letter=Letter(
                "Your form was for another edition of the job description. This one is for the "
                "current edition.",
                "Read the levels again on the sheet “Levels”, and check that yours still apply.",

            ),
        ),
        found="the form was issued from JD {found_jd}", expected="JD {expected_jd}, the one given",
        fix="check that the right JD is used; codes, scales and weights agree, the rest is taken "
            "from the one given; {hint}",
        cause="The JD was revised after the form was issued, but in nothing that a score depends "
              "on.",
        at=(_FORM,),
        facts={
            "found_jd": "“a5916f690951”", "expected_jd": "XXX-CV/HR/HDCV/FSOFT 2.0 (97a2930ef980)",
            "hint": "",
        },
    )
    FORM_OF_A_JD_THAT_DIFFERS = Entry(
        _ERROR, Group.FORMS, to_do=ToDo.ISSUE,
        follow_up=FollowUp(Act.HOLD,
            "it was issued from another JD, whose levels may mean something else: give that JD, "
            "or issue a new form",
            letter=None,
        ),
        found="the form is for {found_jd}: {what}", expected="{expected}, as in JD {expected_jd}",
        fix="give the JD that the form was issued from, or issue a new form from this one; "
            "nothing in the form was scored",
        cause="The JD was revised after the form was issued, in codes, scales or weights; or the "
              "form is for another job family.",
        at=(_FORM, "Assessment", "C7"),
        facts={
            "found_jd": "JD “a5916f690951”",
            "what": "the weight of AIAE01 AI Application Design & Development is “15%”",
            "expected": "“5%”", "expected_jd": "XXX-CV/HR/HDCV/FSOFT 2.0 (cb7bcc8a88d8)",
        },
    )
    FORM_LOCKED_CELL_CHANGED = Entry(
        _WARNING, Group.FORMS, to_do=ToDo.LOOK,
        follow_up=FollowUp(Act.CHECK,
            "what was issued counts, and the fresh form shows it again",
            letter=Letter(
                "A locked cell in your form had been changed. Here it is as it was issued.",
                "Check that it is right now. If something in it is wrong, please tell HR.",
            ),
        ),
        found="{what} is {value} in the form", expected="{expected}, as in the JD",
        fix="ask the sender why the locked cell was changed, unless it was a mistake or was issued "
            "that way; the JD's is used",
        cause="The sheet's protection was taken off, or a program ignored it, and a cell was "
              "typed over.",
        at=(_FORM, "Assessment", "C7"),
        facts={
            "what": "the weight of AIAE01 AI Application Design & Development", "value": "“99%”",
            "expected": "“15%”",
        },
    )
    FORM_CODE_RESPELT = Entry(
        _WARNING, Group.FORMS, to_do=ToDo.LOOK,
        follow_up=FollowUp(Act.HR, "the row could be read, and is again as issued", letter=None),
        found="the code of {name} is written {value}", expected="{expected}, as issued",
        fix="nothing, if {expected} is meant; the row was read as that of {expected}",
        cause="A code was retyped, in other letters or with spaces.",
        at=(_FORM, "Assessment", "A9"),
        facts={"name": "Data Engineering & Management", "value": "“aiae03”", "expected": "AIAE03"},
    )
    FORM_ROW_MISSING = Entry(
        _ERROR, Group.FORMS, to_do=ToDo.SEND_BACK,
        follow_up=FollowUp(Act.CORRECT,
            "the row is back in the fresh form, and its level is for the rater to choose",
            letter=Letter(
                "This row was deleted from the form. Here it is again.",
                _CHOOSE,
            ),
        ),
        found="the form has no row for {code} {name}", expected="one row for each competency",
        fix="ask the sender for the form as it was issued, filled in again",
        cause="A row was deleted.",
        at=(_FORM, "Assessment"), facts={**_AIAE03},
    )
    FORM_ROW_REPEATED = Entry(
        _ERROR, Group.FORMS, to_do=ToDo.SEND_BACK,
        follow_up=FollowUp(Act.CORRECT,
            "only the rater knows which of the two rows is meant",
            letter=Letter(
                "This row was in your form twice. The level from the first one is filled in.",
                "Check that this level is the one you mean; if not, choose another one.",
            ),
        ),
        found="{code} appears a second time",
        expected="one row for each competency (first in {other})",
        fix="delete the extra row; the first one is used",
        cause="A row was copied and pasted below the table.",
        at=(_FORM, "Assessment", "A20"), facts={"code": "AIAE03", "other": "Assessment!A9"},
    )
    FORM_BLANK = Entry(
        _ERROR, Group.FORMS, to_do=ToDo.SEND_BACK,
        follow_up=FollowUp(Act.CORRECT, "the form is for the engineer to fill in", letter=Letter(
            "The cell is empty; no level has been chosen in the whole form.", _CHOOSE,
        )),
        found="no level has been chosen", expected="a level for each of the {count} competencies",
        fix="ask {who} to fill in the form and send it again",
        cause="The form was sent back as it came, or the filled-in copy is somewhere else.",
        at=("E1010 Đỗ Thị Mai.xlsx", "Assessment"),
        facts={"count": "11", "who": "Đỗ Thị Mai (E1010)"},
    )
    FORM_REWORDED_ALIKE = Entry(
        _WARNING, Group.FORMS, to_do=ToDo.LOOK,
        follow_up=FollowUp(Act.HR, "the template is HR's, and so is its wording", letter=None),
        found="{found}, word for word the same in {forms} forms", expected="{expected}",
        fix="nothing, if you changed it in the template that they were issued from; the JD's is "
            "used",
        cause="The template was reworded before the forms were issued; or many people copied one "
              "changed form.",
        at=(),
        facts={
            "found": "what is assessed of AIAE03 Data Engineering & Management is “Works with "
                     "data” in the form",
            "expected": "“Demonstrates the ability to - Collaborate with data engineers…”, as in "
                        "the JD",
            "forms": "40",
        },
    )

    # -- the ratings ---------------------------------------------------------------------------
    EVIDENCE_FORMULA = Entry(
        _WARNING, Group.RATINGS, to_do=ToDo.LOOK,
        follow_up=FollowUp(Act.CHECK, "no figure depends on evidence", letter=Letter(
            "It held a formula; what it showed is filled in as text, as far as it could be read.",
            "Write your evidence as text. If it begins with =, put a space before that.",
        )),
        found="the evidence of {code} {name} is {value}", expected="text",
        fix="ask the sender for the evidence as text, with a space before a leading = or -; {hint}",
        cause="Text that begins with = or - becomes a formula as it is typed.",
        at=(_FORM, "Assessment", "H9"),
        facts={**_AIAE03, "value": "the formula “=-led the project”", "hint": ""},
    )
    RATING_NOT_ON_SCALE = Entry(
        _ERROR, Group.RATINGS, to_do=ToDo.SEND_BACK,
        follow_up=FollowUp(Act.CORRECT, "only the rater knows which level is meant", letter=Letter(
            "It held {was}, which is not one of its levels. The cell was cleared.", _CHOOSE,
        )),
        found="the {rater} level of {code} {name} is {value}", expected="{allowed}",
        fix="have a level chosen from the drop-down of this cell and the form sent again",
        cause="A value was typed or pasted over the drop-down.",
        at=(_FORM, "Assessment", "G9"),
        facts={
            **_AIAE03, "rater": "assessor", "value": "“5: Expert”",
            "allowed": "a level from 0 to 3",
        },
    )
    RATING_ERROR_VALUE = Entry(
        _ERROR, Group.RATINGS, to_do=ToDo.SEND_BACK,
        follow_up=FollowUp(Act.CORRECT, "only the rater knows which level is meant", letter=Letter(
            "It held {was}, which is an error, not a level. The cell was cleared.", _CHOOSE,
        )),
        found="the {rater} level of {code} {name} is {value}", expected="{allowed}",
        fix="have a level chosen from the drop-down of this cell and the form sent again",
        cause="A formula was pasted into the cell, and what it refers to is gone.",
        at=(_FORM, "Assessment", "F9"),
        facts={
            **_AIAE03, "rater": "self", "value": "the error value “#REF!”",
            "allowed": "a level from 0 to 3",
        },
    )
    RATING_FORMULA = Entry(
        _ERROR, Group.RATINGS, to_do=ToDo.SEND_BACK,
        follow_up=FollowUp(Act.CORRECT,
            "a formula is never calculated, and only the rater knows which level is meant",
            letter=Letter(
                "It held a formula, not a level. The cell was cleared.",
                _CHOOSE,
            ),
        ),
        found="the {rater} level of {code} {name} is {value}",
        expected="{allowed}, chosen and not calculated",
        fix="have a level chosen from the drop-down of this cell and the form sent again",
        cause="A formula was typed or pasted over the drop-down. It could give a different level "
              "tomorrow.",
        at=(_FORM, "Assessment", "F9"),
        facts={
            **_AIAE03, "rater": "self", "value": "the formula “=1+2”, stored with the value “3”",
            "allowed": "a level from 0 to 3",
        },
    )
    RATING_FORMULA_READ = Entry(
        _WARNING, Group.RATINGS, to_do=ToDo.LOOK,
        follow_up=FollowUp(Act.CHECK,
            "the level could be read from the value stored with the formula",
            letter=Letter(
                "It held a formula, whose value was read as level {level}.",
                "Check that this is what you mean; if not, choose another level.",
            ),
        ),
        found="the {rater} level of {code} {name} is {value}",
        expected="{allowed}, chosen and not calculated",
        fix="nothing, if level {level} is meant: it was read from the value stored with the "
            "formula, which was not calculated",
        cause="The cell refers to another one, such as the assessor's, which holds a label from "
              "its scale.",
        at=(_FORM, "Assessment", "F9"),
        facts={
            **_AIAE03,
            "rater": "self",
            "value": "the formula “=G9”, stored with the value “2: Leads data architecture "
                     "design; ensures data quality, governance, and scalability”",
            "allowed": "a level from 0 to 3",
            "level": "2",
        },
    )
    RATING_REWORDED = Entry(
        _WARNING, Group.RATINGS, to_do=ToDo.LOOK,
        follow_up=FollowUp(Act.CHECK, "the level could be read", letter=Letter(
            "It held {was} and was read as level {level}.",
            "Check that this is what you mean; if not, choose another level.",
        )),
        found="the {rater} level of {code} {name} is {value}", expected="{expected}",
        fix="nothing, if level {level} is meant; it was read as level {level}",
        cause="The level was typed or pasted rather than chosen: a bare 2, other capitals, other "
              "words after the number.",
        at=(_FORM, "Assessment", "F9"),
        facts={
            **_AIAE03,
            "rater": "self",
            "value": "“2”",
            "expected": "the entry of the drop-down, “2: Leads data architecture design; ensures "
                        "data quality, governance, and scalability”",
            "level": "2",
        },
    )
    RATING_OF_ANOTHER_COMPETENCY = Entry(
        _ERROR, Group.RATINGS, to_do=ToDo.SEND_BACK,
        follow_up=FollowUp(Act.CORRECT, "only the rater knows which level is meant", letter=Letter(
            "It held {was}, a level of another competency. The cell was cleared.",
            f"{_CHOOSE} Look at the rows around it too: cells may have been pasted or sorted.",
        )),
        found="the {rater} level of {code} {name} is {value}, a level of {other}",
        expected="{allowed}",
        fix="check whether cells were pasted or sorted out of place; have the level chosen again "
            "and the form sent again",
        cause="A column was pasted one row too low, or sorted on its own.",
        at=(_FORM, "Assessment", "F9"),
        facts={
            **_AIAE03, "rater": "self", "value": "“3: Architects hybrid/multi-cloud AI platforms…”",
            "other": "AIAE05", "allowed": "a level from 0 to 3",
        },
    )
    RATING_MISSING = Entry(
        _ERROR, Group.RATINGS, to_do=ToDo.SEND_BACK,
        follow_up=FollowUp(Act.CORRECT, "a level is for the rater to choose", letter=Letter(
            "The cell is empty.",
            f"{_CHOOSE} An empty cell is not level 0.",
        )),
        found="the {rater} level of {code} {name} is empty", expected="{allowed}",
        fix="have a level chosen from the drop-down of this cell and the form sent again; {hint}",
        cause="The row was overlooked. An empty cell is not level 0.",
        at=("E1004 Phạm Hoàng Dũng.xlsx", "Assessment", "G11"),
        facts={
            "code": "AIAE05", "name": "Cloud & Deployment Platforms", "rater": "assessor",
            "allowed": "a level from 0 to 3",
            "hint": "the self levels are complete, but are never taken for the assessor's",
        },
    )

    # -- the batch of returned forms -----------------------------------------------------------
    ENGINEER_UNKNOWN = Entry(
        _WARNING, Group.BATCH, to_do=ToDo.LISTS,
        follow_up=FollowUp(Act.HR, "the list of engineers is HR's", letter=None),
        found="the form is for {who}, who is not on the list", expected="someone listed in {other}",
        fix="check the employee ID, or add the person to the roster",
        cause="A form came back from someone who is not on the list, or the list is from another "
              "round.",
        at=("E1099 Ai Đó.xlsx",), facts={"who": "Ai Đó (E1099)", "other": "the roster"},
    )
    ENGINEER_TARGET_DIFFERS = Entry(
        _WARNING, Group.BATCH, to_do=ToDo.LISTS,
        follow_up=FollowUp(Act.HR, "target ranks come from HR's list", letter=None),
        found="the form was issued for the target rank {value}",
        expected="{expected}, as in {other}",
        fix="issue a new form for {expected} if that is the target now; {value} is used",
        cause="The target rank was changed on the list after the form had been issued.",
        at=(_FORM,), facts={"value": "FAIE02", "expected": "FAIE03", "other": "the roster"},
    )
    FORM_SUPERSEDED = Entry(
        _WARNING, Group.BATCH, to_do=ToDo.LOOK,
        follow_up=FollowUp(Act.HR, "another form of the engineer counts", letter=None),
        found="{who} has returned another form, {other}", expected="one form each",
        fix="nothing, if {other} is the one meant ({why}); otherwise remove it and run again",
        cause="A form was sent again, corrected or by mistake.",
        at=("E1012 Phan Quang Nhật.xlsx",),
        facts={
            "who": "Phan Quang Nhật (E1012)", "other": "E1012 Phan Quang Nhật (2).xlsx",
            "why": "it was saved last, 2026-11-24 00:00",
        },
    )
    FORM_REFUSED = Entry(
        _ERROR, Group.BATCH, to_do=ToDo.WHICH,
        follow_up=FollowUp(Act.HOLD,
            "several different forms came back from one engineer: ask which one is meant",
            letter=None,
        ),
        found="{who} has returned several different forms: this one and {others}",
        expected="one form each",
        fix="ask {who} which one is meant, remove the others and run again; none of them was "
            "counted",
        cause="Several different forms came back from one engineer, and you asked for none to "
              "count in that case (`--duplicates refuse`).",
        at=("E1012 Phan Quang Nhật.xlsx",),
        facts={"who": "Phan Quang Nhật (E1012)", "others": "E1012 Phan Quang Nhật (2).xlsx"},
    )
    FORM_NAMED_FOR_ANOTHER = Entry(
        _WARNING, Group.BATCH, to_do=ToDo.WHOSE,
        follow_up=FollowUp(Act.HOLD,
            "the file is named for someone else: ask whose answers they are, since one engineer "
            "must not get another's",
            letter=None,
        ),
        found="the file is named for {named}, and the form in it is for {who}",
        expected="the file name and the form to be for the same person",
        fix="ask the sender whose assessment it is; it was counted for {who}",
        cause="A form was saved under the name of another, or someone filled in a colleague's "
              "form.",
        at=(_FORM,), facts={"named": "E1005", "who": "E1006"},
    )
    FORM_LATE = Entry(
        _WARNING, Group.BATCH, to_do=ToDo.LOOK,
        follow_up=FollowUp(Act.HR, "whether it still counts is for HR to decide", letter=None),
        found="the form of {who} was saved on {saved}", expected="by {due}, when it was due",
        fix="nothing, if it may count; it was scored like the others",
        cause="The form was saved after the day given with `--due`.",
        at=(_FORM,), facts={"who": _GIANG, "saved": "2026-07-02", "due": "2026-06-30"},
    )
    FILE_KILLED_THE_READER = Entry(
        _ERROR, Group.BATCH, to_do=ToDo.ANOTHER, follow_up=_NO_ANSWERS,
        found="the file could not be read to the end: {why}", expected="a form as it was issued",
        fix="ask the sender to open it, save it as .xlsx and send it again; the other files were "
            "read",
        cause="The file is damaged or was made to do harm: the process that read it crashed, ran "
              "out of memory, or took too long.",
        at=("form.xlsx",), facts={"why": "it took more than 60 s"},
    )
    NOTHING_FOUND = Entry(
        _ERROR, Group.BATCH, to_do=ToDo.ANOTHER,
        follow_up=FollowUp(Act.HR, "it is about a folder", letter=None),
        found="there is no file to read",
        expected="a folder with returned forms, or the forms themselves",
        fix="check the folder",
        cause="The folder is empty, or the forms are in another one.",
        at=("returned",), facts={},
    )
    STORE_UNUSABLE = Entry(
        _ERROR, Group.BATCH, to_do=ToDo.LOOK,
        follow_up=FollowUp(Act.HR, "it is about a store", letter=None),
        found="the store cannot be used: {why}",
        expected="a store that `read_forms` or `score` has made",
        fix="if its disk is full or read-only, or another run is using it, put that right first; "
            "otherwise give another file, or delete it if it is a store: what it held is then "
            "read again",
        cause="Another file was given as the store, or the store was damaged, for example by a "
              "full disk.",
        at=("inbox.store",), facts={"why": "it is none, or is damaged (file is not a database)"},
    )

    # -- the summary ---------------------------------------------------------------------------
    NOT_A_SUMMARY = Entry(
        _ERROR, Group.SUMMARY, to_do=ToDo.LOOK,
        follow_up=FollowUp(Act.HR, "it is about a summary", letter=None),
        found="the workbook is not a summary that can be read back: {why}",
        expected="a workbook that `faie-sheets score` or `write_summary` has written",
        fix="choose the summary; if this is one, write it again from the returned forms",
        cause="Another workbook was given, or the hidden sheet `_data` was deleted before it was "
              "passed on.",
        at=("summary.xlsx",), facts={"why": "it has no sheet “_data”"},
    )
    SUMMARY_NEWER = Entry(
        _ERROR, Group.SUMMARY, to_do=ToDo.LOOK,
        follow_up=FollowUp(Act.HR, "it is about a summary", letter=None),
        found="the summary's data is in the format {value}", expected="{expected}",
        fix="install the newest version of faie_sheets, or write the summary again with this one",
        cause="The summary was written by a newer version of faie_sheets than this one.",
        at=("summary.xlsx",), facts={"value": "“faie-summary/2”", "expected": "“faie-summary/1”"},
    )
    SUMMARY_DAMAGED = Entry(
        _ERROR, Group.SUMMARY, to_do=ToDo.LOOK,
        follow_up=FollowUp(Act.HR, "it is about a summary", letter=None),
        found="the summary's data is not as it was written: {why}",
        expected="the hidden sheet {sheet_name} as it was",
        fix="use an earlier copy of it, or write it again from the returned forms",
        cause="The hidden sheet was shown and edited.",
        at=("summary.xlsx", "_data"),
        facts={"why": "a row of it was changed, moved or removed", "sheet_name": "_data"},
    )
    SUMMARY_LEVEL_CHANGED = Entry(
        _WARNING, Group.SUMMARY, to_do=ToDo.LOOK,
        follow_up=FollowUp(Act.HR, "what HR changes in a summary is HR's affair", letter=None),
        found="the level of {who} in {code} {name} is {value} here",
        expected="{expected}, as it was read from the form",
        fix="nothing, if it was a trial: {expected} is used; otherwise have the form corrected "
            "and score it again",
        cause="Someone tried out, in the sheet *Matrix*, what another level would change.",

        at=("summary.xlsx", "Matrix", "F15"),
        facts={
            "who": "Nguyễn Minh Anh (E1001)", "code": "AIAE01",
            "name": "AI Application Design & Development", "value": "“3”", "expected": "level 2",
        },
    )


_KINDS = {kind.code: kind for kind in Kind}
# A summary from another version, or a caller's own problem, may have a code that is not among them.
_UNKNOWN = FollowUp(Act.HR, "it is not known who should deal with it", letter=None)


def follow_up_of(code: str) -> FollowUp:
    """What is done about a form with a problem of this code; HR deals with unknown codes.

    >>> follow_up_of("rating-missing").why
    'a level is for the rater to choose'
    """
    kind = _KINDS.get(code)
    return kind.value.follow_up if kind else _UNKNOWN


def to_do_about(code: str) -> ToDo:
    """What HR must do about a problem of this code; for an unknown code, have a look.

    >>> to_do_about("rating-missing").words
    'Send the form back'
    """
    kind = _KINDS.get(code)
    return kind.value.to_do if kind else ToDo.LOOK
