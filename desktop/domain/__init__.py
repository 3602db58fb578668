"""What the law says: records and rules in plain Python, read by officials and run by tests."""
