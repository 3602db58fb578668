"""印章台账: the life of a seal from its making to its destruction, each step with its persons and its paper.

*Source:* 国发〔1999〕25号 二十二 to 二十五, the office's own rule (制度 八: 携带外出须经街道主要领导批准), and domain
handbook §A.5 for what only practice says.
"""

from desktop.domain.seals.life.records import LED as LED
from desktop.domain.seals.life.records import LIFE_WORDS as LIFE_WORDS
from desktop.domain.seals.life.records import PAPER_DUE as PAPER_DUE
from desktop.domain.seals.life.records import PURPOSE_WORDS as PURPOSE_WORDS
from desktop.domain.seals.life.records import SEAL_STATE_WORDS as SEAL_STATE_WORDS
from desktop.domain.seals.life.records import Approval as Approval
from desktop.domain.seals.life.records import LifeKind as LifeKind
from desktop.domain.seals.life.records import LifeRequest as LifeRequest
from desktop.domain.seals.life.records import LifeStep as LifeStep
from desktop.domain.seals.life.records import Purpose as Purpose
from desktop.domain.seals.life.records import SealLife as SealLife
from desktop.domain.seals.life.records import SealPaper as SealPaper
from desktop.domain.seals.life.records import SealState as SealState
from desktop.domain.seals.life.records import late_by as late_by
from desktop.domain.seals.life.records import open_outing as open_outing
from desktop.domain.seals.life.records import possible as possible
from desktop.domain.seals.life.records import state_of as state_of
