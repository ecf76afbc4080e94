"""The XML Schema of sitemaps, as the npm package ``sitemap`` ships it, and ours of its extensions.

Nothing of it is stored here: the package is fetched, once, where npm is.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest
from lxml import etree

PACKAGE = "sitemap@9.0.1"
CACHE = Path(__file__).resolve().parents[3] / ".cache" / "sitemap-schema"

# The published schema lets in elements of other namespaces only with a schema of theirs. These are ours,
# written from Google's descriptions of hreflang links and of news sitemaps.
_EXTENSIONS = {
    "http://www.w3.org/1999/xhtml": """
        <xsd:element name="link"><xsd:complexType>
            <xsd:attribute name="rel" use="required" fixed="alternate"/>
            <xsd:attribute name="hreflang" type="xsd:language" use="required"/>
            <xsd:attribute name="href" type="xsd:anyURI" use="required"/>
        </xsd:complexType></xsd:element>""",
    "http://www.google.com/schemas/sitemap-news/0.9": """
        <xsd:element name="news"><xsd:complexType><xsd:sequence>
            <xsd:element name="publication"><xsd:complexType><xsd:sequence>
                <xsd:element name="name" type="xsd:string"/>
                <xsd:element name="language" type="xsd:language"/>
            </xsd:sequence></xsd:complexType></xsd:element>
            <xsd:element name="publication_date"><xsd:simpleType>
                <xsd:union memberTypes="xsd:date xsd:dateTime"/>
            </xsd:simpleType></xsd:element>
            <xsd:element name="title" type="xsd:string"/>
        </xsd:sequence></xsd:complexType></xsd:element>""",
}


def sitemap_schema() -> etree.XMLSchema:
    """The schema of a sitemap; skips the test where the package cannot be fetched."""
    if os.environ.get("CI") != "true":
        pytest.skip("the schema is in an npm package: run with CI=true, with npm and its registry")
    if shutil.which("npm") is None:
        pytest.skip("there is no npm to fetch the schema with")
    imports = [f'<xsd:import namespace="{_SITEMAP}" schemaLocation="{_fetched()}"/>']
    for number, (namespace, elements) in enumerate(_EXTENSIONS.items()):
        path = CACHE / f"extension-{number}.xsd"
        path.write_text(_schema(elements, namespace), encoding="utf-8")
        imports.append(f'<xsd:import namespace="{namespace}" schemaLocation="{path}"/>')
    return etree.XMLSchema(etree.fromstring(_schema("".join(imports))))


_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def _schema(content: str, namespace: str = "") -> str:
    target = f' targetNamespace="{namespace}" elementFormDefault="qualified"' if namespace else ""
    return f'<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema"{target}>{content}</xsd:schema>'


def _fetched() -> Path:
    path = CACHE / "sitemap.xsd"
    if not path.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        command = ["npm", "pack", "--silent", PACKAGE]
        name = subprocess.run(command, cwd=CACHE, check=True, capture_output=True, text=True, timeout=120)  # noqa: S603
        with tarfile.open(CACHE / name.stdout.split()[-1]) as archive:
            member = archive.extractfile("package/schema/sitemap.xsd")
            path.write_bytes(member.read())  # type: ignore[union-attr]
    return path
