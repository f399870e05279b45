"""Asks the server of this container whether it can serve; ends with 1 when it cannot."""

import os
import sys
import urllib.error
import urllib.request

request = urllib.request.Request(
    "http://127.0.0.1:8000/healthz", headers={"Host": os.environ["ALLOWED_HOSTS"].split(",")[0].strip()}
)
try:
    urllib.request.urlopen(request, timeout=4).close()
except urllib.error.URLError as error:
    sys.exit(f"not healthy: {error}")
