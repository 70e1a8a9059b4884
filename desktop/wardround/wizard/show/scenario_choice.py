"""Under which scenario the documents are written: as answered, or as one of the scenarios changes the answers."""

from __future__ import annotations

from collections.abc import Sequence

from wardround.assessment.scenarios import Scenario
from wardround.wizard.show.drop_list import DropList

AS_ANSWERED = "As answered"


class ScenarioChoice(DropList):
    """The list of scenarios; its key is '' for the answers as they stand."""

    def show_scenarios(self, scenarios: Sequence[Scenario]) -> None:
        """Offer scenarios; the one that is chosen stays so while it is there."""
        self.offer([(AS_ANSWERED, ""), *((each.title, each.key) for each in scenarios)])
