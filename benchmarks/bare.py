"""What a page is measured against: one indexed query, links and dates, and nothing else."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines

PAGE = engines["django"].from_string(
    "<!DOCTYPE html><html lang='en'><title>Bare</title><table>{% for row in rows %}"
    "<tr><td><a href='/bare/{{ row.0 }}/'>{{ row.1 }}</a></td>"
    "<td>{{ row.2|date:'j F Y' }}</td><td>{{ row.3|date:'j F Y' }}</td></tr>"
    "{% endfor %}</table></html>"
)


def bare(request: HttpRequest, rows: int) -> HttpResponse:
    """A list of that many rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, reference, opened_on, closed_on FROM cases_casefile ORDER BY id LIMIT %s",
            [rows],
        )
        return HttpResponse(PAGE.render({"rows": cursor.fetchall()}, request))


def bare_insert(request: HttpRequest) -> HttpResponse:
    """One insert into a table of the same shape as a draft."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_submission (nonce, writer_key, at, result_url) "
            "VALUES (md5(random()::text || clock_timestamp()::text), 'bare', now(), '')"
        )
    return HttpResponse("kept")
