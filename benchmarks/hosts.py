"""Several hosts on one machine: network namespaces with names, addresses and processes of their own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import IO


class Hosts:
    """Hosts that reach each other and this machine over a bridge (Linux, as root).

    Each has a name of its own, so a process there is known as one of another machine. They share the disk.
    Entering makes them, and leaving takes them away; other processes may use them by their names meanwhile.
    """

    def __init__(self, count: int) -> None:
        self.names = [f"csto{os.getpid()}-{number}" for number in range(1, count + 1)]

    @staticmethod
    def missing() -> str:
        """What is missing for it on this machine; empty where nothing is."""
        if os.geteuid() != 0:
            return "network namespaces need root"
        if not (shutil.which("ip") and shutil.which("unshare")):
            return "the commands ip and unshare are missing (Debian: iproute2, util-linux)"
        tried = subprocess.run(["unshare", "--net", "--uts", "true"], check=False, stderr=subprocess.DEVNULL)  # noqa: S607
        return "network namespaces are not allowed here" if tried.returncode else ""

    @property
    def address(self) -> str:
        """Where the hosts reach this machine."""
        return f"{self.network}.1"

    @property
    def network(self) -> str:
        """The first three numbers of the addresses: others may do the same on this machine."""
        return f"10.203.{os.getpid() % 250}"

    @property
    def _bridge(self) -> str:
        return f"csto{os.getpid()}"

    def __enter__(self) -> Hosts:
        try:
            ip("link", "add", self._bridge, "type", "bridge")
            ip("address", "add", f"{self.address}/24", "dev", self._bridge)
            ip("link", "set", self._bridge, "up")
            for number, name in enumerate(self.names, 2):
                ip("netns", "add", name)
                ip("link", "add", name, "type", "veth", "peer", "name", "eth0", "netns", name)
                ip("link", "set", name, "master", self._bridge, "up")
                ip("-n", name, "address", "add", f"{self.network}.{number}/24", "dev", "eth0")
                ip("-n", name, "link", "set", "eth0", "up")
                ip("-n", name, "link", "set", "lo", "up")
        except BaseException:
            self._remove()
            raise
        return self

    def __exit__(self, *exception: object) -> None:
        self._remove()

    @staticmethod
    def start(
        name: str,
        command: Sequence[str],
        environment: Mapping[str, str],
        stdout: IO[str] | int | None = None,
    ) -> subprocess.Popen[bytes]:
        """Start a command on a host."""
        named = ["unshare", "--uts", "--", "sh", "-c", 'hostname "$0" && exec "$@"', name]
        return subprocess.Popen(
            ["ip", "netns", "exec", name, *named, *command],  # noqa: S607
            env=dict(environment),
            stdout=stdout,
        )

    @staticmethod
    def cut_off(name: str) -> None:
        """The host is gone: first its network, so that nobody is told, then its processes."""
        ip("link", "set", name, "down")
        kill_all(name)

    def _remove(self) -> None:
        for name in self.names:
            kill_all(name)
            with suppress(subprocess.CalledProcessError):
                ip("netns", "delete", name)
            # A connection that nobody answers can keep the cable of a host that is gone.
            with suppress(subprocess.CalledProcessError):
                ip("link", "delete", name)
        with suppress(subprocess.CalledProcessError):
            ip("link", "delete", self._bridge)


def kill_all(name: str) -> None:
    """Kill the processes of a host."""
    found = subprocess.run(["ip", "netns", "pids", name], check=False, capture_output=True, text=True)  # noqa: S607
    for pid in map(int, found.stdout.split()):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, stderr=subprocess.PIPE)  # noqa: S607
