"""The door: what can be said of an office before anybody has signed in to it.

It asks for the key file alone, so that the door stands before the database and its ciphers are loaded.
"""

from pathlib import Path

from desktop.storage import key_file


def names_to_sign_in(folder: Path) -> list[str]:
    """The names under which one can sign in, in the order of their accounts."""
    file = key_file.read_key_file(folder)
    slots = sorted(file.slots, key=lambda slot: slot.account)
    return list(dict.fromkeys(s.name for s in slots if s.account != key_file.RECOVERY and not s.closed))


def sample_password(folder: Path) -> str:
    """The password of all accounts of a sample office; empty for a real one."""
    return key_file.read_key_file(folder).sample
