"""Write the checked-in matrix anew: python -m tests.consultations.postulates.write_matrix."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
django.setup()

if __name__ == "__main__":
    from .matrix import matrix
    from .test_workflow import CHECKED_IN

    CHECKED_IN.write_text(matrix(), encoding="utf-8")
