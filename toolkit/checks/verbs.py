"""The verbs next steps are written with, and how they are recognised in whatever form."""

from __future__ import annotations

import functools
from collections.abc import Iterable

__all__ = ["has_verb"]

VERB_LIST = """
    accept act add address adjust advise agree align allocate amend announce answer apply approve
    arrange ask assemble assign assist attach attend audit await backup bill block book brainstorm
    brief bring build buy calculate call cancel capture carry cast change chase check choose
    circulate clarify clean clear close code collate collect comment commission compare compile
    complete concept confirm connect consider consolidate contact continue convert coordinate copy
    correct cost create cut deal debrief decide define deliver deploy describe design determine
    develop direct discuss dispatch distribute divide do document double download draft draw drive
    drop edit email emphasise emphasize encode engage ensure enter escalate establish estimate
    evaluate examine execute explain explore export extend feed fetch file fill film finalise
    finalize find finish fix flag follow forward freeze get give go hand handle have help hire hold
    host identify implement import improve include incorporate inform initiate insert inspect
    install integrate interview invite invoice issue join keep kick launch lay lead learn let
    liaise list load localise localize lock log look mail make manage map mark measure meet merge
    migrate mock monitor move name negotiate note notify obtain offer open optimise optimize order
    organise organize outline oversee pack paint park pass pay perform phone photograph pick pilot
    pitch place plan post prepare present press preview price print prioritise prioritize probe
    process procure produce progress proof proofread propose prototype provide publish pull push
    put qa query quote raise rate reach read receive recheck recommend reconcile record recruit
    redraft redo reduce refine refresh register reject release remind remove renew reopen repair
    repeat replace reply report request research reschedule resend resize resolve respond resubmit
    retouch return revert review revise rework rewrite ring roll run sample save scan schedule
    scope script search secure see seek select sell send separate set setup settle share shoot
    show sign sketch solve sort source speak specify staff start stop storyboard strike submit
    supply support survey swap switch take talk teach tell test text tidy touch trace track train
    transfer translate trim try tweak update upload upgrade use validate verify visit wait walk
    wire withdraw work wrap write crop dub grade illustrate mix render typeset
"""
IRREGULAR_LIST = """
    built bought brought chosen cut dealt done drawn driven fed felt found given gone got held
    kept knew laid led left let made met paid put read run seen sent set shot shown sold spoken
    taken taught told thought went won written wrote is are was will must should can to
"""
VERBS = frozenset(VERB_LIST.split())
IRREGULAR = frozenset(IRREGULAR_LIST.split())


def has_verb(words: Iterable[str]) -> bool:
    """Whether one of the words, in lower case, is a verb or a form of one."""
    return any(word in IRREGULAR or _stem_is_verb(word) for word in words)


@functools.lru_cache(maxsize=4096)
def _stem_is_verb(word: str) -> bool:
    if word in VERBS:
        return True
    for ending in ("ing", "ed", "es", "s", "d"):
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            doubled = len(stem) > 2 and stem[-1] == stem[-2] and stem[:-1] in VERBS
            if (
                stem in VERBS
                or f"{stem}e" in VERBS
                or doubled
                or stem.removesuffix("i") + "y" in VERBS
            ):
                return True
    return False
