"""Answers and rows made up by hypothesis from the fields themselves: their types, ranges, choices and patterns."""

from collections.abc import Callable
from datetime import date, timedelta, timezone
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Gt, Le, MaxLen, MinLen
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from wardround.assessment import THE_ERP, Answer, AnyOf, Assessment, Between, OneOf, Provenance, Row, Standing
from wardround.assessment.references import REFERENCES

GIVEN = [standing for standing in Standing if standing is not Standing.UNKNOWN]
HOURS = 24

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
times = st.datetimes(timezones=st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours))))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


@st.composite
def _hour_shares(draw: st.DrawFn) -> list[float]:
    weights = draw(st.lists(st.integers(0, 100), min_size=HOURS, max_size=HOURS).filter(any))
    return [weight / sum(weights) for weight in weights]


@st.composite
def _mixes(draw: st.DrawFn) -> list[dict[str, object]]:
    weights = draw(st.lists(st.integers(1, 100), max_size=4))
    return [{"model_class": f"class {n}", "share": weight / sum(weights)} for n, weight in enumerate(weights)]


SPECIAL: dict[str, st.SearchStrategy[Any]] = {
    "hour_shares": _hour_shares(),
    "mix": _mixes(),
    "time_zone": st.sampled_from(["Europe/Berlin", "America/Chicago", "Asia/Singapore", "UTC"]),
}
ENDS = {"source": st.just(THE_ERP), "target": st.just(THE_ERP), "member": st.just(THE_ERP)}
NAMES_OF_ROWS = {(reference.table, reference.column) for reference in REFERENCES}


def sections() -> list[str]:
    """Return the names of the sections."""
    return [name for name in Assessment.model_fields if name not in {"schema_version", "scenarios"}]


def section(name: str) -> st.SearchStrategy[dict[str, Any]]:
    """Return plain content of a section: any of its answers, texts and rows."""
    model: Any = Assessment.model_fields[name].annotation
    fields = {field_name: _field(f"{name}.{field_name}", field) for field_name, field in model.model_fields.items()}
    return st.fixed_dictionaries({}, optional=fields)


def scenarios() -> st.SearchStrategy[list[dict[str, Any]]]:
    """Return plain scenarios whose changes hold any JSON value."""
    change = st.fixed_dictionaries({"path": texts.map(lambda text: f"p{text}"), "value": json_values, "reason": texts})
    row = st.fixed_dictionaries({"key": _key(), "title": texts.map(lambda text: f"t{text}")})
    return st.lists(
        st.builds(lambda base, changes: base | {"changes": changes}, row, st.lists(change, max_size=3)),
        max_size=3,
        unique_by=lambda scenario: scenario["key"],
    )


def _field(path: str, field: FieldInfo) -> st.SearchStrategy[Any]:
    annotation: Any = field.annotation
    if isinstance(annotation, type) and issubclass(annotation, Answer):
        return _answer(annotation.__pydantic_generic_metadata__["args"][0], field)
    inner = get_args(annotation)
    if get_origin(annotation) is tuple and issubclass(inner[0], Row):
        return st.lists(_row(path, inner[0]), max_size=3, unique_by=lambda row: row["key"])
    return _value(path.split(".")[1], annotation, field)


def _answer(kind: Any, field: FieldInfo) -> st.SearchStrategy[dict[str, Any]]:  # noqa: ANN401 - a type of any value
    limits = [part for part in field.metadata if isinstance(part, Between | OneOf | AnyOf)]
    value = _limited(kind, limits[0]) if limits else _value("", kind, None)
    provenance = _provenance()
    given = st.builds(
        lambda base, answer, standing: base | {"value": answer, "standing": standing},
        provenance,
        value,
        st.sampled_from(GIVEN),
    )
    return provenance | given


def _limited(kind: object, limit: Between | OneOf | AnyOf) -> st.SearchStrategy[Any]:
    if isinstance(limit, OneOf):
        return st.sampled_from(limit.choices)
    if isinstance(limit, AnyOf):
        return st.lists(st.sampled_from(limit.choices), unique=True)
    if kind is int:
        return st.integers(int(limit.low), int(limit.high))
    return st.floats(limit.low, limit.high)


def _provenance() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {},
        optional={
            "by": texts,
            "at": times.map(lambda time: time.isoformat()),
            "owner": texts,
            "due": st.dates().map(str),
            "note": texts,
        },
    )


def _row(path: str, model: type[Row]) -> st.SearchStrategy[dict[str, Any]]:
    required: dict[str, Any] = {}
    optional: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if name in Provenance.model_fields:
            continue
        if (path, name) in NAMES_OF_ROWS:
            if field.is_required():
                required[name] = ENDS[name]
            continue
        (required if field.is_required() else optional)[name] = _value(name, field.annotation, field)
    rows = st.fixed_dictionaries(required, optional=optional)
    standing = st.sampled_from(Standing)
    whole = st.builds(lambda row, base, at: row | base | {"standing": at}, rows, _provenance(), standing)
    return whole.filter(_accepted_by(model))


def _accepted_by(model: type[Row]) -> Callable[[dict[str, Any]], bool]:
    def accepted(row: dict[str, Any]) -> bool:
        # What two cells of a row must have in common is said by the model alone.
        try:
            model.model_validate(row)
        except ValidationError:
            return False
        return True

    return accepted


def _key() -> st.SearchStrategy[str]:
    return st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,20}", fullmatch=True)


def _value(name: str, annotation: Any, field: FieldInfo | None) -> st.SearchStrategy[Any]:  # noqa: ANN401
    if name == "key":
        return _key()
    return SPECIAL[name] if name in SPECIAL else _of_type(name, annotation, field)


def _of_type(name: str, annotation: Any, field: FieldInfo | None) -> st.SearchStrategy[Any]:  # noqa: ANN401
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return st.sampled_from(inner)
    if origin in {Union, UnionType}:
        return st.none() | _value(name, inner[0], field)
    if origin is tuple:
        return st.lists(_value(name.removesuffix("s"), inner[0], None), max_size=3)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        parts = {part: _value(part, sub.annotation, sub) for part, sub in annotation.model_fields.items()}
        return st.fixed_dictionaries(parts)
    return _plain(annotation, field.metadata if field is not None else [])


def _plain(annotation: object, metadata: list[Any]) -> st.SearchStrategy[Any]:
    if annotation is bool:
        return st.booleans()
    if annotation is date:
        return st.dates().map(str)
    if annotation is str:
        return _text(metadata)
    lows: list[Any] = [part.ge if isinstance(part, Ge) else part.gt for part in metadata if isinstance(part, Ge | Gt)]
    highs: list[Any] = [part.le for part in metadata if isinstance(part, Le)]
    low, high = max(lows, default=0), min(highs, default=9)
    if annotation is int:
        return st.integers(low, high)
    return st.floats(low, high, exclude_min=any(isinstance(part, Gt) for part in metadata))


def _text(metadata: list[Any]) -> st.SearchStrategy[str]:
    patterns = [part.pattern for part in metadata if getattr(part, "pattern", None)]
    shortest = max((part.min_length for part in metadata if isinstance(part, MinLen)), default=0)
    longest = min((part.max_length for part in metadata if isinstance(part, MaxLen)), default=30)
    if patterns:
        matching = st.from_regex(patterns[0].removeprefix("^").removesuffix("$"), fullmatch=True)
        return matching.filter(lambda text: text.isascii() and len(text) <= longest)
    return texts.map(lambda text: f"x{text}" if shortest else text).map(lambda text: text[:longest])
