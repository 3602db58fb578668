"""Chinese text as offices write it: names, stroke order, identity numbers, dates."""
