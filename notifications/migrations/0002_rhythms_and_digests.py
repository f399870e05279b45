"""How often somebody is told, digests, and the address behind several subscriptions."""

import django.db.models.deletion
import django.utils.timezone
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.functions import Lower

import notifications.fields
import notifications.models

RHYTHMS = [("at_once", "at once"), ("daily", "once a day"), ("weekly", "once a week")]


def write_small(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Write addresses in small letters; of two that differ in their case only, the confirmed or older one stays."""
    subscriptions = apps.get_model("notifications", "Subscription").objects
    mixed = subscriptions.exclude(email=Lower("email")).order_by("confirmed_at", "pk")
    for row in mixed.iterator(chunk_size=500):
        twins = subscriptions.filter(kind=row.kind, object_id=row.object_id, email=row.email.lower())
        twin = twins.exclude(pk=row.pk).first()
        if twin is None:
            subscriptions.filter(pk=row.pk).update(email=row.email.lower())
        else:
            if twin.confirmed_at is None and row.confirmed_at is not None:
                subscriptions.filter(pk=twin.pk).update(confirmed_at=row.confirmed_at)
            row.delete()


def know_followers(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give every address that follows something its secret."""
    follower = apps.get_model("notifications", "Follower")
    confirmed = apps.get_model("notifications", "Subscription").objects.filter(confirmed_at__isnull=False)
    emails = confirmed.order_by("email").values_list("email", flat=True).distinct()
    follower.objects.bulk_create((follower(email=email) for email in emails.iterator()), batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_initial")]

    operations = [
        migrations.RunPython(write_small, migrations.RunPython.noop, elidable=True),
        migrations.CreateModel(
            name="Digest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rhythm", models.CharField(choices=RHYTHMS, max_length=10, verbose_name="how often")),
                ("slot", models.DateTimeField()),
                ("language", models.CharField(max_length=10, verbose_name="language")),
            ],
            options={"verbose_name": "digest", "verbose_name_plural": "digests", "default_permissions": ()},
        ),
        migrations.CreateModel(
            name="DigestItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=100, verbose_name="kind")),
                ("key", models.CharField(max_length=200, verbose_name="event")),
                ("about", models.PositiveBigIntegerField()),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="created")),
            ],
            options={
                "verbose_name": "item of a digest",
                "verbose_name_plural": "items of digests",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Follower",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "email",
                    notifications.fields.AddressField(max_length=254, unique=True, verbose_name="e-mail address"),
                ),
                ("secret", models.CharField(default=notifications.models.new_secret, max_length=32)),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="created")),
            ],
            options={"verbose_name": "follower", "verbose_name_plural": "followers", "default_permissions": ()},
        ),
        migrations.AddField(
            model_name="subscription",
            name="rhythm",
            field=models.CharField(choices=RHYTHMS, default="at_once", max_length=10, verbose_name="how often"),
        ),
        migrations.AlterField(
            model_name="subscription",
            name="email",
            field=notifications.fields.AddressField(max_length=254, verbose_name="e-mail address"),
        ),
        migrations.AddIndex(
            model_name="subscription",
            index=models.Index(fields=["kind", "object_id", "id"], name="subscription_followers"),
        ),
        migrations.AddField(
            model_name="digest",
            name="follower",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="digests", to="notifications.follower"
            ),
        ),
        migrations.AddField(
            model_name="digestitem",
            name="digest",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="items",
                to="notifications.digest",
            ),
        ),
        migrations.AddField(
            model_name="digestitem",
            name="follower",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="items", to="notifications.follower"
            ),
        ),
        migrations.AddField(
            model_name="digestitem",
            name="subscription",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="items",
                to="notifications.subscription",
            ),
        ),
        migrations.AddIndex(model_name="digest", index=models.Index(fields=["slot"], name="digest_age")),
        migrations.AddConstraint(
            model_name="digest",
            constraint=models.UniqueConstraint(fields=("follower", "rhythm", "slot"), name="digest_once_a_period"),
        ),
        migrations.AddIndex(
            model_name="digestitem",
            index=models.Index(
                condition=models.Q(("digest__isnull", True)), fields=["follower", "id"], name="digest_items_waiting"
            ),
        ),
        migrations.AddConstraint(
            model_name="digestitem",
            constraint=models.UniqueConstraint(fields=("follower", "kind", "key"), name="digest_item_once_per_address"),
        ),
        migrations.RunPython(know_followers, migrations.RunPython.noop, elidable=True),
    ]
