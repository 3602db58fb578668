"""Elections of the residents' committee: from the sheets to who is elected and what comes next.

Clauses: 村民委员会组织法 (2018) arts. 14–15 by analogy, and the provincial rules that the profile of each election names
(domain handbook §B). Rules are figures of one profile, frozen when announcement 1 is published.
"""

from desktop.domain.elections.answering import as_json as as_json
from desktop.domain.elections.ballots import as_text as as_text
from desktop.domain.elections.ballots import from_text as from_text
from desktop.domain.elections.ballots import group as group
from desktop.domain.elections.ballots import judge_vote as judge_vote
from desktop.domain.elections.decision import tally as tally
from desktop.domain.elections.reading import read_count as read_count
from desktop.domain.elections.records import BallotClass as BallotClass
from desktop.domain.elections.records import Box as Box
from desktop.domain.elections.records import BoxDecision as BoxDecision
from desktop.domain.elections.records import BoxRuling as BoxRuling
from desktop.domain.elections.records import Contest as Contest
from desktop.domain.elections.records import ContestTally as ContestTally
from desktop.domain.elections.records import Count as Count
from desktop.domain.elections.records import Floor as Floor
from desktop.domain.elections.records import Next as Next
from desktop.domain.elections.records import NextKind as NextKind
from desktop.domain.elections.records import Pile as Pile
from desktop.domain.elections.records import Pool as Pool
from desktop.domain.elections.records import Profile as Profile
from desktop.domain.elections.records import Result as Result
from desktop.domain.elections.records import Round as Round
from desktop.domain.elections.records import Ruling as Ruling
from desktop.domain.elections.records import Share as Share
from desktop.domain.elections.records import Sheet as Sheet
from desktop.domain.elections.records import Tally as Tally
from desktop.domain.elections.records import Turnout as Turnout
from desktop.domain.elections.records import TurnoutBase as TurnoutBase
from desktop.domain.elections.records import TwoPosts as TwoPosts
from desktop.domain.elections.records import VoidReason as VoidReason
from desktop.domain.elections.records import Vote as Vote
from desktop.domain.elections.records import WinBase as WinBase
from desktop.domain.elections.records import WriteIn as WriteIn
from desktop.domain.elections.records import WriteInRuling as WriteInRuling
