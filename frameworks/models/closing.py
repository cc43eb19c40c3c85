"""How the rows of a published version are closed in the database (TRUST: Records that stay true).

They are about no person, so there is no passage through them.
"""

from core.closed import ClosedRows

NO_PASSAGE = ""


def closed_with(version_sql: str) -> ClosedRows:
    """Close a row, and refuse a new one, once the version named by ``version_sql`` is published.

    :param version_sql: SQL over ``{row}`` that gives the id of the version the row belongs to.
    """
    # Only constants of this package come in here.
    published = (
        "EXISTS (SELECT 1 FROM frameworks_version published_version"  # noqa: S608  # nosec B608
        f" WHERE published_version.id = {version_sql}"
        " AND published_version.published_at IS NOT NULL)"
    )
    return ClosedRows(person_sql=NO_PASSAGE, insert_closed_sql=published, closed_when_sql=published)


PART_OF_VERSION = closed_with("{row}.version_id")
