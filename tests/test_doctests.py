"""The examples in docstrings are true."""

import doctest
import importlib
import pkgutil

import pytest

import wagtail_cstonews

MODULES = [
    module.name
    for module in pkgutil.walk_packages(wagtail_cstonews.__path__, "wagtail_cstonews.")
    if ".migrations" not in module.name and not module.name.endswith(".__main__")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    try:
        module = importlib.import_module(name)
    except (ModuleNotFoundError, RuntimeError) as error:
        if (getattr(error, "name", None) or "").startswith("wagtail_cstonews"):
            raise
        # A model of an app that this site leaves out, or a package that is not installed.
        pytest.skip(f"not for this site or installation: {error}")
    assert doctest.testmod(module).failed == 0
