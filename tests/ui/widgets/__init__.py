"""The parts of the screen that know no subject, each on its own."""
