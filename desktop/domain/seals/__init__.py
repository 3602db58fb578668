"""Seals and their use: the register, its nine states, and the gates between them.

Clauses: 国发〔1999〕25号 (seals of administrative bodies), 国办发〔2001〕52号 (approver and keeper apart), and the
office's own rule for its 社会事务专用章 (the seed's system, called 制度 below).
"""

from desktop.domain.seals.records import (
    REFUSAL_REASONS as REFUSAL_REASONS,
)
from desktop.domain.seals.records import (
    STATE_WORDS as STATE_WORDS,
)
from desktop.domain.seals.records import (
    STEP_WORDS as STEP_WORDS,
)
from desktop.domain.seals.records import (
    CopyContent as CopyContent,
)
from desktop.domain.seals.records import (
    Draft as Draft,
)
from desktop.domain.seals.records import (
    KeptCopy as KeptCopy,
)
from desktop.domain.seals.records import (
    Link as Link,
)
from desktop.domain.seals.records import (
    Material as Material,
)
from desktop.domain.seals.records import (
    Matter as Matter,
)
from desktop.domain.seals.records import (
    MatterStatus as MatterStatus,
)
from desktop.domain.seals.records import (
    NewStep as NewStep,
)
from desktop.domain.seals.records import (
    Seal as Seal,
)
from desktop.domain.seals.records import (
    SealUse as SealUse,
)
from desktop.domain.seals.records import (
    State as State,
)
from desktop.domain.seals.records import (
    Step as Step,
)
from desktop.domain.seals.records import (
    StepKind as StepKind,
)
from desktop.domain.seals.records import (
    Sum as Sum,
)
from desktop.domain.seals.records import (
    Totals as Totals,
)
from desktop.domain.seals.records import (
    UseFilter as UseFilter,
)
from desktop.domain.seals.records import (
    UseLine as UseLine,
)
from desktop.domain.seals.records import (
    UseRequest as UseRequest,
)
from desktop.domain.seals.rules import FIELD_WORDS as FIELD_WORDS
