"""Limits that an import really meets: a disk that is full, a MariaDB that takes only short statements."""

from __future__ import annotations

import json
import os
import random
import shutil
import socket
import subprocess
import sys
import time
from importlib.util import find_spec

import pytest

from .helpers import ROOT, site_in

PROSE = "The council of the five rivers met in Port Ilse and agreed on the rules of the common fund. "
NAMESPACE = ["unshare", *([] if os.geteuid() == 0 else ["--user", "--map-root-user"]), "--mount"]
"""In it a file system can be made that no other process sees, and that goes with the last one in it."""

ON_SMALL_DISK = """
mount -t tmpfs -o size="$SIZE" disk disk || exit 99
cp db.sqlite3 disk/ || exit 99
"$@"; status=$?
cp -r disk/. .; exit $status
"""


def no_small_disk():
    """Why no disk of a few megabytes can be had here."""
    if shutil.which("unshare") is None:
        return "needs unshare, of Linux"
    command = [*NAMESPACE, "mount", "-t", "tmpfs", "-o", "size=1m", "disk", "/mnt"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr.strip()  # noqa: S603


def rows_of(count, paragraphs):
    """Documents of prose that no other one has."""
    for number in range(count):
        text = "\n\n".join(f"{PROSE}{number}.{paragraph} was on the list." for paragraph in range(paragraphs))
        yield {"id": str(number), "title": f"Report {number}", "text": text}


def write_rows(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))


small_disk = pytest.mark.skipif(bool(no_small_disk()), reason=f"no small disk: {no_small_disk()}")


@pytest.fixture
def on_small_disk(tmp_path):
    """Runs Python with the site's database and media on a disk with so many KB left."""
    site_in(tmp_path)
    (tmp_path / "disk").mkdir()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'disk' / 'db.sqlite3'}",
        "CSTONEWS_TEST_MEDIA": str(tmp_path / "disk" / "media"),
        "PYTHONPATH": str(ROOT),
    }

    def run(*arguments, left):
        size = (tmp_path / "db.sqlite3").stat().st_size // 1024 + left
        return subprocess.run(  # noqa: S603
            [*NAMESPACE, "sh", "-c", ON_SMALL_DISK, "sh", sys.executable, *arguments],
            env={**environment, "SIZE": f"{size}k"},
            cwd=tmp_path, capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip

    return run


@small_disk
@pytest.mark.own_database
@pytest.mark.slow
def test_a_disk_that_is_full(tmp_path, on_small_disk):
    write_rows(tmp_path / "rows.jsonl", rows_of(150, 40))
    command = ["-m", "django", "import_news", "rows.jsonl", "--to", "/news/", "--keep-near-duplicates"]
    done = on_small_disk(*command, left=1500)
    shown = done.stderr.strip().splitlines()
    assert done.returncode == 1, done.stderr
    assert shown[-1].startswith("CommandError: The disk is full"), done.stderr
    assert not any("failed" in line or "Traceback" in line for line in shown), done.stderr
    done = on_small_disk(*command, left=50_000)
    assert (done.returncode, "failed" in done.stdout) == (0, False), done.stderr
    assert "150 documents" in done.stdout


@small_disk
@pytest.mark.own_database
@pytest.mark.slow
def test_a_disk_that_is_full_of_images(tmp_path, on_small_disk):
    from PIL import Image

    (tmp_path / "archive").mkdir()
    chance = random.Random(1)  # noqa: S311
    for number, row in enumerate(rows_of(12, 10)):
        image = Image.frombytes("RGB", (300, 200), chance.randbytes(300 * 200 * 3))
        image.save(tmp_path / "archive" / f"{number}.png")
        prose = "".join(f"<p>{text}</p>" for text in row["text"].split("\n\n"))
        photo = f'<img src="{number}.png" width="300" height="200">'
        figure = f"<figure>{photo}<figcaption>Photo {number}</figcaption></figure>"
        page = f"<article><h1>{row['title']}</h1>{prose}{figure}{prose}</article>"
        (tmp_path / "archive" / f"{number}.html").write_text(page)
    command = ["-m", "django", "import_news", "archive", "--to", "/news/", "--keep-near-duplicates"]
    done = on_small_disk(*command, left=1200)
    assert done.returncode == 1, done.stderr
    assert "CommandError: The disk is full" in done.stderr
    assert "Traceback" not in done.stderr
    done = on_small_disk(*command, left=50_000)
    assert (done.returncode, "failed" in done.stdout) == (0, False), done.stderr
    names = sorted(path.name for path in (tmp_path / "media" / "original_images").iterdir())
    assert len(names) == 12, names


# ------------------------------------------------------------------ MariaDB


@pytest.fixture(scope="module")
def strict_mariadb(tmp_path_factory):
    """The address of a server of its own that takes a megabyte at once."""
    install, server = shutil.which("mariadb-install-db"), shutil.which("mariadbd", path=SERVER_PATH)
    if install is None or server is None or find_spec("MySQLdb") is None:
        pytest.skip("needs mariadbd, mariadb-install-db and mysqlclient")
    folder = tmp_path_factory.mktemp("mariadb")
    common = ["--no-defaults", f"--datadir={folder / 'data'}"]
    if os.geteuid() == 0:
        common.append("--user=root")
    open_to_all = ["--auth-root-authentication-method=normal", "--skip-test-db"]
    subprocess.run([install, *common, *open_to_all], check=True, capture_output=True)  # noqa: S603
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    options = ["--bind-address=127.0.0.1", f"--port={port}", f"--socket={folder / 's'}", "--skip-log-bin"]
    quick = ["--innodb-flush-log-at-trx-commit=0", "--innodb-flush-method=nosync"]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(  # noqa: S603
            [server, *common, *options, *quick, "--max-allowed-packet=1M"], stdout=log, stderr=log
        )
    try:
        yield started(port, process, folder / "log")
    finally:
        process.terminate()
        process.wait(60)


SERVER_PATH = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])


