"""The first site and its home page, so that Wagtail's admin has a tree to stand on."""

from django.db import migrations


def make_home(apps, schema_editor):
    content_type = apps.get_model("contenttypes.ContentType")
    home_page = apps.get_model("pages.HomePage")
    page = apps.get_model("wagtailcore.Page")
    site = apps.get_model("wagtailcore.Site")
    locale = apps.get_model("wagtailcore.Locale").objects.first()
    page.objects.filter(slug="home", depth=2).delete()
    home_type, _ = content_type.objects.get_or_create(model="homepage", app_label="pages")
    root = page.objects.get(depth=1)
    home = home_page.objects.create(
        title="Kenniscafé", draft_title="Kenniscafé", slug="home", content_type=home_type,
        path="00010001", depth=2, numchild=0, url_path="/home/", locale=locale,
    )
    page.objects.filter(pk=root.pk).update(numchild=1)
    site.objects.all().delete()
    site.objects.create(hostname="localhost", root_page_id=home.pk, is_default_site=True)


class Migration(migrations.Migration):
    dependencies = [("pages", "0001_initial"), ("contenttypes", "0002_remove_content_type_name")]

    operations = [migrations.RunPython(make_home, migrations.RunPython.noop)]
