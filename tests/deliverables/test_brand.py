import json
from pathlib import Path

import pytest

from wardround.deliverables.brand import BrandRefused, brand_named, brand_names, read_brand
from wardround.deliverables.style import style_of
from wardround.shipped import template


def written(tmp_path: Path, **changes: object) -> Path:
    content = json.loads(template("brands", "wardround.json").read_text(encoding="utf-8"))
    path = tmp_path / "firm.json"
    path.write_text(json.dumps(content | changes), encoding="utf-8")
    return path


def test_the_brand_of_wardround_is_installed() -> None:
    assert "wardround" in brand_names()
    assert brand_named("wardround").name == "Wardround"


def test_an_unknown_brand_names_those_that_there_are() -> None:
    with pytest.raises(BrandRefused, match=r"choose one of .*wardround"):
        brand_named("acme")


def test_a_colour_that_is_none_is_named(tmp_path: Path) -> None:
    colours = json.loads(template("brands", "wardround.json").read_text(encoding="utf-8"))["colours"]
    with pytest.raises(BrandRefused, match="'accent' is 'teal'"):
        read_brand(written(tmp_path, colours=colours | {"accent": "teal"}))


def test_a_missing_entry_is_named(tmp_path: Path) -> None:
    with pytest.raises(BrandRefused, match="medium"):
        read_brand(written(tmp_path, fonts={"regular": "WardroundSans-Regular", "semibold": "WardroundSans-SemiBold"}))


def test_a_broken_file_is_refused_and_not_a_crash(tmp_path: Path) -> None:
    path = tmp_path / "firm.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(BrandRefused, match="not readable JSON"):
        read_brand(path)


def test_a_typeface_that_is_not_there_is_named(tmp_path: Path) -> None:
    faces = {"regular": "Nowhere-Regular", "medium": "Nowhere-Medium", "semibold": "Nowhere-SemiBold"}
    with pytest.raises(BrandRefused, match="Nowhere-Regular"):
        style_of(read_brand(written(tmp_path, fonts=faces)))


def test_every_typeface_travels_with_its_licence() -> None:
    faces = sorted(path.name for path in template("brands", "fonts").glob("*.ttf"))
    assert faces
    assert "SIL OPEN FONT LICENSE" in template("brands", "fonts", "LICENSE.txt").read_text(encoding="utf-8")
