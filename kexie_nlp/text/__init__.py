"""Text normalisation: raw text in; clean simplified text and an offset map back to every raw character out."""
from kexie_nlp.text.convert import to_traditional
from kexie_nlp.text.normalize import Change, NormText, normalize
from kexie_nlp.text.offsets import OffsetMap, apply_edits
from kexie_nlp.text.regional import CONVERSIONS, check_conversion
from kexie_nlp.text.registry import register_step, step_names
from kexie_nlp.text.scripts import detect_script, detect_variety, paragraph_scripts

__all__ = ["CONVERSIONS", "Change", "NormText", "OffsetMap", "apply_edits", "check_conversion", "detect_script", "detect_variety",
           "normalize", "paragraph_scripts", "register_step", "step_names", "to_traditional"]
