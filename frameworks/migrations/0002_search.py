"""The search tables of SQLite, the search index of PostgreSQL; both over SearchEntry.

On SQLite two FTS5 tables hold the words of each entry, once by their stems and once as printed;
``services.search.index_version`` fills them. On PostgreSQL an index over both readings keeps
itself.
"""

from django.db import migrations

SQLITE = [
    (
        "CREATE VIRTUAL TABLE frameworks_search_stems USING fts5(text,"
        " content='frameworks_searchentry', content_rowid='id',"
        " tokenize='porter unicode61 remove_diacritics 2')",
        "DROP TABLE frameworks_search_stems",
    ),
    (
        "CREATE VIRTUAL TABLE frameworks_search_words USING fts5(text,"
        " content='frameworks_searchentry', content_rowid='id',"
        " tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
        "DROP TABLE frameworks_search_words",
    ),
]
POSTGRESQL = [
    (
        "CREATE INDEX frameworks_searchentry_words ON frameworks_searchentry USING gin"
        " ((to_tsvector('english', text) || to_tsvector('simple', text)))",
        "DROP INDEX frameworks_searchentry_words",
    ),
]
STATEMENTS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def lay(apps, schema_editor):
    for statement, _ in STATEMENTS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def lift(apps, schema_editor):
    for _, statement in reversed(STATEMENTS[schema_editor.connection.vendor]):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("frameworks", "0001_initial")]

    operations = [migrations.RunPython(lay, lift)]
