"""Tables of rows: typed, pasted or imported, every change through the gate."""
