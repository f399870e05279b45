"""Cases that were sent before a frozen text was kept get one, so that hiding words can never lose the original."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def freeze(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Postulate = apps.get_model("postulates", "Postulate")
    Revision = apps.get_model("postulates", "PostulateRevision")
    sent = Postulate.objects.exclude(status="draft").filter(revisions__isnull=True)
    Revision.objects.bulk_create(
        Revision(
            postulate=case,
            kind="submitted",
            title=case.title,
            problem=case.problem,
            request=case.request,
            at=case.submitted_at,
            by_id=case.author_id,
        )
        for case in sent.iterator()
    )


class Migration(migrations.Migration):
    dependencies = [("postulates", "0002_postulates_in_full")]

    operations = [migrations.RunPython(freeze, migrations.RunPython.noop)]
