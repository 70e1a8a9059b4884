"""The engagement: what is to be decided, for whom, by when."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from wardround.assessment.answer import Answer, Frozen, question
from wardround.assessment.limits import AnyOf, Between, OneOf

Environment = Literal["production", "preproduction", "test", "training", "development", "disaster_recovery"]


class Engagement(Frozen):
    """What this assessment is for. Free texts name the client; they carry no standing."""

    engagement_type: Annotated[
        Answer[str], OneOf("new_deployment", "migration", "replatform", "resize", "dr_uplift")
    ] = question("ENG-01", "What the assessment decides")
    deadline_weeks: Annotated[Answer[int], Between(1, 156, "weeks")] = question("ENG-02", "Weeks to go-live")
    sponsor_named: Answer[bool] = question("ENG-03", "Executive sponsor named")
    scope_environments: Annotated[
        Answer[tuple[str, ...]],
        AnyOf("production", "preproduction", "test", "training", "development", "disaster_recovery"),
    ] = question("ENG-04", "Environments in scope")
    decision_confidence: Annotated[Answer[str], OneOf("rough", "budgetary", "contract")] = question(
        "ENG-05", "Firmness of the numbers"
    )
    business_drivers: Annotated[
        Answer[tuple[str, ...]],
        AnyOf(
            "dc_exit",
            "cost",
            "compliance",
            "performance",
            "resilience",
            "end_of_support",
            "merger",
            "ai_ready",
        ),
    ] = question("ENG-06", "Reasons for the change")
    stakeholders_signed_off: Answer[bool] = question("ENG-07", "Business owners will sign")
    evidence_level: Annotated[Answer[str], OneOf("verbal", "documents", "measured")] = question(
        "ENG-08", "Evidence behind the answers"
    )
    planning_horizon_years: Annotated[Answer[int], Between(1, 5, "years")] = question("ENG-09", "Planning horizon")
    target_finish_date: Answer[date] = question("ENG-10", "Target finish date")
    client: str = Field("", title="Client", max_length=120)
    project: str = Field("Odoo on Azure", title="Project", max_length=120)
    author: str = Field("", title="Author", max_length=120)
    brand: str = Field(
        "wardround",
        title="Brand",
        description="small letters, digits and hyphens",
        max_length=60,
        pattern=r"^[a-z0-9-]+$",
    )
    confidentiality: str = Field("Confidential", title="Confidentiality", max_length=80)
    regions_considered: tuple[str, ...] = Field((), title="Regions to compare")
    recovery_region: str = Field("", title="Recovery region")
