"""The engagement file: revisions, durable one by one."""

from wardround.store.engagement_file import EngagementFile, recovered
from wardround.store.errors import (
    DamagedEngagementFile,
    FileExists,
    FileInUse,
    FileMissing,
    FileRefused,
    NewerEngagementFile,
    NotAnEngagementFile,
    NotSaved,
)
from wardround.store.revisions import Edit, Kind, Revision, applied

__all__ = [
    "DamagedEngagementFile",
    "Edit",
    "EngagementFile",
    "FileExists",
    "FileInUse",
    "FileMissing",
    "FileRefused",
    "Kind",
    "NewerEngagementFile",
    "NotAnEngagementFile",
    "NotSaved",
    "Revision",
    "applied",
    "recovered",
]
