"""The words people type where a status, a flag or a date belongs, in six languages."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from toolkit.model import Status
from toolkit.reading.folding import fold

__all__ = [
    "BLANK",
    "FLAGS",
    "MONTHS",
    "UNDATED",
    "WEEKDAYS",
    "is_blank",
    "read_flag",
    "status_words",
]

BLANK = frozenset(
    {
        "",
        "nan",
        "null",
        "none",
        "n a",
        "na",
        "nil",
        "nat",
        "k a",
        "s o",
        "nvt",
        "n v t",
        "nr",
        "no aplica",
        "entfallt",
    }
)
"""Folded texts that mean an empty cell; a text of punctuation alone (–, ?, …) folds to one too."""

UNDATED = frozenset(
    """
    a confirmer; a definir; as needed; asap; canceled; cancelled; complete; completed; continuing;
    continuous; daily; des que possible; done; doorlopend; en cours; en curso; folgt; fortlaufend;
    hold; hurtigst muligt; immediate; immediately; later; laufend; lo antes posible; lobende;
    monthly; n t b; no date; noch offen; nog te bepalen; none yet; not scheduled; not set; now;
    ntb; offen; on going; on hold; ongoing; open; pendiente; pending; por confirmar; por definir;
    quarterly; rolling; same; same day; snarest; sofort; tba; tbc; tbd; tbh; to be announced;
    to be confirmed; to be determined; unbekannt; unknown; unscheduled; waiting; weekly; z s m;
    zsm;
    """.replace("\n    ", " ")
    .strip(" ;\n")
    .split("; ")
)
"""Folded words that say there is no date yet: a blank, and no fault of the cell."""

STATUS: Mapping[Status, str] = {
    Status.NOT_STARTED: """
        not started; not yet started; new; new job; open; to do; todo; planned; pending;
        backlog; upcoming; scheduled; queued; not begun; future; proposed; requested; draft;
        estimating; quoting; estimate; briefing; brief; assigned; received; ready;
        ready to start; to start; icebox; inbox; registered; unstarted; nicht begonnen;
        nicht gestartet;
        neu; offen; geplant; ausstehend; zu erledigen; non commence; pas commence; a faire;
        nouveau; nouvelle; prevu; planifie; no iniciado; no iniciada; sin empezar; nuevo; nueva;
        por hacer; pendiente; planificado; niet gestart; niet begonnen; nieuw; te doen; gepland;
        ikke startet; ikke pabegyndt; ny; planlagt; aben; abierto; ouvert
    """,
    Status.IN_PROGRESS: """
        in progress; live; wip; active; started; ongoing; on going; open active; working;
        working on it; underway; under way; in production; production; in work; in process;
        processing; doing; current; on track; in development; development; design; in design;
        in studio; studio; creative; copy; layout; proofing; internal review; in review; review;
        qa; testing; executing; execution; on schedule; in flight; in market; running; late;
        behind; delayed; at risk; overdue; on time; green; amber; yellow; red; in arbeit; aktiv;
        laufend; lauft; begonnen; gestartet; in bearbeitung; in umsetzung; en cours; actif;
        en production; commence; demarre; en progreso; en curso; en proceso; activo; activa;
        en marcha; iniciado; bezig; in behandeling; lopend; actief; in uitvoering; gestart;
        i gang; igang; pabegyndt; under udforelse; mid; ongoing work; wip design; revisions;
        in revision; amends
    """,
    Status.WAITING_ON_CLIENT: """
        waiting on client; waiting for client; with client; client review; in client review;
        awaiting client; awaiting approval; waiting for approval; pending approval;
        client approval; awaiting feedback; waiting for feedback; awaiting client approval;
        sent to client; awaiting client feedback; for approval; out for approval;
        pending client; client to approve; client; at client; approval; feedback;
        client feedback; pending client approval; submitted for approval; proposal sent;
        wartet auf kunde; warten auf kunde; beim kunden; wartet auf freigabe; freigabe;
        zur freigabe; en attente client; attente client; chez le client;
        en attente de validation; en validation; esperando al cliente; con el cliente;
        pendiente de cliente; pendiente de aprobacion; esperando cliente; wacht op klant;
        wachten op klant; bij klant; ter goedkeuring; venter pa kunde; afventer kunde;
        hos kunden; til godkendelse
    """,
    Status.WAITING_ON_SUPPLIER: """
        waiting on supplier; waiting for supplier; with supplier; waiting on vendor;
        waiting for vendor; with vendor; at printer; at printers; with printer; at the printer;
        printing; awaiting supplier; waiting on printer; with publisher; out to bid;
        awaiting quotes; wartet auf lieferant; beim lieferanten; in druck; im druck;
        beim drucker; en attente fournisseur; chez l imprimeur; a l impression;
        esperando proveedor; con el proveedor; en imprenta; wacht op leverancier;
        bij leverancier; bij drukker; afventer leverandor; hos leverandor; hos trykkeri
    """,
    Status.ON_HOLD: """
        on hold; hold; held; paused; pause; parked; deferred; postponed; suspended; stand by;
        standby; stopped; inactive; dormant; snoozed; pausiert; zuruckgestellt; angehalten;
        ruht; verschoben; en pause; suspendu; en attente; reporte; en espera; pausado; pausada;
        detenido; aplazado; suspendido; gepauzeerd; on hold zetten; uitgesteld; aangehouden;
        opgeschort; sat pa pause; pa hold; i bero; udskudt
    """,
    Status.BLOCKED: """
        blocked; stuck; impeded; blocker; issue; blockiert; gesperrt; bloque; bloquee;
        bloqueado; bloqueada; geblokkeerd; vastgelopen; blokeret; problem
    """,
    Status.READY_TO_BILL: """
        ready to bill; bill out; awaiting invoice; delivered; to be billed; to bill; bill;
        to be invoiced; to invoice; ready to invoice; ready for billing; shipped; billable;
        needs billing; finished bill; complete to bill; complete bill; unbilled;
        abrechnungsbereit; zu berechnen; zur abrechnung; geliefert; ausgeliefert; a facturer;
        livre; livree; por facturar; entregado; entregada; para facturar; te factureren;
        geleverd; opgeleverd; klar til fakturering; leveret; til fakturering
    """,
    Status.BILLED: """
        billed; invoiced; final billed; fully billed; invoice sent; paid; partially billed;
        abgerechnet; fakturiert; berechnet; bezahlt; in rechnung gestellt; facture; facturee;
        paye; facturado; facturada; pagado; gefactureerd; betaald; faktureret; betalt
    """,
    Status.CLOSED: """
        closed; complete; completed; done; dead; archived; finished; final; finalized;
        finalised; resolved; closed out; closed won; won; job closed; 100; complete d; all done;
        achieved; fixed; published; launched; released; accepted; approved; signed off; passed;
        ok; abgeschlossen; erledigt; fertig; beendet; geschlossen; archiviert; fertiggestellt;
        umgesetzt; genehmigt; freigegeben; termine; terminee; clos; cloture; clos ture; fini;
        acheve; fait; archive; valide; terminado; terminada; completado; completada; cerrado;
        cerrada; finalizado; finalizada; hecho; archivado; aprobado; afgerond; gereed; klaar;
        voltooid; gesloten; gearchiveerd; afgesloten; gedaan; afsluttet; faerdig; fuldfort;
        lukket; arkiveret; udfort; gennemfort; afgesloten job
    """,
    Status.CANCELLED: """
        cancelled; canceled; lost; killed; closed lost; dropped; withdrawn; abandoned; rejected;
        terminated; void; voided; declined; dead lost; cancel; duplicate; wont do; wont fix;
        scrapped; deleted; storniert; abgebrochen; verworfen; abgelehnt; entfallen; verloren;
        annule; annulee; abandonne; perdu; refuse; cancelado; cancelada; anulado; rechazado;
        perdido; geannuleerd; vervallen; afgewezen; verloren gegaan; annulleret; aflyst;
        droppet; tabt; afvist
    """,
}
"""Status → the folded words for it."""

FLAGS: Mapping[str, bool] = {
    word.replace("_", " "): answer
    for answer, words in (
        (
            True,
            """
        yes y true t 1 x ✓ ✔ ☑ ✅ on done complete completed ja j wahr oui o vrai si s verdadero
        waar sand erledigt yep ok paid ü
            """,
        ),
        (
            False,
            """
        no n false f 0 ✗ ✘ ☐ ❌ off not_done not_complete incomplete nein falsch non faux falso
        nee onwaar nej falsk nope not_yet unpaid
            """,
        ),
    )
    for word in words.split()
}
"""Folded word or sign → what it answers."""

MONTHS: Mapping[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier janv enero ene januari jaenner janner",
            "feb february februar fevrier fev fevr febrero februari febr",
            "mar march marz maerz mars marzo mrt maart marts mrz",
            "apr april avril avr abril abr",
            "may mai mayo mei maj",
            "jun june juni juin junio",
            "jul july juli juillet juil julio",
            "aug august aout agosto ago augustus",
            "sep sept september septembre septiembre setiembre set",
            "oct october oktober octobre octubre okt",
            "nov november novembre noviembre",
            "dec december dezember decembre diciembre dez dic",
        ),
        start=1,
    )
    for name in names.split()
}
"""Folded month name or its abbreviation → month."""

WEEKDAYS = frozenset(
    """
    mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday
    sun sunday montag dienstag mittwoch donnerstag freitag samstag sonntag sonnabend mo di mi
    do fr sa so lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim
    lunes martes miercoles jueves viernes sabado domingo mie jue vie sab dom maandag dinsdag
    woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo mandag tirsdag onsdag torsdag
    fredag lordag sondag man tir ons tor fre lor son
    """.split()
)
"""Folded days of the week and their abbreviations."""


def is_blank(text: str) -> bool:
    """Whether a text stands for an empty cell: 'nan', 'n/a', a dash.

    >>> is_blank(" - "), is_blank("N/A"), is_blank("no")
    (True, True, False)
    """
    if len(text) > 11:
        return text.isspace()
    if text[:1].isalnum() and text[-1:].isalnum() and "/" not in text and "." not in text:
        return text.lower() in BLANK
    return fold(text) in BLANK and text.strip() not in FLAGS


def read_flag(text: str) -> bool | None:
    """Return what a word or tick answers; None when it is neither."""
    return FLAGS.get(text.strip().rstrip("\ufe0f").casefold(), FLAGS.get(fold(text)))


@functools.cache
def status_words() -> Mapping[str, Status]:
    """Return folded status word → status."""
    return {fold(word): status for status, words in STATUS.items() for word in words.split(";")}
