"""Of which meetings followers were told; what is public already is no news."""

import django.db.models.deletion
import django.utils.timezone
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def note_what_is_public(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Keep the first saving of each meeting after the upgrade from writing to everybody."""
    news = apps.get_model("meetings", "MeetingNews")
    published = apps.get_model("meetings", "Meeting").objects.filter(is_published=True)
    told = [("agenda", pk) for pk in published.filter(agenda__isnull=False).values_list("pk", flat=True).distinct()]
    told += [("minutes", pk) for pk in published.exclude(minutes="").values_list("pk", flat=True)]
    news.objects.bulk_create(news(what=what, meeting_id=pk) for what, pk in told)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="MeetingNews",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "what",
                    models.CharField(
                        choices=[("agenda", "agenda"), ("minutes", "minutes")], max_length=10, verbose_name="kind"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="published")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="news",
                        to="meetings.meeting",
                        verbose_name="meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "news of a meeting",
                "verbose_name_plural": "news of meetings",
                "default_permissions": (),
            },
        ),
        migrations.AddConstraint(
            model_name="meetingnews",
            constraint=models.UniqueConstraint(fields=("meeting", "what"), name="meetings_news_once"),
        ),
        migrations.RunPython(note_what_is_public, migrations.RunPython.noop, elidable=True),
    ]
