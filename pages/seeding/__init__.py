"""Fills an empty installation with rows: the demo organisation, and a made-up one of any size to measure with.

These write many rows at once, past the actions; tests hold the result against what the actions would have left.
"""
