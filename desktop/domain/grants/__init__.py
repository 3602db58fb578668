"""Project grants: from the judges' sheets, or the residents' votes, to who is granted how much and why.

Clauses: domain handbook §C.3 (score sheet) and §C.4 (panel rules). The figures are each round's own rule, frozen when
scoring opens.
"""

from desktop.domain.grants.allocation import allocate as allocate
from desktop.domain.grants.allocation import open_ties as open_ties
from desktop.domain.grants.answering import rank_ballots as rank_ballots
from desktop.domain.grants.answering import rank_round as rank_round
from desktop.domain.grants.comparing import compare as compare
from desktop.domain.grants.pabulib import read_votes as read_votes
from desktop.domain.grants.ranking import dropped as dropped
from desktop.domain.grants.ranking import mean as mean
from desktop.domain.grants.ranking import rank as rank
from desktop.domain.grants.ranking import rank_votes as rank_votes
from desktop.domain.grants.reading import read_round as read_round
from desktop.domain.grants.records import Allocation as Allocation
from desktop.domain.grants.records import Award as Award
from desktop.domain.grants.records import Ballots as Ballots
from desktop.domain.grants.records import Comparison as Comparison
from desktop.domain.grants.records import Criterion as Criterion
from desktop.domain.grants.records import Judge as Judge
from desktop.domain.grants.records import Outcome as Outcome
from desktop.domain.grants.records import Project as Project
from desktop.domain.grants.records import Round as Round
from desktop.domain.grants.records import Rule as Rule
from desktop.domain.grants.records import Sheet as Sheet
from desktop.domain.grants.records import Standing as Standing