def started(port, process, log):
    import MySQLdb

    end = time.monotonic() + 120
    while True:
        try:
            connection = MySQLdb.connect(host="127.0.0.1", port=port, user="root")
        except MySQLdb.OperationalError:
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.2)
        else:
            connection.cursor().execute("CREATE DATABASE limits CHARACTER SET utf8mb4")
            connection.close()
            return f"mysql://root@127.0.0.1:{port}/limits?charset=utf8mb4"


@pytest.mark.own_database
@pytest.mark.slow
def test_a_document_that_is_too_long_for_mariadb_fails_alone_and_says_what_to_set(tmp_path, strict_mariadb):
    """The server hangs up while it is sent; what the client says then is not that it was too long."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": strict_mariadb,
        "PYTHONPATH": str(ROOT),
    }

    def run(*arguments):
        return subprocess.run(  # noqa: S603
            [sys.executable, *arguments],
            env=environment, cwd=tmp_path, capture_output=True, text=True, check=False,
        )  # fmt: skip

    assert run("-m", "django", "migrate", "-v0").returncode == 0
    make = "import django; django.setup(); from tests.factories import *; make_index(slug='news')"
    assert run("-c", make).returncode == 0
    short, long, other = rows_of(3, 10)
    long["text"] = "\n\n".join(f"{PROSE}{number} was on the list." for number in range(15_000))
    write_rows(tmp_path / "rows.jsonl", [short, long, other])
    done = run("-m", "django", "import_news", "rows.jsonl", "--to", "/news/", "--keep-near-duplicates")
    assert done.returncode == 1
    assert "3 documents: 2 new, 1 failed." in done.stdout
    told = "rows.jsonl:2: It is longer than the database takes at once. Set max_allowed_packet in the"
    assert told in done.stderr
    assert done.stderr.rstrip().endswith("CommandError: 1 document failed; they are named above.")
    assert "Traceback" not in done.stderr
    assert "gone away" not in done.stderr
