from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        migrations.AlterField("passage", "reason", models.CharField(max_length=300, null=True)),
        migrations.AlterField("auditdetail", "salt", models.CharField(max_length=64, null=True)),
    ]
