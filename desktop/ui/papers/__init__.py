"""文书: what the office itself writes."""
