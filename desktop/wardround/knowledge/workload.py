"""How people, machines and documents load the system: judgement with bounds, to be replaced by the client's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from wardround.knowledge.columns import Amount, AmountOrUnknown, Blank, Factor, Ids, Key, Score, Share
from wardround.knowledge.grammar import Rule
from wardround.tables import Column

Hour = Annotated[int, Column(key=True, low=0, high=23)]


@dataclass(frozen=True, slots=True)
class ActivityLevel:
    """How busily one active person works.

    Parameters
    ----------
    think_time_s_low, think_time_s_likely, think_time_s_high : pause between two steps. [s]
    """

    level_id: Key
    name: str
    meaning: str
    think_time_s_low: Amount
    think_time_s_likely: Amount
    think_time_s_high: Amount
    source: str


@dataclass(frozen=True, slots=True)
class MixShare:
    """Share of one class among the steps of an activity level; the shares of a level add up to 1."""

    level_id: Key
    model_class: Key
    share: Share
    share_low: Share
    share_high: Share
    source: str


@dataclass(frozen=True, slots=True)
class ModelClass:
    """One class of operations: a user step, a machine call, or a chunk of a load.

    Parameters
    ----------
    response_target_p95_ms_likely : default target; the client's own (USR-12) wins. [ms]
    data_volume_exponent_likely : CPU grows with (rows of the largest table / 25,000) to this power, the lab having
        had that many, never below 1 and never above `data_volume_factor_cap`.
    lab_odoo_cpu_ms_info, ... : demand of one operation as measured, for reading only; the engine composes it.
    """

    model_class: Key
    name: str
    meaning: str
    kind: Literal["interactive", "background", "batch"]
    runs_in: Literal["http_worker", "http_or_job_worker"]
    arrival: Literal["client_think", "open", "fixed_population"]
    response_target_p95_ms_low: Amount
    response_target_p95_ms_likely: Amount
    response_target_p95_ms_high: Amount
    data_volume_exponent_low: Amount
    data_volume_exponent_likely: Amount
    data_volume_exponent_high: Amount
    data_volume_factor_cap: Factor
    lab_odoo_cpu_ms_info: Amount
    lab_pg_cpu_ms_info: Amount
    lab_wall_ms_info: Amount
    lab_http_requests_info: Amount
    source: str


@dataclass(frozen=True, slots=True)
class ClassComposition:
    """How many measured operations one operation of a class stands for; the weights need not add up to 1."""

    model_class: Key
    lab_op_class: Key
    weight_low: Amount
    weight: Amount
    weight_high: Amount
    note: Blank
    source: str


@dataclass(frozen=True, slots=True)
class DemandUplift:
    """A factor on CPU demand that separates the measured system from one that people live in.

    Parameters
    ----------
    applies_to : `application_cpu`, `database_cpu`.
    applies_when : the factor counts when this holds.
    per_count : where given, the factor is raised to the power (fact / per_count).
    fact : the fact that it scales with or depends on; empty where it rests on none.
    cap_factor : it never goes above.
    note : when it does not count although `applies_when` holds.
    """

    uplift_id: Key
    name: str
    applies_to: Ids
    factor_low: Factor
    factor_likely: Factor
    factor_high: Factor
    applies_when: Rule
    per_count: AmountOrUnknown
    fact: Blank
    cap_factor: Factor
    note: Blank
    source: str


@dataclass(frozen=True, slots=True)
class DocumentOperation:
    """Operations of one class that one business document takes."""

    document_type: Key
    name: str
    model_class: Key
    operations_low: Amount
    operations_likely: Amount
    operations_high: Amount
    source: str


@dataclass(frozen=True, slots=True)
class HourlyShare:
    """Share of the day's volume in one hour of site time; the shares of a day add up to 1."""

    profile_id: Key
    day_type: Key
    hour_local: Hour
    share_of_day: Share
    share_low: Share
    share_high: Share
    source: str


@dataclass(frozen=True, slots=True)
class DayTypeMultiplier:
    """Volume of a day of this type against a weekday, per function of the organisation."""

    day_type: Key
    function: Key
    multiplier_low: Factor
    multiplier_likely: Factor
    multiplier_high: Factor
    source: str


@dataclass(frozen=True, slots=True)
class InterfaceType:
    """One kind of interface with defaults.

    Parameters
    ----------
    messages_per_day_likely : mean over calendar days.
    peak_factor : busiest hour against the mean hour (messages / 24); it contains the profile, so use either this
        or `hourly_profile_default`.
    latency_need_ms : for one message. [ms]
    default_port : usual port; general knowledge.
    operations_per_message : operations of `model_class` that one message takes.
    if_silent_hours_matters : how long silence does no harm. [hours]
    """

    type_id: Key
    name: str
    protocol: str
    direction_default: Literal["inbound", "outbound", "both"]
    messages_per_day_low: Amount
    messages_per_day_likely: Amount
    messages_per_day_high: Amount
    peak_factor_low: Factor
    peak_factor: Factor
    peak_factor_high: Factor
    mean_size_kib_low: Amount
    mean_size_kib: Amount
    mean_size_kib_high: Amount
    synchronous_default: bool
    latency_need_ms: Amount
    default_port: int
    model_class: str
    operations_per_message_low: Amount
    operations_per_message: Amount
    operations_per_message_high: Amount
    data_class_default: Ids
    if_silent_hours_matters_low: Amount
    if_silent_hours_matters: Amount
    if_silent_hours_matters_high: Amount
    hourly_profile_default: str
    clinical_or_business_consequence: str
    source: str


@dataclass(frozen=True, slots=True)
class OdooModule:
    """One Odoo application.

    Parameters
    ----------
    load_weight_likely : cost of one step here against an average step; for sharing load and cost out, never a
        second multiplier on measured demands.
    """

    module_id: Key
    name: str
    area: str
    edition: Literal["both", "enterprise", "community_addon"]
    criticality_default_1_5: Score
    typical_data_classes: Ids
    load_weight_low: Factor
    load_weight_likely: Factor
    load_weight_high: Factor
    source: str
