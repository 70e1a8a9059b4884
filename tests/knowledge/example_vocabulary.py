"""A small vocabulary with a fact of each type, and values for it."""

import random

from wardround.knowledge import FactType, FactValue, VocabularyEntry


def entry(
    fact: str,
    kind: FactType,
    *,
    choices: tuple[str, ...] = (),
    low: float | None = None,
    high: float | None = None,
) -> VocabularyEntry:
    return VocabularyEntry(
        fact=fact,
        type=kind,
        unit="",
        choices=choices,
        range_low=low,
        range_high=high,
        layer="derived",
        produced_by="a test",
        meaning="for tests",
        source="judgement",
    )


ENTRIES = (
    entry("backed_up", "bool"),
    entry("audited", "bool"),
    entry("users", "int", low=0, high=1000),
    entry("sites", "int", low=0, high=50),
    entry("growth_pct", "decimal", low=-20, high=100),
    entry("rto_minutes", "duration", low=0, high=20160),
    entry("tenancy", "enum", choices=("shared", "dedicated_db", "dedicated_vm")),
    entry("pattern", "text"),
    entry("regimes", "multi", choices=("HIPAA", "GDPR", "SOX")),
    entry("go_live", "date"),
    entry("systems", "table"),
)
VOCABULARY = {row.fact: row for row in ENTRIES}


def value_of(row: VocabularyEntry, chance: random.Random) -> FactValue:
    """Return a value that the fact may have; numbers lie round and on the thresholds that rules like to use."""
    match row.type:
        case "bool":
            return chance.random() < 0.5
        case "int":
            return chance.choice((0, 1, 2, 3, 5, 8, 10, 12, 40, 60, 100, 400, 1000, chance.randint(0, 5000)))
        case "decimal" | "duration":
            return chance.choice((0.0, 0.5, 1.0, 7.0, 17.0, 60, 72.0, 80.0, 240, chance.uniform(-10, 5000)))
        case "multi":
            return tuple(choice for choice in row.choices if chance.random() < 0.5)
        case "enum" | "text":
            return chance.choice(row.choices or ("westeurope", "northeurope"))
    return None
