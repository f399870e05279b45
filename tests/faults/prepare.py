"""Fills an empty database for the tests of this folder: ``python -m tests.faults.prepare '[[topic, payload], …]'``."""

import json
import sys

import django


def main() -> None:
    """Make the tables when they are missing, then record the given outbox rows."""
    django.setup()
    from django.apps import apps
    from django.db import connection, transaction

    from cms.outbox.services import record

    known = connection.introspection.table_names()
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.db_table not in known:
                editor.create_model(model)
    with transaction.atomic():
        for topic, payload in json.loads(sys.argv[1]):
            record(topic, **payload)


if __name__ == "__main__":
    main()
