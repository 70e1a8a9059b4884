"""The libraries of the operating system that Qt needs on Linux, and the command that installs a missing one.

PySide6 brings Qt itself along, but not what Qt leans on: graphics, fonts and the X window system. On macOS
and Windows the system has all of it. Which libraries: the dynamic sections of QtCore, QtGui, QtWidgets and of
the platform plug-ins offscreen and xcb of PySide6-Essentials 6.12.
"""

import ctypes
import os
import platform
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Library:
    """A shared library and the package that holds it, per family of distributions."""

    file: str
    debian: str
    fedora: str
    arch: str
    suse: str


# What Qt needs to draw, be it into memory as the tests do.
TO_DRAW = (
    Library("libEGL.so.1", "libegl1", "libglvnd-egl", "libglvnd", "libglvnd"),
    Library("libGL.so.1", "libgl1", "libglvnd-glx", "libglvnd", "libglvnd"),
    Library("libX11.so.6", "libx11-6", "libX11", "libx11", "libX11-6"),
    Library("libfontconfig.so.1", "libfontconfig1", "fontconfig", "fontconfig", "fontconfig"),
    Library("libfreetype.so.6", "libfreetype6", "freetype", "freetype2", "libfreetype6"),
    Library("libglib-2.0.so.0", "libglib2.0-0", "glib2", "glib2", "libglib-2_0-0"),
    Library("libgthread-2.0.so.0", "libglib2.0-0", "glib2", "glib2", "libgthread-2_0-0"),
    Library("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon", "libxkbcommon", "libxkbcommon0"),
    Library("libzstd.so.1", "libzstd1", "libzstd", "zstd", "libzstd1"),
)
# What it needs on top to show a window under X11.
TO_SHOW = (
    Library("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb", "libx11", "libX11-xcb1"),
    Library("libxcb.so.1", "libxcb1", "libxcb", "libxcb", "libxcb1"),
    Library("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor", "libxcb-cursor0"),
    Library("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm", "xcb-util-wm", "libxcb-icccm4"),
    Library("libxcb-image.so.0", "libxcb-image0", "xcb-util-image", "xcb-util-image", "libxcb-image0"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms", "libxcb-keysyms1"),
    Library("libxcb-randr.so.0", "libxcb-randr0", "libxcb", "libxcb", "libxcb-randr0"),
    Library("libxcb-render.so.0", "libxcb-render0", "libxcb", "libxcb", "libxcb-render0"),
    Library(
        "libxcb-render-util.so.0",
        "libxcb-render-util0",
        "xcb-util-renderutil",
        "xcb-util-renderutil",
        "libxcb-render-util0",
    ),
    Library("libxcb-shape.so.0", "libxcb-shape0", "libxcb", "libxcb", "libxcb-shape0"),
    Library("libxcb-shm.so.0", "libxcb-shm0", "libxcb", "libxcb", "libxcb-shm0"),
    Library("libxcb-sync.so.1", "libxcb-sync1", "libxcb", "libxcb", "libxcb-sync1"),
    Library("libxcb-util.so.1", "libxcb-util1", "xcb-util", "xcb-util", "libxcb-util1"),
    Library("libxcb-xfixes.so.0", "libxcb-xfixes0", "libxcb", "libxcb", "libxcb-xfixes0"),
    Library("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb", "libxcb", "libxcb-xkb1"),
    Library(
        "libxkbcommon-x11.so.0",
        "libxkbcommon-x11-0",
        "libxkbcommon-x11",
        "libxkbcommon-x11",
        "libxkbcommon-x11-0",
    ),
)

INSTALLERS = {
    "debian": "apt-get install",
    "fedora": "dnf install",
    "arch": "pacman -S",
    "suse": "zypper install",
}
_FAMILY_OF_ID = {
    "debian": "debian",
    "ubuntu": "debian",
    "fedora": "fedora",
    "rhel": "fedora",
    "centos": "fedora",
    "arch": "arch",
    "suse": "suse",
    "opensuse": "suse",
}


def distribution_family(os_release: Mapping[str, str]) -> str | None:
    """Return the family whose packages a distribution uses: debian, fedora, arch or suse; None if unknown.

    os_release is the content of /etc/os-release: a derived distribution names its ancestors in ID_LIKE.
    """
    for name in (os_release.get("ID", ""), *os_release.get("ID_LIKE", "").split()):
        family = _FAMILY_OF_ID.get(name) or _FAMILY_OF_ID.get(name.partition("-")[0])
        if family:
            return family
    return None


def this_family() -> str | None:
    """Return the family of the distribution that runs; None on other systems and unknown distributions."""
    try:
        return distribution_family(platform.freedesktop_os_release())
    except OSError:
        return None


def _loads(file: str) -> bool:
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True


def missing_libraries(
    *, for_window: bool, loads: Callable[[str], bool] = _loads, system: str = sys.platform
) -> tuple[Library, ...]:
    """Return the libraries that Qt needs on system and that the dynamic loader does not find.

    for_window asks for those of a real window as well; loads tells whether the loader finds a file.
    """
    if not system.startswith("linux"):
        return ()
    return tuple(library for library in TO_DRAW + TO_SHOW * for_window if not loads(library.file))


def install_command(packages: Iterable[str], family: str) -> str:
    """Return the command that installs packages on a distribution of family, with sudo where needed."""
    sudo = "" if not hasattr(os, "geteuid") or os.geteuid() == 0 else "sudo "
    return f"{sudo}{INSTALLERS[family]} {' '.join(sorted(set(packages)))}"


def missing_message(missing: tuple[Library, ...], family: str | None) -> str:
    """Return what to tell someone whose system lacks the libraries in missing."""
    complaint = f"Qt needs libraries that this system lacks: {', '.join(library.file for library in missing)}."
    if family is None:
        return (
            f"{complaint}\nInstall the packages that hold them (their names differ between distributions) "
            "and call this again."
        )
    packages: tuple[str, ...] = tuple(getattr(library, family) for library in missing)
    return f"{complaint}\nInstall them and call this again:\n  {install_command(packages, family)}"


def venv_command(version: tuple[int, int], family: str | None) -> str | None:
    """Return the command that lets the Python of version (major, minor) make virtual environments.

    Debian and its descendants keep that in a package of its own; None elsewhere.
    """
    if family != "debian":
        return None
    return install_command([f"python{version[0]}.{version[1]}-venv"], family)
