"""A consultant's day by command line, in processes of its own: what people type, read and get."""

import json
import subprocess
import sys
from pathlib import Path

AS_OF = "2026-11-25"


def wardround(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command line as a person does, from the folder with the engagement."""
    command = [sys.executable, "-m", "wardround.cli", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, check=False, capture_output=True, text=True, encoding="utf-8")


def answer(file: Path, section: str, field: str, value: object, by: str) -> None:
    """Change one answer in the file, as somebody said it in the room."""
    content = json.loads(file.read_text(encoding="utf-8"))
    content[section][field] = {"value": value, "standing": "stated", "by": by}
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def name_client(file: Path, client: str) -> None:
    content = json.loads(file.read_text(encoding="utf-8"))
    content["engagement"]["client"] = client
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def monthly_usd_in(folder: Path) -> float:
    (file,) = folder.glob("*-findings.json")
    return float(json.loads(file.read_text(encoding="utf-8"))["totals"]["steady_monthly_usd"])


def test_from_a_profile_through_a_slip_of_the_keyboard_to_the_documents_and_a_why(tmp_path: Path) -> None:
    file = tmp_path / "nordtal.json"

    # Before the workshop: the engagement starts from a profile.
    begun = wardround("new", "regional-hospital", file.name, cwd=tmp_path)
    assert begun.returncode == 0, begun.stderr
    name_client(file, "Klinikum Nordtal")
    assert wardround("check", file.name, cwd=tmp_path).returncode == 0

    # In the room somebody types too fast; check says where, and nothing is written.
    answer(file, "platform", "azure_region", "west europ", "Anna Weiß")
    slip = wardround("assess", file.name, "--out", "documents", "--as-of", AS_OF, cwd=tmp_path)
    assert slip.returncode == 2
    assert slip.stderr.startswith("platform.azure_region (Preferred Azure region): 'west europ'")
    assert "Did you mean westeurope" in slip.stderr
    assert not (tmp_path / "documents").exists()

    # Mended, the documents are there, and the answer stands on the screen.
    answer(file, "platform", "azure_region", "westeurope", "Anna Weiß")
    done = wardround("assess", file.name, "--out", "documents", "--as-of", AS_OF, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Klinikum Nordtal: ")
    assert sorted(path.name for path in (tmp_path / "documents").iterdir()) == [
        "klinikum-nordtal-bom.xlsx",
        "klinikum-nordtal-findings.json",
        "klinikum-nordtal-roadmap.pdf",
    ]
    monthly_usd = monthly_usd_in(tmp_path / "documents")
    assert f"USD {monthly_usd:,.2f}" in done.stdout

    # "Why does it cost that?"
    why = wardround("explain", file.name, "cost.monthly_usd", "--as-of", AS_OF, cwd=tmp_path)
    assert why.returncode == 0, why.stderr
    assert why.stdout.startswith("cost.monthly_usd = ")

    # More headroom is asked for: the same command again replaces the documents, and the bill does not fall.
    answer(file, "platform", "headroom_pct", 100, "Tom Brandt")
    again = wardround("assess", file.name, "--out", "documents", "--as-of", AS_OF, cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    assert monthly_usd_in(tmp_path / "documents") >= monthly_usd
    assert len(list((tmp_path / "documents").iterdir())) == 3
