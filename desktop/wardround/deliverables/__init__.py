"""Documents from an assessment and its findings: one content, many writers. No business figure is computed here."""
