"""What the documents say, chapter by chapter, as blocks."""
