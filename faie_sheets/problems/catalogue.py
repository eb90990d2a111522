"""The catalogue of everything that can be wrong: each kind of problem is one entry."""

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

# What the examples are about, as the samples and the tests have it.
_JD = "FAIE_JD.xlsx"
_FORM = "E1005 Võ Ngọc Giang.xlsx"
_GIANG = "Võ Ngọc Giang (E1005)"
_AIAE03 = {"code": "AIAE03", "name": "Data Engineering & Management"}


# Unformatted, so that an entry's short facts may share a line.
# fmt: off
class Kind(Enum):
    """Every kind of problem; the value of each is all that is said of it.

    A kind's code is its name in small letters, with hyphens. Codes are what others rely on: they
    stay as they are.
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
        cause="The name is misspelled, or the terminal is in another folder than the file.",
        at=("rooster.xlsx",), facts={},
    )
    FILE_NOT_READABLE = Entry(
        _ERROR, Group.ANY_FILE, to_do=ToDo.ANOTHER, follow_up=_NO_ANSWERS,
        found="the file cannot be opened: {why}", expected="a file that you may read",
        fix="close it elsewhere, or ask its owner for access, then try again",
        cause="Another program has it open and locked, it lies in a folder that you may not read, "
              "or what was named is a folder where a file is needed.",
        at=("roster.xlsx",), facts={"why": "Permission denied"},
    )
    URL_NOT_READABLE = Entry(
        _ERROR, Group.ANY_FILE, to_do=ToDo.ANOTHER, follow_up=_NO_ANSWERS,
        found="the URL cannot be read: {why}", expected="a URL of a file that fsspec opens here",
        fix="check the address and your access to it, and that what fsspec needs for it is "
            "installed",
        cause="The address is misspelled or its storage out of reach; or this computer lacks what "
              "opens it: fsspec, which the extra `scale` installs, or fsspec's own package for "
              "that storage, such as s3fs.",
        at=(_FORM,), facts={"why": "Install s3fs to access S3"},
    )
    FILE_TOO_LARGE = Entry(
        _ERROR, Group.ANY_FILE, to_do=ToDo.ANOTHER, follow_up=_NO_ANSWERS,
        found="the file has {size}", expected="at most {limit}",
        fix="take out large pictures and pasted sheets, and delete what lies far off the table "
            "(in Excel Ctrl+End goes to the last cell); or ask for the form as issued, filled in "
            "again",
        cause="Pictures were pasted into it, or whole sheets; or formats reach down to the last "
              "row.",
        at=(_FORM,), facts={"size": "over 20 MB", "limit": "20 MB"},
    )
    FILE_EMPTY = Entry(
        _ERROR, Group.ANY_FILE, to_do=ToDo.ANOTHER, follow_up=_NO_ANSWERS,
        found="the file is empty (0 bytes)", expected="a workbook",
        fix="ask the sender to send it again; the e-mail may have lost the attachment",
        cause="A download or an attachment broke off before anything arrived.",
        at=(_FORM,), facts={},
    )
    FILE_PASSWORD_PROTECTED = Entry(
        _ERROR, Group.ANY_FILE, to_do=ToDo.ANOTHER, follow_up=_NO_ANSWERS,
        found="the file needs a password to open",
        expected="a workbook without an opening password",
        fix="ask the sender to take the password off and send it again: in Excel File > Info > "
            "Protect Workbook > Encrypt with Password, clear it, save (in LibreOffice: File > "
            "Save As, untick “Save with password”)",
        cause="Somebody protects every workbook that leaves the house; a program cannot ask for "
              "the password. (Protected *sheets* are no matter: forms have them.)",
        at=(_FORM,), facts={},
    )
    FILE_DAMAGED = Entry(
        _ERROR, Group.ANY_FILE, to_do=ToDo.ANOTHER, follow_up=_NO_ANSWERS,
        found="the file is damaged: {why}", expected="a whole workbook",
        fix="ask the sender to open it, save it as .xlsx and send it again",
        cause="It was cut off or altered on its way, by a mail server, a broken download or a "
              "full disk.",
        at=("E1006 Đặng Văn Hải.xlsx",), facts={"why": "its end is missing"},
    )
    FILE_UNSAFE = Entry(
        _ERROR, Group.ANY_FILE, to_do=ToDo.ANOTHER, follow_up=_NO_ANSWERS,
        found="no spreadsheet program makes files like this one, which may do harm: {why}",
        expected="{limit}",
        fix="do not open it; ask the sender for the form as it was issued, filled in again",
        cause="It was made by hand or by a faulty program so that reading it would take all "
              "memory or time. Honest forms never look like this.",
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
        fix="ask the sender for the workbook itself, saved as .xlsx",
        cause="A text, a PDF or a picture was handed in, or its name was changed to end in .xlsx.",
        at=("form.xlsx",), facts={"what": "plain text (perhaps a CSV file that was renamed)"},
    )
    FILE_TO_SAVE_ANEW = Entry(
        _ERROR, Group.ANY_FILE, to_do=ToDo.ANOTHER, follow_up=_NO_ANSWERS,
        found="this is {what}, which is not read",
        expected="a workbook: .xlsx, .xlsm, .xls, .xlsb or .ods",
        fix="open it in {program}, {how}, and put what you saved in its place",
        cause="It is a format that Excel opens too, but no workbook: an export of another system, "
              "or Apple's Numbers.",
        at=("export.xls",),
        facts={
            "what": "a web page with a table, saved under a workbook's name", "program": "Excel",
            "how": "choose File > Save As > Excel Workbook (*.xlsx)",
        },
    )
    FILE_IS_AN_ARCHIVE = Entry(
        _ERROR, Group.ANY_FILE, to_do=ToDo.ANOTHER, follow_up=_NO_ANSWERS,
        found="this is {what}, not a workbook", expected="the workbooks themselves",
        fix="unpack it, and put the workbooks that are in it in its place",
        cause="Somebody collected the forms of a team into one .zip.",
        at=("forms.zip",), facts={"what": "a ZIP archive of 2 workbooks"},
    )
    FILE_IS_AN_E_MAIL = Entry(
        _ERROR, Group.ANY_FILE, to_do=ToDo.ANOTHER, follow_up=_NO_ANSWERS,
        found="this is {what}, not a workbook", expected="the workbook that is attached to it",
        fix="open the e-mail, and put the attachment in its place",
        cause="The e-mail was dragged into the folder instead of its attachment.",
        at=("Re assessment.msg",), facts={"what": "an Outlook message"},
    )
    FILE_IS_A_SHORTCUT = Entry(
        _ERROR, Group.ANY_FILE, to_do=ToDo.ANOTHER, follow_up=_NO_ANSWERS,
        found="this is {what}: it says where the workbook is, and holds nothing of it",
        expected="the workbook itself",
        fix="do not open it; ask the sender for the workbook itself (from Google Sheets: File > "
            "Download > Microsoft Excel)",
        cause="A link to a file in a cloud was copied, not the file.",
        at=("form.gsheet",), facts={"what": "a shortcut to Google Drive"},
    )
    FILE_IS_A_LEFTOVER = Entry(
        _ERROR, Group.ANY_FILE, to_do=ToDo.ANOTHER, follow_up=_NO_ANSWERS,
        found="this is {what}, and holds no answers", expected="the workbook itself",
        fix="nothing, if the workbook is there too; else ask the sender to close it and send it",
        cause="Excel, LibreOffice and Macs keep small hidden files beside a workbook; one was "
              "copied along.",
        at=("~$E1005 Võ Ngọc Giang.xlsx",),
        facts={"what": "the lock file of a workbook that is open"},
    )

    # -- the JD workbook -----------------------------------------------------------------------
    JD_SECTION_MISSING = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="no sheet has the section “{section}”", expected="a sheet with {wanted}",
        fix="add the section, or correct its headers; {hint}",
        cause="The sheet is not there, or its headers are spelled in a way that is not "
              "understood. Without this section nothing can be scored.",
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
        fix="nothing to do if the JD has none; else add it or correct its headers; {hint}",
        cause="The JD has no such section, or its headers are not understood. Scoring does not "
              "need it.",
        at=(_JD,),
        facts={"section": "Record of Change", "wanted": "“change description”", "hint": ""},
    )
    NOT_A_JD = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="this is no job description workbook but {what} ({sheets})",
        expected="a workbook with a competency model, job descriptions, ranks and reference scales",
        fix="choose the JD workbook",
        cause="Another workbook was given where the JD belongs.",
        at=("roster.xlsx",), facts={"what": "a roster", "sheets": "the sheet “Roster”"},
    )
    JD_TABLE_REPEATED = Entry(
        _WARNING, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="another table of the section “{section}” stands here and says something else",
        expected="one, as in {other}",
        fix="delete the one that is out of date, or bring both together if they belong together; "
            "{other} is used, because the rest of the workbook agrees with it best",
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
        cause="One weight was changed and the others were not, or a competency came or went.",
        at=(_JD, "Competency Model", "E16"), facts={"total": "110", "rows": ""},
    )
    JD_WEIGHT_UNREADABLE = Entry(
        _WARNING, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="the weight of {code} {name} is {value} here", expected="{expected}%, as in {other}",
        fix="enter it, or remove the column; {expected}% is used",
        cause="The job descriptions have a column of weights too, and a cell of it is no number.",
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
        cause="The block of its levels is not there, or stands under a name that is spelled "
              "otherwise.",
        at=(_JD, "Competency Model", "C8"),
        facts={**_AIAE03, "hint": "the nearest name is “Data Engineering and Mgmt”"},
    )
    JD_SCALE_BROKEN = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="the scale of {name} has the levels {levels}; {what}",
        expected="each level once, from 0 or 1 upward without a gap",
        fix="number the levels anew",
        cause="A level was deleted, or a number was typed twice.",
        at=(_JD, "Job_Fsoft Career Framework", "B12"),
        facts={
            "name": "Data Engineering & Management", "levels": "3, 2, 2 and 0",
            "what": "lacking: 1; repeated: 2",
        },
    )
    JD_LEVEL_UNNUMBERED = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="a level of the scale of {name} has the number {value}",
        expected="a whole number, such as 2",
        fix="enter the level's number; until then this level is left out",
        cause="Something stands beside the level's number, or instead of it.",
        at=(_JD, "Job_Fsoft Career Framework", "B13"),
        facts={"name": "Data Engineering & Management", "value": "“2+”"},
    )
    JD_SCALE_REPEATED = Entry(
        _WARNING, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="another scale of {code} {name} stands here and says something else",
        expected="one, as in {other}",
        fix="delete the one that is out of date, or give it the name it belongs to; {other} is "
            "used",
        cause="A block was copied to write another one, and its name or its texts were left.",
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
        expected="a label that begins “{level}:” and has the words of this level",
        fix="correct it; people choose by the words, and another level would be scored",
        cause="Labels were copied down and not corrected.",
        at=(_JD, "Job_Fsoft Career Framework", "D14"),
        facts={**_AIAE03, "level": "1", "value": "“2: Leads data architecture design…”"},
    )
    JD_REQUIREMENT_DIFFERS = Entry(
        _WARNING, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="{rank} requires of {code} {name}: {value}",
        expected="the text of the reference scale: {expected} (from {other})",
        fix="decide which wording is right and correct the other; forms show the reference scale",
        cause="The words of a level were changed on one of the two sheets only.",
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
        fix="enter the required level; until then {rank} requires nothing of {code}",
        cause="The cell is empty, or does not begin with the number of a level.",
        at=(_JD, "Job Descriptions", "F10"), facts={**_AIAE03, "rank": "FAIE02", "value": "empty"},
    )
    JD_REQUIREMENT_OFF_SCALE = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="{rank} requires level {level} of {code} {name}", expected="{allowed}",
        fix="correct the requirement or the scale; until then {rank} requires nothing of {code}",
        cause="The scale has fewer levels than the requirement supposes.",
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
        found="the requirement {value} stands in a row without a competency",
        expected="the name of its competency in the same row",
        fix="enter the name, or move the text into its competency's row; it was left out",
        cause="A row was inserted or cut off, and a requirement was left without its competency.",
        at=(_JD, "Job Descriptions", "F19"), facts={"value": "“1: Builds ETL pipelines”"},
    )
    JD_REQUIREMENT_FALLS = Entry(
        _WARNING, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="{rank} requires level {level} of {code} {name}",
        expected="at least level {expected}, as {lower} requires (in {other})",
        fix="correct the slip; nothing to do if the higher rank is meant to require less",
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
        found="{code} {name} is not among the job descriptions",
        expected="a row of that name there",
        fix="add the row, or make the names agree; {hint}",
        cause="A competency was added to the model alone, or its name is spelled otherwise there.",
        at=(_JD, "Competency Model", "C8"),
        facts={**_AIAE03, "hint": "the nearest name is “Data Engineering & Mgmt”"},
    )
    JD_COMPETENCY_UNKNOWN = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="{name} is not in the competency model",
        expected="a row of that name there, with code and weight",
        fix="add the row there, or make the names agree; {hint}",
        cause="A competency was added to the job descriptions alone, or its name is spelled "
              "otherwise.",
        at=(_JD, "Job Descriptions", "B10"),
        facts={
            "name": "“Data Engineering & Mgmt”",
            "hint": "the nearest name is “Data Engineering & Management”",
        },
    )
    JD_COMPETENCY_REPEATED = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="{what} {value} stands a second time", expected="once, as in {other}",
        fix="give every competency its own code and name; the first one is used",
        cause="A row was copied to make a new one, and its code or its name was left.",
        at=(_JD, "Competency Model", "D9"),
        facts={"what": "the code", "value": "“AIAE03”", "other": "'Competency Model'!D8"},
    )
    JD_COMPETENCY_INCOMPLETE = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="the competency {value} has no {what}",
        expected="a code, a name and a weight in each row",
        fix="enter its {what}; until then it is left out",
        cause="A row is half filled in.",
        at=(_JD, "Competency Model", "D8"),
        facts={"value": "“Data Engineering & Management”", "what": "code"},
    )
    JD_CODE_DIFFERS = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="{name} has the code {value} here", expected="{expected}, as in {other}",
        fix="make the two sheets agree; until then it is read as {name}",
        cause="The codes were numbered anew on one sheet only.",
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
        cause="A competency was renamed on one sheet only.",
        at=(_JD, "Job Descriptions", "B10"),
        facts={
            "code": "AIAE03", "value": "“Data Engineering”",
            "expected": "“Data Engineering & Management”", "other": "'Competency Model'!C8",
        },
    )
    JD_RANK_REPEATED = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="{what} {value} stands a second time", expected="once, as in {other}",
        fix="give every rank its own code and title; the first one is used",
        cause="A row was copied to make a new rank, and its code or title was left.",
        at=(_JD, "Definitions", "C13"),
        facts={"what": "the code", "value": "“FAIE02”", "other": "Definitions!C12"},
    )
    JD_RANK_INCOMPLETE = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="a rank has no {what}",
        expected="a code, a title and a level in each row of the ranks",
        fix="enter its {what}; until then it is left out",
        cause="A row of the ranks is half filled in.",
        at=(_JD, "Definitions", "D13"), facts={"what": "title"},
    )
    JD_RANK_LEVEL_MISSING = Entry(
        _WARNING, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="the level of {rank} is {value}", expected="a level such as “Level 2 – Practitioner”",
        fix="enter it; until then the ranks ascend in the order in which they are listed",
        cause="The level of the rank has no number, such as the 2 of “Level 2 – Practitioner”.",
        at=(_JD, "Definitions", "E13"), facts={"rank": "FAIE02", "value": "“Practitioner”"},
    )
    JD_RANK_COLUMN_UNCERTAIN = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="over the column of {rank} stands {value}, which is {other}",
        expected="the code and the title of one rank",
        fix="put the codes and titles over the columns they belong to; it was read as that of "
            "{rank}",
        cause="Columns were moved, or a title was copied, so that the code of one rank and the "
              "title of another stand over one column.",
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
        cause="A rank was added to the ranks and not to the job descriptions.",
        at=(_JD, "Definitions", "C14"),
        facts={"rank": "FAIE04", "title": "Principal FleziPT AI Application Engineer", "hint": ""},
    )
    JD_RANK_NAMED_OTHERWISE = Entry(
        _WARNING, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="over the column of {rank} stands {value}", expected="{expected}, as in {other}",
        fix="make the two sheets agree; the column was read as that of {rank}",
        cause="The title of a rank is spelled in two ways.",
        at=(_JD, "Job Descriptions", "E7"),
        facts={
            "rank": "FAIE01", "value": "“Jnior FleziPT AI Application Engineer”",
            "expected": "“Junior FleziPT AI Application Engineer”", "other": "Definitions!D11",
        },
    )
    JD_COVER_OLDER = Entry(
        _WARNING, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="{field} of the cover is {value}",
        expected="{expected}, as the record of change has it in {other}",
        fix="bring the cover up to date, or correct the record of change",
        cause="The record of change got a new entry, and the cover was left as it was.",
        at=(_JD, "Cover", "C10"),
        facts={
            "field": "the effective date", "value": "2026-02-01", "expected": "2026-04-20 or later",
            "other": "'Record of Change'!C7",
        },
    )
    JD_RANK_DIFFERS = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="the rank {value} stands here", expected="the ranks of the definitions: {expected}",
        fix="make the two sheets agree",
        cause="The job descriptions have a column for a rank that is not among the ranks.",
        at=(_JD, "Job Descriptions", "H6"),
        facts={"value": "“FAIE04”", "expected": "FAIE01, FAIE02 and FAIE03"},
    )
    JD_COVER_INCOMPLETE = Entry(
        _WARNING, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="the cover has the label “{label}” without a value",
        expected="a value right of it or below it",
        fix="enter it",
        cause="The cell beside the label was left empty.",
        at=(_JD, "Cover", "B9"), facts={"label": "Version"},
    )
    JD_DATE_INVALID = Entry(
        _WARNING, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="{field} is {value}", expected="a date",
        fix="enter a date, such as 1-Feb-2026",
        cause="The cell holds text that is no date.",
        at=(_JD, "Cover", "C10"), facts={"field": "the effective date", "value": "“soon”"},
    )
    JD_JSON_UNREADABLE = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="the file is no readable JSON: {why}",
        expected="a JD as `faie-sheets export` writes it",
        fix="export the JD workbook again, or undo what was changed in the file",
        cause="A JD exported as JSON was edited by hand, and a bracket, comma or quotation mark "
              "is gone.",
        at=("jd.json",), facts={"why": "“NaN” is no number that a JD can have"},
    )
    JD_JSON_VERSION = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="the file's format is {value}", expected="{expected}",
        fix="install the faie_sheets that wrote it, or export the JD workbook again with this one",
        cause="The file was written by a newer faie_sheets than the one that reads it.",
        at=("jd.json",), facts={"value": "“faie-jd/2”", "expected": "“faie-jd/1”"},
    )
    JD_JSON_INVALID = Entry(
        _ERROR, Group.JD_WORKBOOK, to_do=ToDo.JD, follow_up=_NOT_OF_A_FORM,
        found="{path} is {value}", expected="{allowed}",
        fix="correct it in the file, or export the JD workbook again",
        cause="A JD exported as JSON was edited by hand, and a value does not fit.",
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
              "way that is not understood.",
        at=("roster.xlsx",),
        facts={
            "wanted": "“Employee ID” and “Target rank”",
            "hint": "did you mean Roster!B1 “Traget rank”?",
        },
    )
    ROSTER_EMPTY = Entry(
        _ERROR, Group.LISTS, to_do=ToDo.LISTS, follow_up=_NOT_OF_A_FORM,
        found="nobody stands under the headers", expected="one row for each engineer",
        fix="add the engineers, or check that this is the right file",
        cause="The list has headers and nothing below them; perhaps it is a blank one.",
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
        found="the employee ID {value} stands a second time",
        expected="each ID once (first in {other})",
        fix="correct the ID or remove the row; only the first one gets a form",
        cause="Somebody stands on the list twice, or two people were given one ID by mistake.",
        at=("roster.xlsx", "Roster", "A9"), facts={"value": "“E1005”", "other": "Roster!A7"},
    )
    ROSTER_RANK_UNKNOWN = Entry(
        _ERROR, Group.LISTS, to_do=ToDo.LISTS, follow_up=_NOT_OF_A_FORM,
        found="the target rank of {who} is {value}", expected="one of {allowed}",
        fix="correct it; no form is issued for this row",
        cause="The rank is misspelled, or is one of another job family.",
        at=("roster.xlsx", "Roster", "E7"),
        facts={"who": _GIANG, "value": "“FAIE09”", "allowed": "FAIE01, FAIE02 or FAIE03"},
    )
    ROSTER_CURRENT_RANK_UNKNOWN = Entry(
        _WARNING, Group.LISTS, to_do=ToDo.LISTS, follow_up=_NOT_OF_A_FORM,
        found="the current rank of {who} is {value}", expected="one of {allowed}, or empty",
        fix="correct it if it is a slip; the form shows it as it stands",
        cause="The rank is misspelled, or the engineer comes from another job family.",
        at=("roster.xlsx", "Roster", "D7"),
        facts={"who": _GIANG, "value": "“Senior”", "allowed": "FAIE01, FAIE02 or FAIE03"},
    )
    MANIFEST_NO_HEADER = Entry(
        _ERROR, Group.LISTS, to_do=ToDo.LISTS, follow_up=_NOT_OF_A_FORM,
        found="the file is no manifest", expected="a row with {wanted}",
        fix="give the manifest.csv that was written beside the forms",
        cause="Another file was given as `--manifest`.",
        at=("list.csv",), facts={"wanted": "“Form ID”, “File”, “SHA-256” and “JD fingerprint”"},
    )

    # -- the template --------------------------------------------------------------------------
    TEMPLATE_NOT_XLSX = Entry(
        _ERROR, Group.TEMPLATE, to_do=ToDo.LOOK, follow_up=_NOT_OF_A_FORM,
        found="the template is {what}", expected="an Excel workbook without macros (.xlsx)",
        fix="in Excel: File > Save As > Excel Workbook (*.xlsx), then issue from that file",
        cause="It was saved in another format than the one it was made in.",
        at=("template.ods",), facts={"what": "an .ods workbook"},
    )
    TEMPLATE_TOKEN_MISSING = Entry(
        _ERROR, Group.TEMPLATE, to_do=ToDo.LOOK, follow_up=_NOT_OF_A_FORM,
        found="the template has lost the token {token}", expected="each token once or more",
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
        cause="A token was put into a formula, in which it cannot be filled in safely.",
        at=("template.xlsx", "Assessment"), facts={"token": "{{name}}"},
    )
    TEMPLATE_LABEL_APART = Entry(
        _ERROR, Group.TEMPLATE, to_do=ToDo.LOOK, follow_up=_NOT_OF_A_FORM,
        found="beside the label “{label}” stands {value}",
        expected="{token} in the cell right of its label",
        fix="put {token} there, or take this label away; returned forms are read by it",
        cause="The label was moved and its token was not.",
        at=("template.xlsx", "Assessment", "D2"),
        facts={"label": "Name", "value": "“Dear colleague”", "token": "{{name}}"},
    )
    TEMPLATE_DROP_DOWN_MISSING = Entry(
        _ERROR, Group.TEMPLATE, to_do=ToDo.LOOK, follow_up=_NOT_OF_A_FORM,
        found="the {column} cell of {code} has no drop-down",
        expected="a list validation of its level labels",
        fix="copy the cell from a new template (`faie-sheets template`) and paste it here",
        cause="The cell was replaced by one that was copied from elsewhere, or *Data Validation* "
              "was cleared.",
        at=("template.xlsx", "Assessment", "F9"), facts={"column": "Self level", "code": "AIAE03"},
    )
    TEMPLATE_DROP_DOWN_DIFFERS = Entry(
        _ERROR, Group.TEMPLATE, to_do=ToDo.LOOK, follow_up=_NOT_OF_A_FORM,
        found="the drop-down of the {column} cell of {code} offers {value}", expected="{expected}",
        fix="leave the hidden sheet of the scales as it is; start again from `faie-sheets "
            "template`",
        cause="A cell was copied from another row, or the hidden sheet of the scales was changed.",
        at=("template.xlsx", "Assessment", "F9"),
        facts={
            "column": "Self level", "code": "AIAE03", "value": "the levels of AIAE04",
            "expected": "the levels of AIAE03",
        },
    )
    TEMPLATE_FORMULA_MISSING = Entry(
        _ERROR, Group.TEMPLATE, to_do=ToDo.LOOK, follow_up=_NOT_OF_A_FORM,
        found="the {column} cell of {code} has {value}",
        expected="the formula that it was made with",
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
        fix="empty it; else every engineer would get a form that is filled in already",
        cause="The template was tried out, and what was filled in was left.",
        at=("template.xlsx", "Assessment", "H9"),
        facts={"column": "Evidence", "code": "AIAE03", "value": "“draft”"},
    )
    TEMPLATE_INPUT_LOCKED = Entry(
        _ERROR, Group.TEMPLATE, to_do=ToDo.LOOK, follow_up=_NOT_OF_A_FORM,
        found="the {column} cell of {code} is locked on a protected sheet",
        expected="an unlocked cell",
        fix="in Excel: Format Cells > Protection, clear “Locked”; nobody could fill the form in",
        cause="The cell was formatted anew, which locks it.",
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
        cause="A row was deleted, or the JD has a competency more than when the template was made.",
        at=("template.xlsx", "Assessment"), facts={**_AIAE03},
    )
    TEMPLATE_REWORDED = Entry(
        _WARNING, Group.TEMPLATE, to_do=ToDo.LOOK, follow_up=_NOT_OF_A_FORM,
        found="{what} is {value} in the template", expected="{expected}, as in the JD",
        fix="nothing, if you want it so: forms are issued with it, and the JD's is used for the "
            "score",
        cause="A fixed text or a weight was typed over on the template.",
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
        expected="the header as it was made",
        fix="nothing, if you took the column out; else head it “{header}” again: by that it is "
            "read",
        cause="A header was reworded on the template, or its column was deleted.",
        at=("template.xlsx", "Assessment", "A6"), facts={"header": "Evidence"},
    )
    TEMPLATE_OF_ANOTHER_JD = Entry(
        _ERROR, Group.TEMPLATE, to_do=ToDo.LOOK, follow_up=_NOT_OF_A_FORM,
        found="the template was made for JD {found_jd}", expected="JD {expected_jd}, the one given",
        fix="make a new template of this JD (`faie-sheets template --jd`), or pass the JD it is "
            "for",
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
        fix="open it in Excel, see whether it is still as you want it, and save it as .xlsx; or "
            "start again from `faie-sheets template`",
        cause="A program or a script saved the template without something that Excel would have to "
              "repair.",
        at=("template.xlsx",), facts={"why": "its inner file “xl/styles.xml” has no fonts"},
    )

    # -- the forms -----------------------------------------------------------------------------
    FORM_WOULD_BE_LOST = Entry(
        _ERROR, Group.FORMS, to_do=ToDo.LOOK,
        follow_up=FollowUp(Act.HR, "it is about a folder", letter=None),
        found="a file of this name is there and is not a form as issued", expected="a free name",
        fix="move the file away, or issue into another folder; it was left as it is",
        cause="You issue into a folder in which somebody has already filled in a form of this "
              "name.",
        at=(_FORM,), facts={},
    )
    NOT_A_FORM = Entry(
        _ERROR, Group.FORMS, to_do=ToDo.ANOTHER,
        follow_up=FollowUp(Act.UNREADABLE, "{found}; {fix}", letter=None),
        found="the workbook is not an assessment form: {why}",
        expected="a sheet with the headers {wanted}",
        fix="ask the sender for the form that was issued; {hint}",
        cause="Another workbook lies in the folder, or the table was copied out of the form.",
        at=("Team budget.xlsx",),
        facts={
            "why": "no row has these headers",
            "wanted": "“Code”, “Self level” and “Assessor level”", "hint": "",
        },
    )
    FORM_AMBIGUOUS = Entry(
        _WARNING, Group.FORMS, to_do=ToDo.LOOK,
        follow_up=FollowUp(Act.CHECK, "the likelier table was read", letter=Letter(
            "Your workbook had more than one table of levels. Those of the sheet {sheet} are "
            "filled in here.",
            "Look whether these are the levels you mean; if not, choose others.",
        )),
        found="the workbook has another table of ratings, on the sheet {other}",
        expected="one table",
        fix="check that the sheet {used} is the one meant; it was used; else delete it and send "
            "again",
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
            "{found}, so nobody knows to whom it goes back; {fix}",
            letter=None,
        ),
        found="the form does not say whose it is", expected="an employee ID",
        fix="ask the sender who it is for, enter the employee ID, and read it again",
        cause="The hidden sheet is gone, and the employee ID on the form too.",
        at=("form.xlsx", "Assessment", "B2"), facts={},
    )
    FORM_ID_CHANGED = Entry(
        _ERROR, Group.FORMS, to_do=ToDo.WHOSE,
        follow_up=FollowUp(Act.HOLD,
            "it shows another employee ID than it was issued to: ask whose answers they are, "
            "since one engineer must not get those of another",
            letter=None,
        ),
        found="the form shows the employee ID {value}",
        expected="{expected}, to whom it was issued",
        fix="ask the sender whose assessment it is; it is counted for {expected}",
        cause="Somebody passed their form on and typed another ID into it. The form still knows "
              "to whom it was issued.",
        at=(_FORM, "Assessment", "B2"), facts={"value": "“E1006”", "expected": "E1005"},
    )
    FORM_TARGET_CHANGED = Entry(
        _WARNING, Group.FORMS, to_do=ToDo.LOOK,
        follow_up=FollowUp(Act.CHECK,
            "the target rank as issued counts; the fresh form shows it again",
            letter=Letter(
                "Your form showed another target rank. This one shows the rank it was issued for.",
                "See whether this is the right rank. If another one was agreed, please tell HR.",
            ),
        ),
        found="the form shows the target rank {value}", expected="{expected}, as issued",
        fix="nothing, if the change is a slip; the issued target rank {expected} is used",
        cause="The locked cell was changed, by somebody who aims at another rank.",
        at=(_FORM, "Assessment", "F3"), facts={"value": "“FAIE03”", "expected": "FAIE02"},
    )
    FORM_TARGET_UNKNOWN = Entry(
        _WARNING, Group.FORMS, to_do=ToDo.LISTS,
        follow_up=FollowUp(Act.HR, "target ranks come from HR's list", letter=None),
        found="the target rank is {value}", expected="one of {allowed}",
        fix="give the target rank in the roster; the rank attained is not affected",
        cause="The target rank in the form is none of this JD's.",
        at=(_FORM, "Assessment", "F3"),
        facts={"value": "“FAIE09”", "allowed": "FAIE01, FAIE02 or FAIE03"},
    )
    FORM_OF_ANOTHER_JD = Entry(
        _WARNING, Group.FORMS, to_do=ToDo.LOOK,
        follow_up=FollowUp(Act.CHECK,
            "HR chooses the JD; the fresh form shows the engineer what its levels say now",
            letter=Letter(
                "Your form was of another edition of the job description. This one is of the "
                "edition that counts now.",
                "Read the levels again on the sheet “Levels”, and look whether yours still hold.",
            ),
        ),
        found="the form was issued from JD {found_jd}", expected="JD {expected_jd}, the one given",
        fix="check that the right JD is used; codes, scales and weights agree, the rest is taken "
            "from the one given; {hint}",
        cause="The JD was revised after the form was issued, in nothing that a score depends on.",
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
        found="the form is of {found_jd}: {what}", expected="{expected}, as in JD {expected_jd}",
        fix="give the JD that the form was issued from, or issue a new form of this one; nothing "
            "of the form was scored",
        cause="The JD was revised after the form was issued, in codes, scales or weights; or the "
              "form is of another job family.",
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
                "A locked cell of your form had been changed. This one is as it was issued.",
                "See whether it is right now. If something in it is not, please tell HR.",
            ),
        ),
        found="{what} is {value} in the form", expected="{expected}, as in the JD",
        fix="ask the sender why the locked cell was changed, if it is no slip and was not issued "
            "so; the JD's is used",
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
        follow_up=FollowUp(Act.HR, "the row could be read, and is as issued again", letter=None),
        found="the code of {name} is written {value}", expected="{expected}, as issued",
        fix="nothing, if {expected} is meant; the row was read as that of {expected}",
        cause="A code was typed anew, in other letters or with blanks.",
        at=(_FORM, "Assessment", "A9"),
        facts={"name": "Data Engineering & Management", "value": "“aiae03”", "expected": "AIAE03"},
    )
    FORM_ROW_MISSING = Entry(
        _ERROR, Group.FORMS, to_do=ToDo.SEND_BACK,
        follow_up=FollowUp(Act.CORRECT,
            "the row is back in the fresh form, its level is for the rater to choose",
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
                "This row stood there twice. The level of the first one is filled in.",
                "Look whether this level is the one you mean; if not, choose another one.",
            ),
        ),
        found="{code} stands a second time",
        expected="one row for each competency (first in {other})",
        fix="delete the surplus row; the first one is used",
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
        cause="The form was sent back as it came, or the filled-in copy lies elsewhere.",
        at=("E1010 Đỗ Thị Mai.xlsx", "Assessment"),
        facts={"count": "11", "who": "Đỗ Thị Mai (E1010)"},
    )
    FORM_REWORDED_ALIKE = Entry(
        _WARNING, Group.FORMS, to_do=ToDo.LOOK,
        follow_up=FollowUp(Act.HR, "the template is HR's, and so is its wording", letter=None),
        found="{found}, and so it is in {forms} forms, word for word", expected="{expected}",
        fix="nothing, if you changed it on the template that they were issued from; the JD's is "
            "used",
        cause="The template was reworded before the forms were issued; or many copied one changed "
              "form.",
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
        follow_up=FollowUp(Act.CHECK, "evidence decides no figure", letter=Letter(
            "It held a formula; what it showed is filled in as text, as far as it could be read.",
            "Write your evidence as text. A text may begin with = only after a blank.",
        )),
        found="the evidence of {code} {name} is {value}", expected="text",
        fix="ask the sender for the evidence as text, with a blank before a leading = or -; {hint}",
        cause="A text that begins with = or - becomes a formula as it is typed.",
        at=(_FORM, "Assessment", "H9"),
        facts={**_AIAE03, "value": "the formula “=-led the project”", "hint": ""},
    )
    RATING_NOT_ON_SCALE = Entry(
        _ERROR, Group.RATINGS, to_do=ToDo.SEND_BACK,
        follow_up=FollowUp(Act.CORRECT, "only the rater knows which level is meant", letter=Letter(
            "It held {was}, which is none of its levels. The cell was emptied.", _CHOOSE,
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
            "It held {was}, an error and no level. The cell was emptied.", _CHOOSE,
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
            "a formula is never worked out, only the rater knows which level is meant",
            letter=Letter(
                "It held a formula and no level. The cell was emptied.",
                _CHOOSE,
            ),
        ),
        found="the {rater} level of {code} {name} is {value}",
        expected="{allowed}, chosen and not worked out",
        fix="have a level chosen from the drop-down of this cell and the form sent again",
        cause="A formula was typed or pasted over the drop-down. It could give another level "
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
                "Look whether this is what you mean; if not, choose another level.",
            ),
        ),
        found="the {rater} level of {code} {name} is {value}",
        expected="{allowed}, chosen and not worked out",
        fix="nothing, if level {level} is meant: it was read from the value stored with the "
            "formula, which was not worked out",
        cause="The cell refers to another one, such as the assessor's, which holds a label of its "
              "scale.",
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
            "Look whether this is what you mean; if not, choose another level.",
        )),
        found="the {rater} level of {code} {name} is {value}", expected="{expected}",
        fix="nothing, if level {level} is meant; it was read as level {level}",
        cause="The level was typed or pasted and not chosen: a bare 2, other capitals, other "
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
            "It held {was}, a level of another competency. The cell was emptied.",
            f"{_CHOOSE} Look at the rows around it too: cells may have been pasted or sorted.",
        )),
        found="the {rater} level of {code} {name} is {value}, a level of {other}",
        expected="{allowed}",
        fix="look whether cells were pasted or sorted out of place; have the level chosen anew "
            "and the form sent again",
        cause="A column was pasted one row too low, or sorted alone.",
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
        found="the form is for {who}, who is not on the list", expected="somebody of {other}",
        fix="check the employee ID, or add the person to the roster",
        cause="A form of somebody who is not on the list came back, or the list is of another "
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
        fix="nothing, if {other} is the one meant ({why}); else remove it and run again",
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
            "several different forms of one engineer came back: ask which one is meant",
            letter=None,
        ),
        found="{who} has returned several different forms; also {others}", expected="one form each",
        fix="ask {who} which one is meant, remove the others and run again; none of them was "
            "counted",
        cause="Several different forms of one engineer came back, and you asked for none to count "
              "in that case (`--duplicates refuse`).",
        at=("E1012 Phan Quang Nhật.xlsx",),
        facts={"who": "Phan Quang Nhật (E1012)", "others": "E1012 Phan Quang Nhật (2).xlsx"},
    )
    FORM_NAMED_FOR_ANOTHER = Entry(
        _WARNING, Group.BATCH, to_do=ToDo.WHOSE,
        follow_up=FollowUp(Act.HOLD,
            "the file is named for somebody else: ask whose answers they are, since one engineer "
            "must not get those of another",
            letter=None,
        ),
        found="the file is named for {named}, and the form in it is for {who}",
        expected="the file name and the form to be for one person",
        fix="ask the sender whose assessment it is; it was counted for {who}",
        cause="A form was saved under another one's name, or somebody filled in a colleague's "
              "form.",
        at=(_FORM,), facts={"named": "E1005", "who": "E1006"},
    )
    FORM_LATE = Entry(
        _WARNING, Group.BATCH, to_do=ToDo.LOOK,
        follow_up=FollowUp(Act.HR, "whether it still counts is for HR to say", letter=None),
        found="the form of {who} was saved on {saved}", expected="by {due}, when it was due",
        fix="nothing, if it may count; it was scored like the others",
        cause="The form was saved after the day that `--due` names.",
        at=(_FORM,), facts={"who": _GIANG, "saved": "2026-07-02", "due": "2026-06-30"},
    )
    FILE_KILLED_THE_READER = Entry(
        _ERROR, Group.BATCH, to_do=ToDo.ANOTHER, follow_up=_NO_ANSWERS,
        found="the file could not be read to its end: {why}", expected="a form as it was issued",
        fix="ask the sender to open it, save it as .xlsx and send it again; the other files were "
            "read",
        cause="The file is damaged or was made to do harm: the process that read it ended, ran "
              "out of memory, or was not done in time.",
        at=("form.xlsx",), facts={"why": "it took more than 60 s"},
    )
    NOTHING_FOUND = Entry(
        _ERROR, Group.BATCH, to_do=ToDo.ANOTHER,
        follow_up=FollowUp(Act.HR, "it is about a folder", letter=None),
        found="there is no file to read",
        expected="a folder with returned forms, or the forms themselves",
        fix="check the folder",
        cause="The folder is empty, or the forms lie in another one.",
        at=("returned",), facts={},
    )
    STORE_UNUSABLE = Entry(
        _ERROR, Group.BATCH, to_do=ToDo.LOOK,
        follow_up=FollowUp(Act.HR, "it is about a store", letter=None),
        found="the store cannot be used: {why}",
        expected="a store that `read_forms` or `score` has made",
        fix="where its disk is full or read-only, or another run holds it, mend that first; else "
            "name another file, or remove it if it is a store: what it held is then read again",
        cause="Another file was named as the store, or the store was damaged, such as by a full "
              "disk.",
        at=("inbox.store",), facts={"why": "it is none, or is damaged (file is not a database)"},
    )

    # -- the summary ---------------------------------------------------------------------------
    NOT_A_SUMMARY = Entry(
        _ERROR, Group.SUMMARY, to_do=ToDo.LOOK,
        follow_up=FollowUp(Act.HR, "it is about a summary", letter=None),
        found="the workbook is no summary that can be read back: {why}",
        expected="a workbook that `faie-sheets score` or `write_summary` has written",
        fix="choose the summary; if this is one, write it again from the returned forms",
        cause="Another workbook was given, or the hidden sheet `_data` was deleted before it was "
              "passed on.",
        at=("summary.xlsx",), facts={"why": "it has no sheet “_data”"},
    )
    SUMMARY_NEWER = Entry(
        _ERROR, Group.SUMMARY, to_do=ToDo.LOOK,
        follow_up=FollowUp(Act.HR, "it is about a summary", letter=None),
        found="the data of the summary have the format {value}", expected="{expected}",
        fix="install the newest faie_sheets, or write the summary again with this one",
        cause="The summary was written by a newer faie_sheets than the one that reads it.",
        at=("summary.xlsx",), facts={"value": "“faie-summary/2”", "expected": "“faie-summary/1”"},
    )
    SUMMARY_DAMAGED = Entry(
        _ERROR, Group.SUMMARY, to_do=ToDo.LOOK,
        follow_up=FollowUp(Act.HR, "it is about a summary", letter=None),
        found="the data of the summary are not as they were written: {why}",
        expected="the hidden sheet {sheet_name} as it was",
        fix="take an earlier copy of it, or write it again from the returned forms",
        cause="The hidden sheet was shown and edited.",
        at=("summary.xlsx", "_data"),
        facts={"why": "a row of it was changed, moved or removed", "sheet_name": "_data"},
    )
    SUMMARY_LEVEL_CHANGED = Entry(
        _WARNING, Group.SUMMARY, to_do=ToDo.LOOK,
        follow_up=FollowUp(Act.HR, "what HR changes in a summary is HR's", letter=None),
        found="the level of {who} in {code} {name} is {value} here",
        expected="{expected}, as it was read from the form",
        fix="nothing, if it was a trial: {expected} is used; else have the form corrected and "
            "score it again",
        cause="Somebody tried out in the sheet *Matrix* what another level would change.",
        at=("summary.xlsx", "Matrix", "F15"),
        facts={
            "who": "Nguyễn Minh Anh (E1001)", "code": "AIAE01",
            "name": "AI Application Design & Development", "value": "“3”", "expected": "level 2",
        },
    )
