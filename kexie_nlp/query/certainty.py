"""How sure a grade or a gap is: probabilities and grades in, one of three levels out.

The score of a link is the probability of grade 2, calibrated on documents that the model had not seen. What the levels are worth is
measured in docs/pages/results.en.md.
"""
from __future__ import annotations

from typing import Literal

Certainty = Literal["high", "fair", "low", "reviewed"]
CARRIED_HIGH, CARRIED_FAIR = 0.7, 0.3  # a link of grade 2 from these scores
OPEN_HIGH, OPEN_FAIR = 0.1, 0.3  # a gap up to these scores of its nearest task


def of_link(grade: int, score: float, reviewed: bool) -> Certainty:
    """How sure the grade of a link is. Grade 1, between two thresholds, never is more than low."""
    if reviewed:
        return "reviewed"
    if grade == 0:
        return of_gap(score)
    return "low" if grade == 1 or score < CARRIED_FAIR else "fair" if score < CARRIED_HIGH else "high"


def of_gap(nearest: float) -> Certainty:
    """How sure it is that nothing carries out a central task, by the score of the task that comes nearest to it (0: none does)."""
    return "high" if nearest < OPEN_HIGH else "fair" if nearest < OPEN_FAIR else "low"
