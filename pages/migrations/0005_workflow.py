"""The one workflow there is bears a Dutch name, on a button: "Stuur door naar een beheerder"."""

from django.db import migrations


def name_in_dutch(apps, schema_editor):
    for model, name in (("Workflow", "een beheerder"), ("Task", "Nalezen door een beheerder")):
        rows = apps.get_model("wagtailcore", model).objects
        rows.filter(name="Moderators approval").update(name=name)


class Migration(migrations.Migration):
    dependencies = [("pages", "0004_english")]

    operations = [migrations.RunPython(name_in_dutch, migrations.RunPython.noop)]
