"""What the pages that show are made of: rows that unfold, heat maps, a timeline. It paints; it computes nothing."""
