"""Importing this module makes the imports that follow quicker.

The binding of Qt reads the source of every module that is imported after it, and cuts it into lines, to see whether the
module may switch on another spelling of Qt's names. Wardround never does, so nothing need be read. Spared are a
twentieth of the time to the first paint, and near to half of what a page takes to load.
"""

from __future__ import annotations

import importlib

import PySide6.QtCore  # noqa: F401 - brings the binding along

_BINDING = "shibokensupport.feature"
_QUESTION = "_mod_uses_pyside"


def spare_the_reading(binding_name: str = _BINDING) -> bool:
    """Answer the question of the binding without reading; False for a release of it that does not ask."""
    try:
        binding = importlib.import_module(binding_name)
    except ImportError:
        return False
    if not callable(getattr(binding, _QUESTION, None)):
        return False
    setattr(binding, _QUESTION, lambda _module: False)
    return True


spare_the_reading()
