"""``diff_jd``: two revisions of a JD, and what changed between them."""

from __future__ import annotations

from faie_sheets.jd.read import read_jd
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.revision import JdDiff
from faie_sheets.revision import effects
from faie_sheets.revision.differences import of_model
from faie_sheets.revision.lines import new_entries
from faie_sheets.revision.matching import Match
from faie_sheets.revision.record import held
from faie_sheets.revision.texts import of_texts
from faie_sheets.workbook.read.source import Source


def diff_jd(old: JobDescription | Source, new: JobDescription | Source) -> JdDiff:
    """Tell what changed between two revisions of a JD, and hold it against the record of change.

    Competencies and ranks are matched by code, then by name, then by similar name. Weights,
    requirements and scales are compared as figures, texts word by word. How workbooks are laid
    out makes no difference, nor do the names that programs give to pictures.

    Args:
        old: the earlier revision: a JD, or a path, bytes or a binary file object to read it from.
        new: the later revision, whose record of change is held against the differences.

    Returns:
        The differences, each with the entries that record it; what they do to people; and every
        line of the record's new entries, with whether the two revisions show what it says.

    Raises:
        UnusableSourceError: a source is no JD workbook.

    Example:
        >>> import faie_sheets as fs
        >>> from dataclasses import replace
        >>> new = fs.builtin.jd()
        >>> cloud = replace(new.competency("AIAE05"), weight=10)
        >>> old = replace(
        ...     new,
        ...     competencies=tuple(cloud if c.code == "AIAE05" else c for c in new.competencies),
        ...     changes=new.changes[:3],
        ... )
        >>> [change] = fs.diff_jd(old, new)
        >>> change.subject, change.what, change.old, change.new, change.recorded
        ('AIAE05 Cloud & Deployment Platforms', 'the weight', '10%', '5%', ('4',))
        >>> [line.why for line in fs.diff_jd(old, new).not_seen]
        ['the weight of AIAE08 Security, Compliance & Responsible AI is 5% in both revisions']
    """
    match = Match(_read(old), _read(new))
    found = [*of_model(match), *of_texts(match.old, match.new)]
    differences, lines = held(list(effects.with_effects(found, match)), match)
    totals = tuple(effects.totals(match))
    return JdDiff(
        old=match.old.revision,
        new=match.new.revision,
        old_fingerprint=match.old.fingerprint,
        new_fingerprint=match.new.fingerprint,
        differences=differences,
        effects=tuple(effects.sentences(differences, totals, match)),
        totals=totals,
        entries=tuple(entry for entry, _ in new_entries(match)),
        record=lines,
    )


def _read(jd: JobDescription | Source) -> JobDescription:
    return jd if isinstance(jd, JobDescription) else read_jd(jd)
