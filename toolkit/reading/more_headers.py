"""The headers over columns that only some sheets have, and over columns that are none of ours."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["MORE_ALIASES", "NOT_OURS"]

MORE_ALIASES: Mapping[str, str] = {
    "billing_status": """
        Billing Status; Invoice Status; Billed?; Invoiced?; Billing State; Billed Y/N; Invoiced;
        Billed; Invoice sent?; Abrechnungsstatus; Rechnungsstatus; Berechnet?; Fakturiert?;
        Statut de facturation; Facturé ?; Estado de facturación; ¿Facturado?; Factuurstatus;
        Gefactureerd?; Faktureringsstatus; Faktureret?
    """,
    "milestone": """
        Milestone; Milestones; Current Milestone; Next Milestone; Meilenstein; Jalon; Hito;
        Mijlpaal; Milepæl; Key Milestone
    """,
    "cover": """
        Cover; Backup; Back up; Deputy; Vertretung; Remplaçant; Sustituto; Vervanger;
        Stedfortræder; Cover AE
    """,
    "type": """
        Type; Job Type; Project Type; Category; Task Type; Work Type; Kind; Type of Work;
        Classification; Meeting Type; Issue Type; Deal Type; Contact Type; Document Type;
        Component Type; Discipline; Art; Kategorie; Typ; Catégorie; Tipo; Categoría; Soort;
        Categorie; Kategori; Type opgave; Contract Type
    """,
    "product": """
        Product; Product Line; Products; Service Line; Produkt; Produit; Producto;
        Line of Business
    """,
    "opened": """
        Opened; Open Date; Date Opened; Created; Created On; Created At; Date Created;
        Create Date; Creation Date; Date Added; Date In; Received; Date Received; Requested;
        Request Date; Date Requested; Order Date; Added; Entered; Date Entered; Created Date;
        Submitted; Date Submitted; Logged; Erstellt; Erstellt am; Angelegt am; Eingang;
        Eröffnet; Eingangsdatum; Créé le; Date de création; Ouvert le; Creado;
        Fecha de creación; Fecha de alta; Apertura; Aangemaakt; Aangemaakt op; Aanmaakdatum;
        Oprettet; Oprettelsesdato; Oprettet den; Date Raised; Raised; Raised On; Assigned Date;
        Date Assigned; Issued On
    """,
    "started": """
        Início; Data de início; Inizio; Data di inizio; Startdatum; Data rozpoczęcia; Начало;
        Дата начала; 开始日期; 開始日; Start; Start Date; Started; Date Started; Begin; Begin Date;
        Planned Start; Planned Start Date; Actual Start; Actual Start Date; From; Start On;
        Valid From; Kick off date; Baseline Start; Effective Date; Effective From; Period Start;
        Scheduled Start; Commencement; Plan Start; Target Start Date; Starts On; Beginning Date;
        Beginn; Anfang; Von; Startet; Starttermin; Gültig ab; Geplanter Start; Début;
        Date de début; Commencé le; Date de démarrage; Inicio; Fecha de inicio; Fecha inicio;
        Comienzo; Desde; Aanvang; Begindatum; Gestart; Startdato; Begyndt; Gyldig fra
    """,
    "finished": """
        Finished; Completed; Completed On; Completed At; Date Completed; Completed Date;
        Actual Finish; Actual Finish Date; Actual End; Actual End Date; Done On; Closed On;
        Date Closed; Closed Date; Close Out Date; Finished On; Actual Completion Date;
        Actual Completion; Resolved; Date Finished; Delivered On; Actual Delivery; Done Date;
        Closed; Abgeschlossen; Abgeschlossen am; Erledigt am; Fertig am; Terminé le;
        Date de clôture; Achevé le; Fin réelle; Fin effective; Finalizado; Terminado;
        Fecha de terminación; Fin real; Cerrado; Afgerond; Afgerond op; Voltooid op;
        Afsluitdatum; Afsluttet; Afsluttet den; Færdig; Ist Ende
    """,
    "budget": "Current Budget; Revised Budget; Budget to Date; Approved Estimate; Budget Total",
    "estimate_signed_on": """
        Quote Signed; Quote Signed On; Quote Approved; Budget Signed; Estimate Signed Date;
        Estimate Signed; Estimate Signed On; Estimate Approved; Estimate Approved On;
        Estimate Approval Date; Signed Estimate; Estimate Signed Off; KVA freigegeben;
        Devis signé le; Presupuesto aprobado; Offerte getekend; Tilbud godkendt; Est Signed
    """,
    "percent_complete": """
        % concluído; % completato; 进度; 完成率; 進捗率; 進捗; Процент выполнения; % klart;
        % complete;
        % Done; Percent Complete; Percent Done; % Completed; Complete %; Completion;
        Completion %; Progress %; % Progress; Progress; Complete; Percentage Complete;
        Pct Complete; %; Percentage; % Work Complete; Task Progress; Fertig %; % erledigt;
        Fertigstellungsgrad; % abgeschlossen; Fortschritt; Fortschritt %; Avancement;
        % avancement; % réalisé; % achevé; Avancement %; % completado; % avance; Avance;
        Progreso; % Terminado; % gereed; % voltooid; Voortgang; Voortgang %; % færdig; % udført;
        Fremdrift; Fremdrift %
    """,
    "po_number": """
        PO; PO #; PO Number; PO No; Purchase Order; Purchase Order No; Client PO; Customer PO;
        Bestellnummer; Bestell Nr; Bon de commande; N° BC; Orden de compra; Pedido;
        Inkoopordernummer; Rekvisitionsnummer; Indkøbsordre
    """,
    "priority": """
        Priority; Urgency; Prio; Importance; Priorität; Dringlichkeit; Priorité; Urgence;
        Prioridad; Urgencia; Prioriteit; Prioritet; Severity
    """,
    "initiation_form": """
        Initiation Form; Form; Form #; Form No; Job Form; Job Form No; Request Form;
        Initiation Form No
    """,
    "kickoff_on": """
        Kickoff; Kick-off; Kickoff Date; Kick-off Meeting; Kickoff Held; Kickoff On; Auftakt
    """,
    "last_updated": """
        Last Updated; Updated; Last Update; Last Modified; Last Modified Date; Modified;
        Updated At; Modified On; Date Updated; Zuletzt aktualisiert; Aktualisiert am;
        Letzte Änderung; Mis à jour le; Dernière mise à jour; Última actualización; Actualizado;
        Laatst bijgewerkt; Bijgewerkt op; Sidst opdateret; Opdateret; Last Activity;
        Last Activity Date; As Of
    """,
    "notes": """
        Observações; Anmärkning; Merknad; Uwagi; Примечание; Комментарий; 备注; 備考; Commenti;
        Note; Notes; Comments; Comment; Remarks; Remark; Update; Updates; Observations; Memo;
        Additional Notes; Comments/Notes; Notes/Comments; ~Description; ~Details; ~Reason;
        Latest Update; Other Comments; Notizen; Notiz; Bemerkung; Bemerkungen; Kommentar;
        Kommentare; Anmerkung; Anmerkungen; Hinweise; Hinweis; ~Beschreibung; Remarques;
        Remarque; Commentaire; Commentaires; Notas; Comentario; Comentarios; Observaciones;
        Opmerking; Opmerkingen; Notities; Toelichting; Noter; Bemærkning; Bemærkninger;
        Kommentarer; Comment 1
    """,
    "department": """
        Department; Dept; Team; Division; Group; Section; Business Unit; Abteilung; Bereich;
        Service; Département; Équipe; Departamento; Área; Equipo; Afdeling; Dept/Team
    """,
    "waiting_on": """
        Waiting On; Waiting For; Blocked By; Pending With; Pending From; With Whom; Wartet auf;
        En attente de; Esperando a; Wacht op; Venter på; Blocker; Ball with
    """,
    "waiting_since": """
        Waiting Since; Pending Since; Blocked Since; Wartet seit; En attente depuis;
        Wacht sinds; Venter siden
    """,
    "currency": """
        Currency; Curr; CCY; Currency Code; Währung; Devise; Moneda; Divisa; Valuta; Monnaie
    """,
    "done_on": "Done On; Milestone Done; Achieved On; Milestone Met; Erreicht am",
    "entry_id": "Entry ID; Entry No; Time Entry ID; Timesheet ID; Entry; Log ID",
    "task": """
        Task; Task Name; Activity; Service; Task Description; Work Performed; Aufgabe;
        Tätigkeit; Tâche; Activité; Tarea; Actividad; Taak; Opgave; Aktivitet; Activity Type;
        Work Done; Description
    """,
    "billable": """
        Billable; Billable?; Chargeable; Abrechenbar; Verrechenbar; Facturable; Factureerbaar;
        Declarabel; Fakturerbar
    """,
    "approved": """
        Approved; Approved?; Genehmigt; Freigegeben; Approuvé; Validé; Aprobado; Goedgekeurd;
        Godkendt
    """,
    "cost_rate": """
        Cost Rate; Cost/Hour; Cost per Hour; Internal Rate; Kostensatz; Coût horaire;
        Coste hora; Kostprijs; Kostpris
    """,
    "fee": """
        Fee; Retainer; Retainer Fee; Monthly Fee; Retainer Amount; Monthly Retainer;
        Monthly Amount; Pauschale; Forfait; Iguala; Vast bedrag; Fast honorar; Recurring Fee;
        Fee per Month; Fee/Month; Fixed Fee; Monthly Price; Monthly Value; Monthly Budget;
        ~Honorar; Honorar netto; Monatshonorar; Monatliches Honorar; Honorar pro Monat;
        Honorar/Monat; Monatspauschale; Pauschalhonorar; Monatsbetrag; Betrag pro Monat;
        ~Honoraires; Honoraires mensuels; Forfait mensuel; Montant mensuel; Honoraires par mois;
        ~Honorarios; Honorarios mensuales; Cuota mensual; Iguala mensual; Importe mensual;
        ~Honorarium; Maandelijks honorarium; Maandbedrag; Honorarium per maand; Maandhonorarium;
        Bedrag per maand; Månedshonorar; Månedligt honorar; Honorar pr. måned; Månedligt beløb
    """,
    "period": """
        Period; Cycle; Frequency; Billing Cycle; Billing Period; Per; Zeitraum; Turnus; Période;
        Periodo; Periode; Frequentie
    """,
    "start_time": """
        Start Time; Starts; Starts At; Time of Day; Meeting Time; ~Time; ~Start; ~From; ~Hour;
        Startzeit; Uhrzeit; ~Beginn; ~Von; ~Zeit; Heure de début; ~Heure; Hora de inicio; ~Hora;
        Starttijd; ~Tijd; ~Tid
    """,
    "end": """
        End; End Date; Ends; Ends At; Contract End; Period End; End Time; Expires; Valid Until;
        To; Until; Through; ~Bis; Ende; Endzeit; Fin; Heure de fin; Hora de fin; Eindtijd; Sluttid;
        Slut
    """,
    "scope": """
        Scope; Scope of Work; Services; Included; What is included; Leistungen; Périmètre;
        Alcance; Omvang; Omfang
    """,
    "overage_rate": """
        Overage Rate; Over Rate; Rate Above; Excess Rate; Overage; Additional Rate;
        Mehrstundensatz
    """,
    "deficit": "Deficit; Deficit Policy; If Over; ~Overage; Overage Policy; Overage Rule",
    "proration": "Proration; Prorate; Pro Rata",
    "counted_hours": "Counts; Counted Hours; Hours Counted",
    "adjustments": "Adjustments; Adjustment; Credits",
    "pauses": "Pauses; Pause; Paused",
    "rollover": """
        Rollover; Roll over; Rollover Policy; Carry Over; Carryover; Übertrag; Report d'heures;
        Overdracht
    """,
    "place": "Place; Location; Venue; Where; Room; Ort; Lieu; Lugar; Plaats; Locatie; Sted",
    "client_present": """
        Client Present; Client Attendees; Present Client; For the Client; Teilnehmer Kunde;
        Attendees Client
    """,
    "agency_present": """
        Agency Present; Agency Attendees; Present Agency; For the Agency; Attendees;
        Teilnehmer Agentur; Attendees Agency; Participants; Teilnehmer; Present; Asistentes;
        Aanwezig; Deltagere
    """,
    "topics": """
        Topics; Agenda; Subjects; Discussion; Themen; Points abordés; Temas; Onderwerpen; Emner;
        Purpose; Topic
    """,
    "decisions": """
        Decisions; Decision; Decisions Made; Outcome; Entscheidungen; Beschlüsse; Décisions;
        Decisiones; Besluiten; Beslutninger
    """,
    "budget_notes": "Budget Notes; Budget Information; Budget Info; Budget; Budget Discussed",
    "report_sent_at": """
        Report Sent; Report Sent At; Contact Report Sent; Sent At; CR Sent; Distributed At;
        Bericht versandt
    """,
    "distribution": """
        Distributed; Sent To List; Distribution; Distribution List; CC; Distributed To;
        Verteiler; Copie à
    """,
    "objection_at": "Objection At; Objection; Objected At; Client Objection",
    "is_decision_maker": """
        Decision Maker; Decision Maker?; Is Decision Maker; Decision-maker; Entscheider;
        Décideur
    """,
    "email": """
        Email; E-mail; Email Address; E-mail Address; Mail; E-Mail-Adresse; Courriel;
        Adresse e-mail; Correo; Correo electrónico; E-mailadres; E-mailadresse; Work Email
    """,
    "phone": """
        Phone; Phone Number; Telephone; Tel; Mobile; Cell; Cell Number; Mobile Phone;
        Home Number; Work Number; Phone No; Telefon; Telefonnummer; Téléphone; Portable;
        Teléfono; Móvil; Telefoon; Telefoonnummer; Mobil; Mobiel; Work Phone; Home Phone; Handy;
        Contact No; Contact Number; Fax
    """,
    "last_contact": """
        Last Contact; Last Contacted; Last Spoken; Letzter Kontakt; Dernier contact;
        Último contacto; Laatste contact
    """,
    "initials": "Initials; Kürzel; Initiales; Iniciales; Initialen; Initialer",
    "is_head": "Head; Department Head; Head of Department; Is Head; Abteilungsleiter",
    "out_from": "Out From; Away From; Absent From; Leave Start; Vacation Start; PTO From",
    "out_through": """
        Out Through; Out To; Away Until; Out Until; Leave End; Vacation End; PTO To; Back On
    """,
    "left_on": "Left On; Leaving Date; Left; Termination Date; Last Day; Austritt",
    "change_number": """
        Change Order #; Change Order No; CO #; CO No; Change #; Change Request No; Change Order;
        CR #; Change Order ID
    """,
    "requested_by": """
        Requested By; Requester; Requestor; Request From; Asked By; Angefordert von;
        Demandé par; Solicitado por; Aangevraagd door
    """,
    "request_source": """
        Source; Request Source; How Requested; Received Via; Channel; Source of Request;
        Lead Source
    """,
    "signed_by": """
        Signed By; Approved By; Signatory; Signed Off By; Unterzeichnet von; Signé par;
        Firmado por; Getekend door
    """,
    "signed_on": """
        Signed On; Signed; Date Signed; Sign-off; Sign-off Date; Approved On; Signature Date;
        Approval Date; Signé le; Firmado el
    """,
    "distributed_to": "Distributed To; Sent To; Told; Verteilt an",
    "verbal_confirmed_by": """
        Verbal Confirmed By; Verbally Confirmed By; Confirmed By; Verbal Confirmation By
    """,
    "verbal_confirmed_on": """
        Verbal Confirmed On; Verbally Confirmed On; Verbal Confirmation On; Confirmed On
    """,
    "brief": "Brief; Creative Brief; Written Brief; Brief Ref; Brief Reference; Briefing",
    "deliverables": "Deliverables; Outputs; Deliverable List; Livrables; Entregables",
    "teams": "Teams; Departments; Teams Involved; Teams Informed; Distributed Teams",
    "is_research": "Research?; Research; Research Related; Is Research",
    "version": "Version; Rev; Revision; Round; Ver",
    "sent_on": """
        Sent; Sent On; Date Sent; Sent Date; Gesendet am; Envoyé le; Enviado el; Verzonden op;
        Sendt
    """,
    "invoice_number": """
        Invoice #; Invoice No; Invoice Number; Invoice ID; Invoice; Inv #; Inv No; Bill No;
        Bill #; Document No; Rechnungsnummer; Rechnungsnr; Rechnung Nr; Rechnung; Belegnummer;
        N° facture; Numéro de facture; Facture; Facture N°; Nº factura; Número de factura;
        Factura; Factuurnummer; Factuur; Factuurnr; Fakturanummer; Faktura; Faktura nr; Num;
        Transaction No
    """,
    "paid": """
        Paid; Amount Paid; Paid Amount; Payments; Payment; Received Amount; Amount Received;
        Payment Amount; Paid to Date; Bezahlt; Gezahlt; Payé; Montant payé; Réglé; Pagado;
        Importe pagado; Betaald; Betalt; Payment Received; Credit
    """,
    "balance": """
        Balance; Balance Due; Open Balance; Outstanding; Outstanding Amount; Amount Outstanding;
        Open Amount; Remaining; Unpaid; Offen; Offener Betrag; Solde; Reste à payer; Saldo;
        Importe pendiente; Openstaand; Restant; Udestående
    """,
    "paid_on": """
        Paid On; Payment Date; Date Paid; Paid Date; Bezahlt am; Zahlungsdatum; Payé le;
        Date de paiement; Fecha de pago; Betaald op; Betaaldatum; Betalt den
    """,
    "disputed": "Disputed; Disputed?; Dispute; In Dispute; Strittig; Contesté; Disputada; Betwist",
    "promised_on": """
        Promised On; Promise; Promised; Promise to Pay; PTP Date; Promised Date; Zahlungszusage
    """,
    "broken_promises": "Broken Promises; Promises Broken; No of Broken Promises",
    "last_chased": """
        Last Chased; Last Reminder; Chased On; Reminder Sent; Letzte Mahnung; Mahnung am;
        Dernière relance; Laatste herinnering; Rykker
    """,
    "escalated_on": "Escalated On; Escalated; Date Escalated; Escalation Date; Eskaliert am",
    "probability": """
        Probability; Probability %; Win %; Likelihood; Chance; Win Probability; Confidence;
        Close Probability; Wahrscheinlichkeit; Probabilité; Probabilidad; Kans; Slagingskans;
        Sandsynlighed
    """,
    "is_rfp": "RFP?; RFP; Is RFP; Pitch?; Pitch; Tender?",
    "rfp_due": """
        RFP Due; RFP Due Date; Proposal Due; Proposal Date; Bid Due; Pitch Date; Tender Deadline
    """,
    "account": """
        GL Account; Account Code; Account No; Account Number; Ledger Account; Nominal Code; Nominal;
        ~Account;
        Konto; Sachkonto; Compte comptable; Cuenta contable; Grootboekrekening
    """,
    "annual_revenue": """
        Annual Revenue; Revenue per Year; Yearly Revenue; Annual Billings; Annual Fee;
        Jahresumsatz; Chiffre d'affaires; CA annuel; Jaaromzet; Ingresos anuales;
        Årlig omsætning
    """,
    "renewal_on": """
        Renewal; Renewal Date; Renews On; Contract Renewal; Renewal On; Verlängerung;
        Renouvellement; Renovación; Verlenging
    """,
    "supervisor": "Supervisor; Account Supervisor; Group Head; Supervised By",
    "director": "Director; Account Director; Client Director; Executive Sponsor",
    "goals": "Goals; Objectives; Goal; Client Goals; Ziele; Objectifs; Objetivos; Doelen; Mål",
    "needs_po": "Needs PO; PO Required; PO Required?; PO Needed; Requires PO",
    "pass_through": """
        Pass Through; Pass-through; Media Spend; Pass-through Cost; Third-party Costs;
        Fremdkosten
    """,
    "country": "Country; Land; Pays; País; Nation",
    "progress_report": "Progress Report; Progress Report?; Written Progress Report",
    "renewal_discussed": "Renewal Discussed; Renewal Discussed?; On Track to Renew; Renewal?",
    "issues_raised": "Issues Raised; Issues Uncovered; Issues?; Issues Raised?",
    "decision_makers_met": "Decision Makers Met; Decision Makers Met?; Key Decision-makers Met",
    "invited": "Invited; Invitees; Guests",
    "first_name": """
        First Name; Firstname; Given Name; Forename; Vorname; Prénom; Nombre de pila; Voornaam;
        Fornavn; Primer nombre
    """,
    "last_name": """
        Last Name; Lastname; Surname; Family Name; Nachname; Nom de famille; Apellido;
        Apellidos; Achternaam; Efternavn
    """,
}
"""Field → headers, as in ``headers``; each "~" marks one weaker."""

NOT_OURS = """
    Duration; Duration (days); Days; Working Days; Days Left; Days Remaining; Days Overdue;
    Overdue; Age; Aging; Ageing; Invoice Age; Variance; Difference; Predecessor; Predecessors;
    Successor; Dependencies; Dependency; Address; Street; City; Zip; Postcode; Postal Code;
    Province; Region; County; Website; URL; Link; Attachments; Attachment; File; Critical; Spouse;
    Birthday; Tax; VAT; GST; Sales Tax; Discount; Quantity; Units; Unit; Terms; Payment Terms;
    Weekday; Overtime; Overtime Hours; Sick; Vacation; Holiday; Lunch; Break; Time In; Time Out;
    Clock In; Clock Out; Days to Pay; Vendor No; Kundennummer; Kundennr; Kunden Nr; Klantnummer;
    Kundenummer; N° client; Código cliente; Vendor ID; Supplier No; Customer No; Customer ID;
    Client ID; Client Code; Client No; Account ID; Employee ID; Employee No; Employee Number;
    Employee?; Tags; Labels; Label; Tag; Progress Bar; Gantt; Chart; Image; Photo; Signature;
    Approver; Watchers; Followers; Parent Task; Parent; Subtasks; Sprint; Epic; Story Points;
    Votes; Cost Amount; Cost Center; External Reference URL; Actual Cost; Actual Cost to Date;
    Spent; Actual; Actuals; Profit; Margin; Month; Year; Quarter; Week; Sum; Dauer; Tage; Durée;
    Jours; Duración; Días; Duur; Dagen; Varighed; Dage; Vorgänger; Prédécesseurs; Predecesores;
    Voorganger; Adresse; Straße; PLZ; Stadt; Ville; Dirección; Ciudad; Adres; Plaatsnaam; By;
    MwSt; USt; TVA; IVA; BTW; Moms; Menge; Quantité; Cantidad; Aantal; Antal; Gender; Impact;
    Score; Risk Level; Check; Checked; Select; Selected; Lock; Reminder; Prepared By; Reviewed By;
    Reason; Old Value; New Value; Salutation; Industry; Size; Number of Employees;
    Weighted Amount; Weighted Value; Commission; Purchase Order Date; Received By; Task List;
    Contact; Next Activity Date; Capacity; Available; Availability; Allocation; Allocation %;
    Utilisation; Utilization; FTE; Booked Hours; Hora entrada; Hora salida; Hora de entrada;
    Hora de salida; Hora inicio; Hora fin; Heure début; Heure fin; Heure de début; Heure de fin;
    Heure d'arrivée; Heure de départ; Startzeit; Endzeit; Uhrzeit von; Uhrzeit bis; Uhrzeit;
    Starttijd; Eindtijd; Starttid; Sluttid; Reviewer; Restbudget; Rest
"""
"""Headers that mean something, but no field: a column under one is not taken for another."""
