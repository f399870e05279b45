"""Times what tells people: ``make bench-notifications``. Each part runs in a process of its own, on data of its own."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    """Run every part beside this file; 1 where one missed its goal."""
    parts = sorted(path.stem for path in HERE.glob("[a-z]*.py") if path.stem != "sink")
    codes = [
        subprocess.run([sys.executable, "-m", f"bench.notifications.{part}", *sys.argv[1:]], check=False).returncode
        for part in parts
    ]
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
