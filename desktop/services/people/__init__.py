"""People: signing in and out, accounts, passwords, deputies."""

from desktop.services.door import names_to_sign_in as names_to_sign_in
from desktop.services.door import sample_password as sample_password
from desktop.services.people.accounts import RECOVERED as RECOVERED
from desktop.services.people.accounts import add_account as add_account
from desktop.services.people.accounts import change_account as change_account
from desktop.services.people.accounts import change_password as change_password
from desktop.services.people.accounts import confirm_identity as confirm_identity
from desktop.services.people.accounts import list_people as list_people
from desktop.services.people.accounts import open_named as open_named
from desktop.services.people.accounts import open_recovery as open_recovery
from desktop.services.people.accounts import recover as recover
from desktop.services.people.accounts import reset_password as reset_password
from desktop.services.people.accounts import sign_in as sign_in
from desktop.services.people.accounts import sign_in_sample as sign_in_sample
from desktop.services.people.accounts import sign_out as sign_out
from desktop.services.people.accounts import unlock as unlock
from desktop.services.people.deputies import delegate as delegate
from desktop.services.people.deputies import end_delegation as end_delegation
from desktop.services.people.deputies import list_delegations as list_delegations
