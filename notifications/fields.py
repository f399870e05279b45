"""An e-mail address that is the same whatever its case."""

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    Email = models.EmailField[str, str]
else:
    Email = models.EmailField


class AddressField(Email):
    """Keeps and looks for addresses in small letters: nobody has two mailboxes that differ in their case only."""

    def get_prep_value(self, value: Any) -> Any:
        """Return the address as it is kept."""
        prepared = super().get_prep_value(value)
        return prepared.strip().lower() if isinstance(prepared, str) else prepared
