"""A real clamd that knows one signature: that of the harmless test file EICAR. Nothing is downloaded."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.engines import require

# In two pieces, so that a scanner on somebody's laptop leaves the repository alone.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SIGNATURE = "Test.EICAR.UNOFFICIAL"
DEADLINE = 30.0


class Daemon:
    """A clamd of our own in a folder of its own; it may be stopped and started again at the same addresses."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _free_port()
        self.unix = f"unix:{folder / 'clamd.ctl'}"
        self.tcp = f"tcp:127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it as somebody without rights and wait until it answers."""
        (self.folder / "clamd.ctl").unlink(missing_ok=True)
        nobody = pwd.getpwnam("nobody")
        who = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
        with (self.folder / "log").open("ab") as log:
            command = [find_clamd() or "clamd", "--foreground", f"--config-file={self.folder / 'clamd.conf'}"]
            self._process = subprocess.Popen(command, cwd="/", stdout=log, stderr=log, **who)  # type: ignore[call-overload]
        end = time.monotonic() + DEADLINE
        while not self._answers():
            assert self._process.poll() is None, (self.folder / "log").read_text()
            assert time.monotonic() < end, (self.folder / "log").read_text()
            time.sleep(0.05)

    def stop(self) -> None:
        """End it, and only it."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _answers(self) -> bool:
        with suppress(OSError), socket.socket(socket.AF_UNIX) as talk:
            talk.settimeout(2)
            talk.connect(self.unix.removeprefix("unix:"))
            talk.sendall(b"zPING\0")
            return talk.recv(16) == b"PONG\0"
        return False


def find_clamd() -> str | None:
    """Return the path of the daemon, which is not on everybody's PATH."""
    return shutil.which("clamd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


@contextmanager
def running_clamd() -> Iterator[Daemon]:
    """Run the daemon; it takes at most 12 MB a file and listens on a socket in its folder and on the loopback."""
    require("clamd (Debian: clamav-daemon)", find_clamd() is not None)
    with tempfile.TemporaryDirectory(prefix="clamd-") as name:
        daemon = Daemon(Path(name))
        _furnish(daemon)
        try:
            daemon.start()
            yield daemon
        finally:
            daemon.stop()


def _furnish(daemon: Daemon) -> None:
    folder = daemon.folder
    (folder / "db").mkdir()
    (folder / "db" / "test.ndb").write_text(f"Test.EICAR:0:*:{EICAR.hex()}\n")
    lines = {
        "DatabaseDirectory": folder / "db",
        "TemporaryDirectory": folder,
        "LocalSocket": daemon.unix.removeprefix("unix:"),
        "LocalSocketMode": "666",
        "TCPAddr": "127.0.0.1",
        "TCPSocket": daemon.port,
        "StreamMaxLength": "12M",
        "MaxThreads": 2,
    }
    (folder / "clamd.conf").write_text("".join(f"{key} {value}\n" for key, value in lines.items()))
    folder.chmod(0o777)


def _free_port() -> int:
    with socket.socket() as talk:
        talk.bind(("127.0.0.1", 0))
        return int(talk.getsockname()[1])
