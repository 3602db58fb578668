"""设置: people, deputies, the seal, the office, backups and evidence."""
