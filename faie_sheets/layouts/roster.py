"""The roster's columns: the headers that this library writes, and the spellings that it reads."""

from __future__ import annotations

HEADERS = {
    "id": (
        "employee id", "employeeid", "employee_id", "employee code", "employee no", "employee no.",
        "employee number", "emp id", "emp. id", "empid", "emp code", "emp no", "staff id",
        "staff code", "staff no", "id", "mã nhân viên", "mã nv", "mnv", "account",
    ),
    "name": (
        "name", "full name", "fullname", "employee name", "employee", "engineer", "staff name",
        "họ và tên", "họ tên", "tên",
    ),
    "unit": (
        "unit", "department", "dept", "dept.", "division", "business unit", "bu", "team", "group",
        "org unit", "organisational unit", "organizational unit", "đơn vị", "phòng ban", "bộ phận",
    ),
    "current_rank": (
        "current rank", "current_rank", "rank", "current level", "rank now", "job rank",
        "current job rank", "cấp bậc hiện tại",
    ),
    "target_rank": (
        "target rank", "target_rank", "target", "target level", "expected rank", "applied rank",
        "rank to assess", "assessed for", "target job rank", "cấp bậc mục tiêu",
    ),
    "assessor": (
        "assessor", "assessed by", "assessor name", "rater", "reviewer", "manager",
        "line manager", "evaluator", "người đánh giá",
    ),
    "period": ("period", "assessment period", "cycle", "assessment cycle", "term", "kỳ đánh giá"),
    "email": ("email", "e-mail", "mail", "email address", "e-mail address", "thư điện tử"),
}  # fmt: skip
"""Field → the accepted spellings of its header."""

LABELS = {
    "id": "Employee ID",
    "name": "Name",
    "unit": "Unit",
    "current_rank": "Current rank",
    "target_rank": "Target rank",
    "assessor": "Assessor",
    "period": "Period",
    "email": "E-mail",
}
"""Field → its header as this library writes it."""
