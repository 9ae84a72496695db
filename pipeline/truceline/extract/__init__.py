"""Sentences to mentions: the ceasefires, talks and violations that a document tells."""

from __future__ import annotations

from truceline.extract.explain import Explanation, explain
from truceline.extract.mention import Mention, MentionActor
from truceline.extract.stage import extract

__all__ = ["Explanation", "Mention", "MentionActor", "explain", "extract"]
