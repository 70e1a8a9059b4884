"""The samples in words. They are also the profiles that a new engagement can start from."""

from __future__ import annotations

SAMPLES = {
    "clinic-group": ("Clinic group", "Outpatient clinics and one office, extended hours"),
    "regional-hospital": ("Regional hospital", "A hospital and its outlying houses, day and night"),
    "multi-site-network": ("Multi-site network", "Hospitals, clinics and laboratories in three countries"),
    "shared-services": ("Shared services", "Non-clinical companies that share one ERP"),
}
"""Title and sentence of each sample by its name."""

BLANK = ""
"""Stands for no profile: an engagement in which nothing is answered."""
