"""What the clerk sees: pages, tables, dialogs. The only room with Qt."""
