"""Editors write in Dutch and in English; the front page is shown once they have published it."""

from django.db import migrations


def add_english(apps, schema_editor):
    apps.get_model("wagtailcore", "Locale").objects.get_or_create(language_code="en")


def hide_home(apps, schema_editor):
    apps.get_model("pages", "HomePage").objects.update(live=False)


class Migration(migrations.Migration):
    dependencies = [("pages", "0003_editorial")]

    operations = [
        migrations.RunPython(add_english, migrations.RunPython.noop),
        migrations.RunPython(hide_home, migrations.RunPython.noop),
    ]
