"""Charts and diagrams as reportlab drawings: drawn once, vectors on paper and on screen."""
