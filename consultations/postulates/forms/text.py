"""What the parts of a postulate are called wherever somebody is asked for them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

LABELS: dict[str, Any] = {
    "organisation": _("On whose behalf?"),
    "language": _("Language you write in"),
    "title": _("Title"),
    "problem": _("What is the problem?"),
    "request": _("What do you ask the city for?"),
    "concerns": _("Whom does it concern?"),
    "topics": _("Topics"),
    "district": _("District"),
    "contact_name": _("Contact person"),
    "contact_phone": _("Telephone"),
    "show_name": _("The name of the organisation, or mine, may be shown in public"),
}
HELP_TEXTS: dict[str, Any] = {
    "language": _("Your text is binding in this language."),
    "title": _("One line that says what it is about, for example: Bring back the own-contribution fund."),
    "problem": _(
        "Describe the situation. Leave out names, health and residence status of private people: the text "
        "becomes public."
    ),
    "request": _("Say what the city should do."),
    "concerns": _("For example: organisations that look for a grant, parents of small children."),
    "topics": _("They help us to find the unit that deals with it."),
    "district": _("Only if it concerns one district."),
    "contact_name": _("Whom the city may ask about the case. It is never public."),
    "contact_phone": _("Only if you want to be called. It is never public."),
    "show_name": _("You decide freely. Without it the public reads: an organisation, or: a resident."),
}
