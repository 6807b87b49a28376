"""Indicators: the words around a number in, what it measures out. A model chooses the words that belong to the indicator."""
from __future__ import annotations

from kexie_nlp.indicators.model import IndicatorModel, load_indicators
from kexie_nlp.indicators.reading import Indicators

__all__ = ["IndicatorModel", "Indicators", "load_indicators"]
