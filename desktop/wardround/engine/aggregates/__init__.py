"""What rows say about facts: counts, sums and extremes of the tables of an assessment.

Each function returns None where the rows do not settle the fact. Sums are exact (`math.fsum`), so the order of rows
never matters.
"""
