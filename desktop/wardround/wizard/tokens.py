"""The colours and sizes of the window as values: one set for light, dark and high contrast."""

from __future__ import annotations

from dataclasses import dataclass

SMALL, NOTE, BODY, HEAD, TITLE, BIG = 11.5, 12.5, 13.5, 16.0, 22.0, 26.0
"""Sizes of type in pixels at a scale of 100 %."""

REGULAR, MEDIUM, SEMIBOLD = 400, 500, 600
"""Weights of type."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """One set of colours, each with a meaning.

    The ``_text`` colours are for words where the plain one would be too faint to read on its soft ground or on white:
    at least 4.5 to 1.
    """

    ground: str
    surface: str
    line: str
    ink: str
    muted: str
    accent: str
    accent_soft: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    series: tuple[str, ...]
    accent_text: str
    good_text: str
    warn_text: str
    bad_text: str
    dark: bool = False


LIGHT = Tokens(
    ground="#F4F7F9",
    surface="#FFFFFF",
    line="#D8E0E6",
    ink="#16242F",
    muted="#5B6B78",
    accent="#0B7A75",
    accent_soft="#D9F0EE",
    good="#2E7D32",
    good_soft="#E1F2E3",
    warn="#B36B00",
    warn_soft="#FFF1D6",
    bad="#B3261E",
    bad_soft="#FCE4E2",
    series=("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00"),
    accent_text="#09706B",
    good_text="#2A752F",
    warn_text="#8A5300",
    bad_text="#B3261E",
)
DARK = Tokens(
    ground="#0F171D",
    surface="#17222A",
    line="#2B3942",
    ink="#E8EEF2",
    muted="#9DB0BD",
    accent="#35B3AB",
    accent_soft="#12393A",
    good="#7BC67E",
    good_soft="#16301A",
    warn="#F0B45A",
    warn_soft="#3A2A10",
    bad="#FF8A80",
    bad_soft="#3D1A18",
    series=("#3D9BD1", "#F0B440", "#2FB78F", "#DA97BC", "#82C7EF", "#E8833A"),
    accent_text="#35B3AB",
    good_text="#7BC67E",
    warn_text="#F0B45A",
    bad_text="#FF8A80",
    dark=True,
)
HIGH_CONTRAST = Tokens(
    ground="#000000",
    surface="#000000",
    line="#FFFFFF",
    ink="#FFFFFF",
    muted="#E0E0E0",
    accent="#FFD60A",
    accent_soft="#332B00",
    good="#66FF99",
    good_soft="#003314",
    warn="#FFB000",
    warn_soft="#332300",
    bad="#FF6B6B",
    bad_soft="#330A0A",
    series=DARK.series,
    accent_text="#FFD60A",
    good_text="#66FF99",
    warn_text="#FFB000",
    bad_text="#FF6B6B",
    dark=True,
)
