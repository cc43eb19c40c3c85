"""What the owner of a database can do: take the triggers away, meddle, and put them back."""

from django.db import connection

from core.closing import laying


def meddle(sql: str, *params: object) -> None:
    """Change closed rows behind the application's back."""
    connection.check_constraints()
    laying.lift()
    with connection.cursor() as cursor:
        cursor.execute(sql, params or None)
    connection.check_constraints()
    laying.lay()
