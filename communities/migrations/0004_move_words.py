from django.db import migrations
from django.utils import timezone
from wagtail.rich_text import RichText


def move_words(apps, schema_editor):
    """What a community said of itself becomes the first paragraph of its page."""
    page = apps.get_model("communities", "CommunityPage")
    for community in apps.get_model("communities", "Community").objects.exclude(about=""):
        page.objects.create(
            community=community,
            body=[("paragraph", RichText(community.about))],
            live=True,
            first_published_at=timezone.now(),
            last_published_at=timezone.now(),
        )


class Migration(migrations.Migration):
    dependencies = [("communities", "0003_begin_here")]

    operations = [migrations.RunPython(move_words, migrations.RunPython.noop)]
