"""Which files of measurements there are: one line each, to choose and to leave out again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from wardround.wizard.asking import FileDialogs
from wardround.wizard.labels import ElidedLabel, button, label
from wardround.workshop.calibrating import Files

NOT_CHOSEN = "not chosen"
MOST_CPUS = 1024
CPUS_WIDTH = 132


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its field of `Files`, what it is called, and what the client's administrator exports."""

    name: str
    title: str
    made_by: str
    has_cpus: bool = False


KINDS = (
    Kind("odoo_log", "Odoo log", "log of the Odoo server, with its request lines"),
    Kind("application_use", "Use of the application server", "export of sadf or Performance Monitor", has_cpus=True),
    Kind("database_use", "Use of the database server", "export of sadf or Performance Monitor", has_cpus=True),
    Kind("statements", "Statements of the database", "export of pg_stat_statements"),
)


class MeasurementFiles(QWidget):
    """Four kinds of files. `files` is what was chosen."""

    changed = Signal()

    def __init__(self, dialogs: FileDialogs, folder: Path) -> None:
        """Take who asks for a file, and the folder to begin in."""
        super().__init__()
        self._dialogs, self._folder = dialogs, folder
        self._paths: dict[str, Path] = {}
        self._shown: dict[str, ElidedLabel] = {}
        self._leave: dict[str, QPushButton] = {}
        self._cpus: dict[str, QLineEdit] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, kind in enumerate(KINDS):
            self._add(grid, row, kind)

    @property
    def files(self) -> Files:
        """What was chosen, with the CPUs that were told."""
        cpus = {name: int(field.text()) for name, field in self._cpus.items() if field.hasAcceptableInput()}
        return Files(
            odoo_log=self._paths.get("odoo_log"),
            application_use=self._paths.get("application_use"),
            database_use=self._paths.get("database_use"),
            statements=self._paths.get("statements"),
            application_cpus=cpus.get("application_use"),
            database_cpus=cpus.get("database_use"),
        )

    @property
    def has_any(self) -> bool:
        """Whether a file was chosen."""
        return bool(self._paths)

    def _add(self, grid: QGridLayout, row: int, kind: Kind) -> None:
        title = label(kind.title)
        title.setToolTip(kind.made_by)
        shown = ElidedLabel(NOT_CHOSEN, "muted")
        shown.setObjectName(f"measurements.{kind.name}.file")
        self._shown[kind.name] = shown
        grid.addWidget(title, row, 0)
        grid.addWidget(shown, row, 1)
        if kind.has_cpus:
            field = QLineEdit()
            field.setObjectName(f"measurements.{kind.name}.cpus")
            field.setAccessibleName(f"CPUs of this server, where the file does not tell: {kind.title}")
            field.setPlaceholderText("CPUs, if not told")
            field.setToolTip("How many CPUs the server has, where the file does not tell")
            field.setValidator(QIntValidator(1, MOST_CPUS, field))
            field.setFixedWidth(CPUS_WIDTH)
            field.textEdited.connect(lambda _text: self.changed.emit())
            self._cpus[kind.name] = field
            grid.addWidget(field, row, 2)
        choose = button("Choose…", f"measurements.{kind.name}.choose")
        choose.setAccessibleName(f"Choose a file: {kind.title}, {kind.made_by}")
        choose.clicked.connect(partial(self._on_choose, kind))
        leave = button("Leave out", f"measurements.{kind.name}.leave")
        leave.setAccessibleName(f"Leave the file out: {kind.title}")
        leave.clicked.connect(partial(self._on_leave, kind))
        room = leave.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        leave.setSizePolicy(room)
        leave.hide()
        self._leave[kind.name] = leave
        grid.addWidget(choose, row, 3)
        grid.addWidget(leave, row, 4)
        grid.setAlignment(shown, Qt.AlignmentFlag.AlignVCenter)

    def _on_choose(self, kind: Kind) -> None:
        path = self._dialogs.file_of_measurements(self, kind.title, self._folder)
        if path is not None:
            self._folder = path.parent
            self._paths[kind.name] = path
            self._show(kind)

    def _on_leave(self, kind: Kind) -> None:
        self._paths.pop(kind.name, None)
        self._show(kind)

    def _show(self, kind: Kind) -> None:
        path = self._paths.get(kind.name)
        self._shown[kind.name].setText(path.name if path else NOT_CHOSEN)
        self._leave[kind.name].setVisible(path is not None)
        self.changed.emit()
