"""The judgement on one 323: which rules are broken where, what is awarded, and how far the pipeline came."""
