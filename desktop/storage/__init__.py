"""What is kept: tables, queries, keys and backups. The only room with SQL."""
