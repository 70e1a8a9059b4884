"""The open engagement: reading and starting one, explaining its figures, writing its documents. No Qt, no formula."""
