from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.RenameModel(old_name="UnansweredQuestion", new_name="Question"),
        migrations.AlterModelOptions(
            name="question",
            options={
                "default_permissions": ("view",),
                "verbose_name": "question of readers",
                "verbose_name_plural": "questions of readers",
            },
        ),
        migrations.RenameField(model_name="question", old_name="count", new_name="in_vain"),
        migrations.AlterField(
            model_name="question",
            name="in_vain",
            field=models.PositiveIntegerField(default=0, verbose_name="searches that found nothing"),
        ),
        migrations.AddField(
            model_name="question",
            name="searches",
            field=models.PositiveIntegerField(default=0, verbose_name="searches"),
        ),
        migrations.AddField(
            model_name="question",
            name="opened",
            field=models.PositiveIntegerField(default=0, verbose_name="searches after which a result was opened"),
        ),
        migrations.RunPython(
            lambda apps, editor: apps.get_model("search", "Question").objects.update(searches=models.F("in_vain")),
            migrations.RunPython.noop,
        ),
    ]
