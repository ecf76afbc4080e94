"""A PostgreSQL server of its own, in a folder that goes with it: it may be stopped, and listen elsewhere."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

USER = "postgres"


class PostgresqlServer:
    """A server with the defaults of its release, at an address of this machine. It trusts everybody.

    ``settings`` are lines for ``postgresql.conf``. PostgreSQL does not run as root: for root it belongs to
    the user ``postgres``, whom Debian's package makes.
    """

    def __init__(self, address: str = "127.0.0.1", settings: tuple[str, ...] = ()) -> None:
        self.address, self.settings = address, settings
        self.port = free_port(address)
        self.user = USER if os.geteuid() == 0 else None
        self.folder = Path()

    @staticmethod
    def missing() -> str:
        """What is missing for it on this machine; empty where nothing is."""
        return "" if programs() else "PostgreSQL's own programs are missing (Debian: postgresql)"

    def __enter__(self) -> PostgresqlServer:
        self.folder = Path(tempfile.mkdtemp(prefix="cstonews-postgresql-"))
        if self.user:
            shutil.chown(self.folder, self.user)
        try:
            self._call("initdb", "--auth=trust", "--username", USER, "--encoding=UTF8", "--pgdata", self.data)
            lines = (
                f"listen_addresses = '{self.address}'",
                f"port = {self.port}",
                f"unix_socket_directories = '{self.folder}'",
                *self.settings,
            )
            with (self.folder / "data" / "postgresql.conf").open("a") as file:
                file.write("\n".join(lines) + "\n")
            with (self.folder / "data" / "pg_hba.conf").open("a") as file:
                file.write("host all all 0.0.0.0/0 trust\n")
            self._control("start")
        except BaseException:
            shutil.rmtree(self.folder)
            raise
        return self

    def __exit__(self, *exception: object) -> None:
        try:
            self._control("stop", "--mode=immediate")
        finally:
            shutil.rmtree(self.folder)

    @property
    def data(self) -> str:
        return str(self.folder / "data")

    @property
    def pid(self) -> int:
        """The process that the others of the server are children of."""
        return int((self.folder / "data" / "postmaster.pid").read_text().split()[0])

    def url(self, name: str) -> str:
        return f"postgres://{USER}@{self.address}:{self.port}/{name}"

    def create_database(self, name: str) -> None:
        where = ("--host", self.address, "--port", str(self.port), "--username", USER)
        self._call("createdb", *where, name)

    def restart(self) -> None:
        """Restart as after a crash: every connection is lost, and nothing is finished first."""
        self._control("restart", "--mode=immediate")

    def _control(self, *arguments: str) -> None:
        log = str(self.folder / "log")
        self._call("pg_ctl", *arguments, "--wait", "--silent", "--pgdata", self.data, "--log", log)

    def _call(self, name: str, *arguments: str) -> None:
        found = programs()
        if found is None:
            raise FileNotFoundError(self.missing())
        subprocess.run(
            [found / name, *arguments], check=True, user=self.user, cwd="/",
            stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
        )  # fmt: skip


def free_port(address: str) -> int:
    """A port on which nobody listens now."""
    with socket.create_server((address, 0)) as server:
        port: int = server.getsockname()[1]
        return port


def programs() -> Path | None:
    """The folder with the newest release's programs; Debian keeps it out of the path."""
    on_path = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[4]))
    found = Path(on_path) if on_path else next(iter(debian[::-1]), None)
    return found.resolve().parent if found else None
