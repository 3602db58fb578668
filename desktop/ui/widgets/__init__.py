"""Parts of the screen that know no subject."""
