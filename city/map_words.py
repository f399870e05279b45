"""Distances and directions in the reader's language, as whole sentences."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from .map_sketch import Way

KILOMETRE = 1000


def distance(metres: float) -> str:
    """Return a distance as people say it: to ten metres, then to a tenth of a kilometre."""
    rounded = max(round(metres / 10) * 10, 10)
    if rounded < KILOMETRE:
        return _("%(number)s m") % {"number": rounded}
    return _("%(number)s km") % {"number": number_format(round(metres / KILOMETRE, 1), 1)}


def distance_sentence(found: Way) -> str:
    """Say where something lies as seen from the Main Market Square."""
    return [
        _("%(distance)s north of the Main Market Square (Rynek Główny), as the crow flies."),
        _("%(distance)s north-east of the Main Market Square (Rynek Główny), as the crow flies."),
        _("%(distance)s east of the Main Market Square (Rynek Główny), as the crow flies."),
        _("%(distance)s south-east of the Main Market Square (Rynek Główny), as the crow flies."),
        _("%(distance)s south of the Main Market Square (Rynek Główny), as the crow flies."),
        _("%(distance)s south-west of the Main Market Square (Rynek Główny), as the crow flies."),
        _("%(distance)s west of the Main Market Square (Rynek Główny), as the crow flies."),
        _("%(distance)s north-west of the Main Market Square (Rynek Główny), as the crow flies."),
    ][found.direction] % {"distance": distance(found.metres)}


def way_words(found: Way) -> str:
    """Return how far something is and in which direction."""
    return [
        _("%(distance)s to the north"),
        _("%(distance)s to the north-east"),
        _("%(distance)s to the east"),
        _("%(distance)s to the south-east"),
        _("%(distance)s to the south"),
        _("%(distance)s to the south-west"),
        _("%(distance)s to the west"),
        _("%(distance)s to the north-west"),
    ][found.direction] % {"distance": distance(found.metres)}
