from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("communities", "0004_move_words")]

    operations = [migrations.RemoveField(model_name="community", name="about")]
