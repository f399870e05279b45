import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("postulates", "0003_texts_as_they_were_sent"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("answer", "answer"),
                            ("part", "part of an answer"),
                            ("check", "check by a moderator"),
                            ("promise", "promise of the city"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("about", models.PositiveBigIntegerField(verbose_name="object")),
                ("due_on", models.DateField(verbose_name="due")),
                ("stage", models.SmallIntegerField(verbose_name="stage")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="recorded")),
            ],
            options={
                "verbose_name": "reminder of a deadline",
                "verbose_name_plural": "reminders of deadlines",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "about", "due_on", "stage"), name="postulates_reminded_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReminderLetter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name="recorded")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "reminders",
                    models.ManyToManyField(related_name="letters", to="postulates.reminder", verbose_name="reminders"),
                ),
            ],
            options={
                "verbose_name": "mail with reminders",
                "verbose_name_plural": "mails with reminders",
                "default_permissions": (),
            },
        ),
    ]
