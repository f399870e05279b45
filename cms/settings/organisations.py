"""How long an invitation into an organisation works, and how many mails one organisation may cause with them."""

INVITATION_DAYS = 14
INVITATIONS_OPEN = 20  # at the same time, for one organisation
INVITATIONS_OPEN_UNCHECKED = 5  # the same before the city has checked who it is: its name stands in the mail
INVITATION_MAILS_PER_DAY = 3  # to one address, from one organisation
INVITATIONS_KEPT_DAYS = 30  # after they were used, taken back or ran out; afterwards the address is erased
