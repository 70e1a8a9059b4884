"""The binding of Qt does not read the source of what is imported; without the binding's question all is as it was."""

import subprocess
import sys
from types import ModuleType

import pytest

from wardround.wizard.quick_imports import spare_the_reading

PROGRAM = """
import inspect
asked = []
inspect.getsource = lambda module: asked.append(module) or ""
import wardround.wizard.quick_imports
asked.clear()
import wardround.wizard.window, json.tool
print(len(asked))
"""


def test_no_source_is_read_for_what_is_imported_afterwards() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "0"


def test_a_binding_that_does_not_ask_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    silent = ModuleType("silent_binding")
    monkeypatch.setitem(sys.modules, "silent_binding", silent)
    assert not spare_the_reading("silent_binding")
    assert not hasattr(silent, "_mod_uses_pyside")


def test_a_binding_that_is_not_there_is_no_trouble() -> None:
    assert not spare_the_reading("no_such_binding")
