"""Sentences for the misconceptions of lesson 3."""

SENTENCES = {}
