"""A rule names its law and its article apart. What the product set before is split; what an editor wrote stays whole."""

from django.db import migrations, models

KPA = "Kodeks postępowania administracyjnego"
PETITIONS = "Ustawa z 11.07.2014 o petycjach"
INFORMATION = "Ustawa z 6.09.2001 o dostępie do informacji publicznej"
APART = {
    "art. 237 § 1 w zw. z art. 244 KPA (stosowane odpowiednio)": (KPA, "art. 237 § 1 w zw. z art. 244"),
    "art. 237 § 1 w zw. z art. 244 KPA": (KPA, "art. 237 § 1 w zw. z art. 244"),
    "art. 237 § 1 KPA": (KPA, "art. 237 § 1"),
    "art. 243 KPA": (KPA, "art. 243"),
    "ustawa z 11.07.2014 o petycjach, art. 10": (PETITIONS, "art. 10 ust. 1"),
    "ustawa z 6.09.2001 o dostępie do informacji publicznej, art. 13": (INFORMATION, "art. 13 ust. 1"),
}


def split(apps, schema_editor):
    rules = apps.get_model("city", "DeadlineRule").objects
    for whole, (law, article) in APART.items():
        rules.filter(law=whole).update(law=law, article=article)


def join(apps, schema_editor):
    for rule in apps.get_model("city", "DeadlineRule").objects.exclude(article=""):
        rule.law = f"{rule.law}, {rule.article}"[:200]
        rule.save(update_fields=["law"])


class Migration(migrations.Migration):
    dependencies = [("city", "0001_initial")]

    operations = [
        migrations.RenameField("deadlinerule", "legal_basis", "law"),
        migrations.AlterField(
            "deadlinerule",
            "law",
            models.CharField(
                help_text="The act or the city's own rule, in Polish. A lawyer of the city confirms it.",
                max_length=200,
                verbose_name="law",
            ),
        ),
        migrations.AddField(
            "deadlinerule", "article", models.CharField(blank=True, max_length=120, verbose_name="article")
        ),
        migrations.RunPython(split, join),
    ]
