"""On which terms anybody may use the exports of public data."""

from . import env

LICENCES = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}
DATA_LICENCE = env.choice("DATA_LICENCE", "CC-BY-4.0", among=LICENCES)
DATA_LICENCE_URL = LICENCES[DATA_LICENCE]
