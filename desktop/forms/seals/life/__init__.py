"""The papers of a seal's life: 启用通知, 印模留存卡, 移交清单, 携带外出审批单, 公告 and records."""

from desktop.forms.seals.life.documents import HandedSeal as HandedSeal
from desktop.forms.seals.life.documents import RecordLine as RecordLine
from desktop.forms.seals.life.documents import RecordTitle as RecordTitle
from desktop.forms.seals.life.documents import SealActivation as SealActivation
from desktop.forms.seals.life.documents import SealHandover as SealHandover
from desktop.forms.seals.life.documents import SealNotice as SealNotice
from desktop.forms.seals.life.documents import SealOuting as SealOuting
from desktop.forms.seals.life.documents import SealRecord as SealRecord
from desktop.forms.seals.life.documents import SealSpecimen as SealSpecimen
from desktop.forms.seals.life.letters import seal_activation as seal_activation
from desktop.forms.seals.life.letters import seal_notice as seal_notice
from desktop.forms.seals.life.sheets import seal_handover as seal_handover
from desktop.forms.seals.life.sheets import seal_outing as seal_outing
from desktop.forms.seals.life.sheets import seal_record as seal_record
from desktop.forms.seals.life.specimens import seal_specimen as seal_specimen
