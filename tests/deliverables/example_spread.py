"""A spread with a plausible value in every field."""

from wardround.engine.findings.spread import Band, Chance, Grade, RunwayYear, Spread, Swing, WorthAsking


def example_spread() -> Spread:
    """Return what the samples around the example might come to."""
    return Spread(
        samples=10_000,
        bands=(
            Band("cost", "Cost of a steady month", "USD/month", 21_400.0, 20_100.0, 21_900.0, 24_800.0),
            Band("response", "Response at the 95th percentile in the busiest hour", "s", 1.2, 0.8, 1.3, None),
            Band("application", "Use of the application servers", "share", 0.45, 0.31, 0.46, 0.71),
            Band("database", "Use of the database server", "share", 0.22, 0.15, 0.23, 0.39),
            Band("growth", "Load at the end of the horizon against now", "x", 1.16, 1.08, 1.17, 1.26),
        ),
        chances=(
            Chance(
                "response", "Interactive work answers later than its target", 0.31, 1.5, "s", "in 31% of the samples"
            ),
            Chance("budget", "A steady month costs more than the budget", 0.62, 21_000.0, "USD/month", "in 62%"),
        ),
        swings=(
            Swing("cost", "think.heavy_clerk", "Think time: heavy clerk", "assumed", 6, 18, "s", 23_900.0, 20_800.0),
            Swing(
                "cost", "price.listed", "List prices of the region", "documented", 0.97, 1.04, "x", 20_900.0, 22_300.0
            ),
            Swing("response", "demand.common", "Service demands", "documented", 0.77, 1.3, "x", 0.9, None),
        ),
        worth_asking=(
            WorthAsking(
                "cost",
                "",
                "think.heavy_clerk",
                "people.activity_overrides",
                "",
                "Think time: heavy clerk",
                "assumed",
                (20_100.0, 24_800.0),
                (20_600.0, 23_200.0),
                0.45,
                "a week of the Odoo server log",
                "cp odoo.log",
            ),
            WorthAsking(
                "response",
                "database",
                "fact.largest_table_rows",
                "volumes.largest_table_rows",
                "TXN-12",
                "Rows in the largest table",
                "stated",
                (0.15, 0.39),
                (0.17, 0.35),
                0.25,
                "sizes of tables",
                "psql",
            ),
        ),
        runway=tuple(
            RunwayYear(tier, year, chance)
            for tier, chances in (("application", (0.1, 0.2, 0.4)), ("postgresql", (0.0, 0.01, 0.05)))
            for year, chance in enumerate(chances, start=1)
        ),
        grade=Grade("C", "use of the application servers is known to within about 30% either way", "A up to 10 %"),
        words="Of 10,000 samples of what is not known exactly, eight in ten cost between 20,100 and 24,800 USD.",
        limits=("the widths of answers without a measurement are judgement",),
    )
