"""A pack of own risks that cannot be taken is left out, and the window says which row and column is wrong."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.wizard.frame import SLOWEST_MS, Dialogs, field_page
from wardround.shipped import resource
from wardround.wizard.remembered import Remembered
from wardround.wizard.window import Window
from wardround.workshop import own_risks


def test_a_bad_pack_is_told_by_row_and_column(
    qtbot: QtBot, remembered: Remembered, dialogs: Dialogs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = resource("facts", "risks.csv").read_text(encoding="utf-8").splitlines()
    pack = tmp_path / "harbour.risks.csv"
    pack.write_text("\n".join([shipped[0], shipped[1], shipped[1]]) + "\n", encoding="utf-8")  # one id twice
    monkeypatch.setattr(own_risks, "packs_beside_brands", lambda: (pack,))
    window = Window(remembered, dialogs, field_page)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.ready, timeout=SLOWEST_MS):
        window.show()
    dialogs.answer = tmp_path / "a.wardround"
    with qtbot.waitSignal(window.opened, timeout=SLOWEST_MS):
        window.ask_for_new("", "")
    assert window.desk is not None
    said = window.desk.header.message.text()
    assert said.startswith("The firm's own risks were left out.")
    assert "row 3, column risk_id" in said
    window.close()
