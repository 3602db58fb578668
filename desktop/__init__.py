"""Youju 有据: the evidence book of a community office."""
