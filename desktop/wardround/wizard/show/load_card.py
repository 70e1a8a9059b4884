"""How the platform carries the day: by operation at the design hour, and by hour."""

from __future__ import annotations

from wardround.deliverables.amounts import response, use
from wardround.deliverables.words import sentence
from wardround.engine.findings import ClassPerformance, Findings
from wardround.wizard.show.cells import Bar, Words
from wardround.wizard.show.columns import Column
from wardround.wizard.show.flush_card import FlushCard
from wardround.wizard.show.hour_map import HourMap
from wardround.wizard.show.list_row import Row
from wardround.wizard.show.load_words import load_map, operation_name, per_hour, response_map
from wardround.wizard.show.role_detail import Ask
from wardround.wizard.show.role_words import tone_of
from wardround.wizard.show.row_list import RowList
from wardround.wizard.show.segment import Segment
from wardround.wizard.show.verify_part import VerifyPart

RESPONSE = "performance.design_hour.p95_response_s"


class OperationsCard(FlushCard):
    """95 % of each operation against its target, as bars in a table."""

    def __init__(self, ask: Ask) -> None:
        super().__init__("95 % of answers, operation by operation", " ")
        columns = (
            Column("Operation", 130, 3),
            Column("Within", 50, right=True),
            Column("Target", 50, right=True),
            Column("Of the target", 104, 2),
            Column("", 50),
        )
        self.list = RowList(columns, "No operations follow from the answers.", height=36)
        self.list.explained.connect(ask)
        self.verify = VerifyPart()
        self.add(self.list)
        self.add(self.verify)

    def show_findings(self, findings: Findings) -> None:
        """Show the operations at the design hour."""
        performance = findings.sizing.performance
        self.verify.show_findings(findings)
        figure = RESPONSE if RESPONSE in findings.figures else ""
        self.list.show_rows([_row(part, figure) for part in performance.classes])
        first = sentence(performance.bottleneck)
        limit = f" What gets busy first: {first}" if performance.bottleneck else ""
        self.say(f"{sentence(findings.demand.design_hour.local_time).rstrip('.')}, with one node lost.{limit}")


def _row(part: ClassPerformance, figure: str) -> Row:
    used = None if part.p95_response_s is None else part.p95_response_s / part.target_p95_s
    bar = Bar(None, "no steady state", "bad") if used is None else Bar(used, use(used), tone_of(used))
    verdict = Words("met", quiet=True) if part.meets_target else Words("missed", strong=True, tone="bad")
    return Row(
        key=f"results.operation.{part.model_class}",
        cells=(
            Words(operation_name(part), per_hour(part)),
            Words(response(part.p95_response_s) if used is not None else "", strong=True),
            Words(response(part.target_p95_s), quiet=True),
            bar,
            verdict,
        ),
        figure=figure,
    )


class HoursCard(FlushCard):
    """The heat map of the day, by load or by response."""

    def __init__(self) -> None:
        self._view = Segment("results.hours", "Show by hour", {"load": "Load", "response": "Response"})
        super().__init__("Through the day", " ", beside=self._view)
        self._findings: Findings | None = None
        self._map = HourMap()
        self._map.setObjectName("results.hours.map")
        self.add_inside(self._map)
        self._view.chosen.connect(lambda _key: self._show())

    def show_findings(self, findings: Findings) -> None:
        """Show the hours of each kind of day."""
        self._findings = findings
        self._show()

    def _show(self) -> None:
        if self._findings is None:
            return
        found = load_map(self._findings) if self._view.key == "load" else response_map(self._findings)
        self._map.show_rows(found.rows, found.framed, found.note)
        self.say(found.note)
