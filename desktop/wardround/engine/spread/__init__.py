"""What is not known, carried through the formulas of the single answer: inputs, samples, and what they come to."""
