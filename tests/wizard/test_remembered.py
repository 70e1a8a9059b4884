"""The window remembers the files opened last, and where it stood."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from tests.wizard.frame import WHEN
from wardround.wizard.remembered import MOST_RECENT, Remembered


def test_the_file_opened_last_comes_first_and_each_stands_once(remembered: Remembered) -> None:
    for hour, name in enumerate(("a", "b", "a")):
        remembered.opened(Path(f"{name}.wardround"), name.upper(), WHEN + timedelta(hours=hour))
    assert [(file.path.stem, file.client) for file in remembered.recent()] == [("a", "A"), ("b", "B")]
    assert remembered.recent()[0].opened == WHEN + timedelta(hours=2)


def test_the_list_stays_short(remembered: Remembered) -> None:
    for number in range(MOST_RECENT + 3):
        remembered.opened(Path(f"{number}.wardround"), "", WHEN)
    assert len(remembered.recent()) == MOST_RECENT
    assert remembered.recent()[0].path == Path(f"{MOST_RECENT + 2}.wardround")


def test_a_file_can_be_forgotten(remembered: Remembered) -> None:
    remembered.opened(Path("a.wardround"), "A", WHEN)
    remembered.forget(Path("a.wardround"))
    assert remembered.recent() == ()


def test_another_day_finds_the_same(tmp_path: Path) -> None:
    def settings() -> QSettings:
        return QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)

    first = Remembered(settings())
    first.opened(Path("a.wardround"), "Klinikum Süd, »Haus 2«", WHEN)
    first.keep_geometry(QByteArray(b"where it stood"))
    again = Remembered(settings())
    assert again.recent()[0].client == "Klinikum Süd, »Haus 2«"
    assert again.geometry() == QByteArray(b"where it stood")


def test_settings_that_somebody_spoilt_begin_anew(tmp_path: Path) -> None:
    settings = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    settings.setValue("files/recent/size", 2)
    settings.setValue("files/recent/1/path", "a.wardround")
    settings.setValue("files/recent/1/opened", "the other day")
    assert Remembered(settings).recent() == ()
    Remembered(settings).opened(Path("b.wardround"), "B", WHEN)
    assert [file.client for file in Remembered(settings).recent()] == ["B"]


def test_dialogs_start_beside_the_file_opened_last(remembered: Remembered, tmp_path: Path) -> None:
    assert remembered.folder() == Path.home()
    remembered.opened(tmp_path / "a.wardround", "", WHEN)
    remembered.opened(tmp_path / "gone" / "b.wardround", "", WHEN)
    assert remembered.folder() == tmp_path


def test_the_documents_of_each_engagement_have_a_folder_of_their_own(remembered: Remembered, tmp_path: Path) -> None:
    north, south = tmp_path / "Nord.wardround", tmp_path / "south.wardround"
    assert remembered.documents_folder(north) == tmp_path, "at first beside the engagement"
    remembered.keep_documents_folder(north, tmp_path / "for the client")
    assert remembered.documents_folder(north) == tmp_path / "for the client"
    assert remembered.documents_folder(south) == tmp_path
