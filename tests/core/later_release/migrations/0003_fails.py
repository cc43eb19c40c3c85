from django.db import migrations


def fail(apps, schema_editor):
    raise RuntimeError("This migration fails.")


class Migration(migrations.Migration):
    dependencies = [("core", "0002_longer_reason")]

    operations = [migrations.RunPython(fail, migrations.RunPython.noop)]
