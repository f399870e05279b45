import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="KeptSearch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField(verbose_name="search")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("language", models.CharField(max_length=10, verbose_name="language")),
                ("looked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("told", models.JSONField(default=list)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="created")),
            ],
            options={"verbose_name": "kept search", "verbose_name_plural": "kept searches", "default_permissions": ()},
        ),
        migrations.CreateModel(
            name="SearchNews",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("documents", models.JSONField(default=list)),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="time")),
                (
                    "search",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="news",
                        to="followed_searches.keptsearch",
                    ),
                ),
            ],
            options={
                "verbose_name": "news of a kept search",
                "verbose_name_plural": "news of kept searches",
                "default_permissions": (),
            },
        ),
    ]
