import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Suppression",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True, verbose_name="digest of the address")),
                ("hint", models.CharField(max_length=260, verbose_name="address, shortened")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("hard", "mail came back for good"),
                            ("soft", "mail came back several times in a row"),
                            ("complaint", "mail was marked as unwanted"),
                        ],
                        max_length=10,
                        verbose_name="reason",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="since")),
            ],
            options={
                "verbose_name": "suppressed address",
                "verbose_name_plural": "suppressed addresses",
                "default_permissions": ("view",),
                "permissions": [("lift_suppression", "Can let mail go to an address again")],
                "indexes": [models.Index(fields=["-at"], name="suppression_newest")],
            },
        ),
        migrations.AlterModelOptions(
            name="delivery",
            options={
                "default_permissions": ("view",),
                "permissions": [("resend_delivery", "Can send a mail again")],
                "verbose_name": "mail delivery",
                "verbose_name_plural": "mail deliveries",
            },
        ),
        migrations.AddField(
            model_name="delivery",
            name="about",
            field=models.BigIntegerField(blank=True, null=True, verbose_name="about"),
        ),
        migrations.AddField(
            model_name="delivery",
            name="bounce",
            field=models.CharField(
                blank=True, choices=[("hard", "for good"), ("soft", "for now")], max_length=4, verbose_name="came back"
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="event",
            field=models.CharField(blank=True, max_length=200, verbose_name="event"),
        ),
        migrations.AddField(
            model_name="delivery",
            name="staff_must_mend",
            field=models.BooleanField(default=False, verbose_name="the mail server refuses mail"),
        ),
        migrations.AlterField(
            model_name="delivery",
            name="state",
            field=models.CharField(
                choices=[
                    ("queued", "queued"),
                    ("sent", "sent"),
                    ("deferred", "tried, will be tried again"),
                    ("bounced", "came back"),
                    ("failed", "failed"),
                    ("suppressed", "not sent: mail to this address came back before"),
                ],
                default="queued",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["email", "-at"], name="delivery_address"),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(condition=models.Q(("staff_must_mend", True)), fields=["at"], name="delivery_to_mend"),
        ),
        migrations.CreateModel(
            name="DeliveryStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("sent", "taken by the mail server"),
                            ("deferred", "not taken now"),
                            ("failed", "refused for good"),
                            ("suppressed", "not sent: mail to this address came back before"),
                            ("delayed", "delayed on its way"),
                            ("delivered", "arrived"),
                            ("bounced", "came back"),
                            ("complained", "marked as unwanted"),
                            ("sent_again", "sent again by staff"),
                        ],
                        max_length=10,
                        verbose_name="what happened",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="time")),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
                ("key", models.CharField(blank=True, max_length=64)),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="notifications.delivery",
                        verbose_name="mail delivery",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a delivery",
                "verbose_name_plural": "steps of deliveries",
                "default_permissions": (),
                "ordering": ["at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("key", ""), _negated=True),
                        fields=("delivery", "key"),
                        name="delivery_report_once",
                    )
                ],
            },
        ),
    ]
