from typing import ClassVar

from django.db import models


class Effect(models.Model):
    """One effect that happened; the number may repeat, so that a double effect shows.

    Personal data: none.
    """

    objects: ClassVar[models.Manager["Effect"]] = models.Manager()

    number = models.IntegerField()
    worker = models.IntegerField()

    class Meta:
        app_label = "effects"

    def __str__(self) -> str:
        return str(self.number)
