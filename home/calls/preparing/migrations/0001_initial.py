import uuid

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("calls", "0001_initial"),
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CallPreparation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("title", models.CharField(max_length=200, verbose_name="working title")),
                ("notes", models.TextField(blank=True, max_length=20000, verbose_name="notes")),
                (
                    "asked_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="amount you ask for (zł)",
                    ),
                ),
                ("ticked", models.JSONField(blank=True, default=list, verbose_name="ready")),
                ("own_items", models.JSONField(blank=True, default=list, verbose_name="own items")),
                ("submitted_on", models.DateField(blank=True, null=True, verbose_name="submitted on")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="changed")),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="calls.call",
                        verbose_name="call",
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="changed by",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "responsible",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="organisations.membership",
                        verbose_name="responsible",
                    ),
                ),
            ],
            options={
                "verbose_name": "offer in preparation",
                "verbose_name_plural": "offers in preparation",
                "ordering": ["-changed_at", "-pk"],
                "default_permissions": (),
                "indexes": [models.Index(fields=["call", "organisation"], name="preparing_of_a_call")],
            },
        ),
        migrations.CreateModel(
            name="CallReminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="until")),
                ("days", models.PositiveSmallIntegerField(verbose_name="days before")),
                ("told_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="told")),
                (
                    "deadline",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="calls.calldeadline",
                        verbose_name="deadline",
                    ),
                ),
            ],
            options={
                "verbose_name": "reminder of a deadline",
                "verbose_name_plural": "reminders of deadlines",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("deadline", "at", "days"), name="preparing_reminded_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PreparationPresence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seen_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="last seen")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
                (
                    "preparation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="presences",
                        to="preparing.callpreparation",
                        verbose_name="offer in preparation",
                    ),
                ),
            ],
            options={
                "verbose_name": "presence in a preparation",
                "verbose_name_plural": "presences in preparations",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("preparation", "person"), name="preparing_present_once")
                ],
            },
        ),
    ]
