"""The seals: what the handler, the approver and the keeper do with them."""

from desktop.services.seals.copies import copy_pages as copy_pages
from desktop.services.seals.copies import drop_draft as drop_draft
from desktop.services.seals.copies import keep_copies as keep_copies
from desktop.services.seals.copies import list_drafts as list_drafts
from desktop.services.seals.copies import open_copy as open_copy
from desktop.services.seals.copies import read_copies as read_copies
from desktop.services.seals.copies import same_elsewhere as same_elsewhere
from desktop.services.seals.copies import save_draft as save_draft
from desktop.services.seals.copies import stop_request as stop_request
from desktop.services.seals.uses import approve_use as approve_use
from desktop.services.seals.uses import check_request as check_request
from desktop.services.seals.uses import count_states as count_states
from desktop.services.seals.uses import find_use as find_use
from desktop.services.seals.uses import get_use as get_use
from desktop.services.seals.uses import list_uses as list_uses
from desktop.services.seals.uses import months as months
from desktop.services.seals.uses import record_sealing as record_sealing
from desktop.services.seals.uses import refuse_use as refuse_use
from desktop.services.seals.uses import request_to_correct as request_to_correct
from desktop.services.seals.uses import return_use as return_use
from desktop.services.seals.uses import sign_finding as sign_finding
from desktop.services.seals.uses import submit_use as submit_use
from desktop.services.seals.uses import void_use as void_use
