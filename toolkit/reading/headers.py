"""The headers people write over the columns that most sheets have, in many languages."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["ALIASES"]

ALIASES: Mapping[str, str] = {
    "number": """
        Número do projeto; Codice; Numero; Ärendenummer; Projektnr; Prosjektnr; Numer; Номер; №;
        编号; 序号; 番号; No.; Contract No; Contract ID; Contract Number; Project Nbr; Order ID;
        Job Ticket; Campaign No; Issue No; Issue #; Risk ID; Risk No; Action No; Test Case ID;
        Opdrachtnr; Bug ID; Defect ID; Story ID; Card ID; Change ID; Lead ID; Campaign ID;
        Asset ID; Batch No; Load No; Claim No; File No; Job Reference; Project Reference; Job #;
        Job No; Job Number; Job ID; Job Code; Job; Project #; Project No; Project ID;
        Project Code; Docket; Docket No; Ref; Reference; Ref No; #; No; ID; Task ID; Task No;
        WBS; WBS Code; Work Order; Work Order No; Ticket; Ticket No; Issue Key; Key; Item No;
        Item #; Activity ID; Code; ~Project; ~Item; Case No; Request ID; Order No; Matter No;
        Outline No; Sr No; S No; Sl No; Serial No; Unique ID; Issue ID; Deal ID; Opportunity ID;
        Record ID; Job Ref; Project Ref; Engagement No; ~Line; ~Row; Component ID; Work Package;
        ~Index; Jobcode; Auftrag; Auftragsnummer; Auftragsnr; Auftrags Nr; Projektnummer;
        Projekt Nr; Job Nummer; Nr; Lfd Nr; Laufende Nummer; Vorgangsnummer; Aufgaben Nr;
        PSP Code; Kennung; Numéro; N° dossier; Numéro de dossier; N° projet; Numéro de projet;
        Code projet; Référence; Réf; N° de tâche; N° commande; Número; Nº; N.º proyecto;
        Número de proyecto; Código; Código de proyecto; Referencia; Núm; Nº de orden;
        Expediente; Opdrachtnummer; Projectnummer; Projectnr; Projectcode; Dossiernummer;
        Volgnummer; Nummer; Referentie; Ordernummer; Jobnummer; Sagsnummer; Sagsnr; Sag nr;
        Opgave nr; Jobnr; ~Sag; Lp; N; Meeting No; Meeting #; Meeting Number; Meeting ID;
        Report No; Report #; Report Number; Contact Report No; Call Report No; Besprechung Nr;
        Folio; Estimate No; Quote No; Enquiry No; Traffic No; Case ID; Ticket ID; Req ID;
        Requirement ID; Proposal No; Reference Number; Auftrags ID; Aktenzeichen; N° d'affaire;
        Code affaire; Référence projet; Clave; ID Proyecto; Nº pedido; Projekt ID; Sags ID;
        Løbenr; ~Estimate; ~Quote; Quotation No; Opportunity No; Reg No; Auftrag Nr; Code tâche;
        Nº orden; Nº tarea; Pos; Position No
    """,
    "name": """
        Tarefa; Projeto; Nome; Descrição; Atividade; Attività; Progetto; Descrizione; Compito;
        Uppgift; Beskrivning; Aktivitet; Oppgave; Prosjekt; Zadanie; Projekt; Opis; Задача;
        Проект; Название; 任务; 任务名称; 项目; 项目名称; 作業; 作業内容; タスク; タスク名;
        プロジェクト; 案件名; ~Description of Change; ~Change; Job Name; Job Title; Title;
        Project; Project Name; Task; Task Name; Activity; Activity Name; ~Description;
        Assignment Title; Assignment; Name; Deliverable; Job Description; Project Title;
        Project Description; Task Description; Work Item; Item; Item Name; Subject; Summary;
        Campaign; Campaign Name; Deal Name; Deal; Opportunity; Opportunity Name; Job;
        Work Package Name; Component Name; Issue; Feature; ~Milestone; ~Milestones;
        Issue Description; ~User Story; ~Initiative; Tasks; ~Action Item; ~Work; To Do Item;
        Card Name; Story; ~Requirement; ~Product; Phase; ~Stage Name; ~Content; What; ~Details;
        ~Topic; Activities; Step; ~Service; Engagement; ~Risk; ~Event; Milestone Name;
        Line Item; Line Item Description; Work Description; Scope; ~Risk Description;
        ~Item Description; ~Title of Work; Lead Name; ~Subtask; Project Task; Process;
        Assignments; Auftrag; Auftragsname; Projektname; Aufgabe; Aufgaben; Bezeichnung; Titel;
        Vorgang; Vorgangsname; Beschreibung; Tätigkeit; Maßnahme; Arbeitspaket; Thema;
        Aktivität; Kampagne; Projet; Nom du projet; Tâche; Tâches; Nom de la tâche; Intitulé;
        Libellé; Désignation; Titre; Dossier; Mission; Activité; Nom; Objet; Proyecto;
        Nombre del proyecto; Tarea; Tareas; Nombre de la tarea; Título; Descripción; Actividad;
        Nombre; Concepto; Trabajo; Asunto; Projectnaam; Taak; Taken; Taaknaam; Omschrijving;
        Opdracht; Naam; Onderwerp; Werkzaamheden; Activiteit; Beschrijving; Opgave; Opgaver;
        Opgavenavn; Projektnavn; Beskrivelse; Navn; Emne; Sag; Sagsnavn; ~Matter; Matter Name;
        ~Asset; ~Piece; Task Title; Ticket Title; Activity Description; Event Name; Post Title;
        Article Title; Blog Title; ~Headline; Project/Task; Job/Project; ~Étape; ~Leistung;
        Leistungsbeschreibung; Aufgabenbeschreibung; Teilprojekt; ~Prestation; Affaire;
        Nom de l'affaire; Sujet; ~Chantier; ~Encargo; Campaña; Nombre de tarea; Entregable;
        Campagne; Klus; Deelproject; Delopgave; ~Ydelse; Scope of Work; Deal Title;
        Project/Campaign; Campaign/Project; Job/Task; Post copy; Stück; Vorhaben;
        Aufgabenbezeichnung; Projektbezeichnung; Nom de projet; Description de la tâche;
        Nombre de proyecto; Nombre del trabajo; Projectomschrijving; Opdrachtomschrijving;
        Opgavebeskrivelse; Workstream; Work Stream; Arbeitsstrang
    """,
    "client": """
        Cliente; Kund; Kundnamn; Klient; Клиент; Заказчик; 客户; 顧客; 顧客名; 取引先; Client;
        Client Name; Account; Account Name; Customer; Customer Name; Brand; Company;
        Company Name; Organisation; Organization; Vendor; Vendor Name; Supplier; Supplier Name;
        Advertiser; Bill To; Sold To; Payer; Sponsor; Client/Brand; ~Business Unit;
        Associated Company; Debtor; ~School; ~Firm; Customer Full Name; ~Partner; ~Institution;
        ~Subcontractor; ~Network; ~Publisher; ~Subunternehmer; ~Auftragnehmer; ~Dienstleister;
        ~Sous-traitant; ~Subcontratista; ~Onderaannemer; Contractor; ~Payee; Prospect; Employer;
        ~Business; Kunde; Kundenname; Auftraggeber; Firma; Mandant; Marke; Debitor; Lieferant;
        Unternehmen; Kunden; Nom du client; Société; Entreprise; Marque; Annonceur; Compte;
        Fournisseur; Raison sociale; Donneur d'ordre; Nombre del cliente; Empresa; Marca;
        Cuenta; Proveedor; Razón social; Klant; Klantnaam; Opdrachtgever; Bedrijf; Merk;
        Relatie; Leverancier; Bedrijfsnaam; Kundenavn; Virksomhed; Kundens navn; Leverandør;
        Client Company; Customer/Client; Account/Client; ~Billed To; Invoice To;
        Rechnungsempfänger; Nom client; ~Enseigne; Nombre cliente; Firmanavn; Debitornavn;
        ~Funder; ~Purchaser; Client Organisation; Customer Organisation; Auftraggeber/Kunde;
        Kunde/Auftraggeber; Entreprise/Client; Cliente/Marca; Klant/Opdrachtgever
    """,
    "status": """
        Situação; Stato; Статус; Состояние; 状态; 進捗状況; ステータス; 状態; Sales Phase;
        Sales Status; Lead Status; Job Stage; Project Stage; Project Phase Status; Status;
        Job Status; Stage; Progress; State; Production Status; Current Status; Project Status;
        Task Status; Deal Stage; Pipeline Stage; Sales Stage; Overall Status; RAG; RAG Status;
        Health; Status Update; Issue Status; Payment Status; Invoice Status Text;
        Completion Status; Approval Status; ~List; ~List Name; ~Section; ~Section/Column;
        ~Column Name; Opportunity Stage; ~Resolution; ~Disposition; Workflow Status; ~Condition;
        ~Done?; ~Done; ~Complete?; ~Complete; ~Finished?; Delivery Status; Work Status;
        ~Open/Closed; Stand; Zustand; Bearbeitungsstand; Projektstatus; Bearbeitungsstatus;
        Fortschritt; Phase Status; Statut; État; Etat; Avancement; État d'avancement;
        Statut du projet; Estado; Situación; Estatus; Etapa; Estado del proyecto; Fase; Avance;
        Progreso; Toestand; Voortgang; Stadium; Stand van zaken; Projectstatus; Tilstand;
        Fremdrift; Stade; Sagsstatus; Current Stage; Process Stage; Task State; ~Where is it;
        ~Situation; Statut de la tâche; Estado actual; Huidige status; Nuværende status; ~Étape;
        ~Erledigt; ~Erledigt?; ~Fait; ~Fait ?; ~Hecho; ~Klaar?; ~Gedaan; ~Listo; ~Færdig?;
        ~Terminé ?; ~Terminado?; ~Completed?; ~Outcome; ~Result
    """,
    "next_step": """
        Próximo passo; Próximos passos; Prossimo passo; Nästa steg; Neste steg; Następny krok;
        Следующий шаг; 下一步; Next Step; Next Steps; Next Action; Next Actions; Action;
        Action Items; Actions; To Do; Todo; Next Activity; Action Required; Next Task;
        Follow Up; Follow-up Action; ~Action Plan; Next Step / Action; Recovery Plan;
        ~Mitigation; ~Corrective Action; ~Actions Needed; ~Response; Nächster Schritt;
        Nächste Schritte; Nächste Aktion; Weiteres Vorgehen; Maßnahmen; ~Offene Punkte;
        Prochaine étape; Prochaines étapes; Prochaine action; Action à mener; À faire;
        Próximo paso; Próximos pasos; Siguiente paso; Siguientes pasos; Próxima acción; Acción;
        Acciones; Pendiente; Volgende stap; Volgende stappen; Vervolgstap; Vervolgactie; Actie;
        Acties; Actiepunten; Næste skridt; Næste trin; Næste handling; Handling
    """,
    "due": """
        Prazo; Término; Data de entrega; Scadenza; Fine; Data di fine; Förfallodatum; Slutdatum;
        Sluttdato; Termin; Data zakończenia; Срок; Дата окончания; Окончание; 截止日期;
        结束日期; 期限; 終了日; 完了予定日; 納期; Follow-up Date; Follow up on; ~Next Follow-up;
        Forecast Close; Estimated Close; Projected Close Date; Deal Close Date;
        Date of Completion; New Due; New Due Date; New Deadline; ~Planned For; Due; Due Date;
        Due On; Due By; Deadline; Dead Line; Milestone; Milestone Date; Delivery; Delivery Date;
        In-market; In market date; Launch; Launch Date; End; End Date; Live Date;
        Expected End Date; Expected End; Finish; Finish Date; Planned Finish;
        Planned Finish Date; Planned End; Planned End Date; Target Date; Target; Target Finish;
        Target Completion Date; Target End Date; Close Date; Closing Date; Expected Close Date;
        Expected Close; Go Live; Go-live Date; Due Date/Time; Date Due; Baseline Finish;
        Completion Date; ~Date Complete; Scheduled Finish; Scheduled End; ~By When; When;
        Needed By; Required By; Date Required; Required Date; Est Completion;
        Estimated Completion Date; Promise Date; Ship Date; Air Date; Publish Date;
        Publication Date; Payment Due; Payment Due Date; Invoice Due Date; Finish By; ETA; ECD;
        ~Date Needed; ~Estimated Finish Date; ~Estimated End Date; Planned On; Review Planned;
        QBR Planned; Plan Finish; Plan End; Task Due Date; Expiry Date; Fällig; Fällig am;
        Fälligkeit; Fälligkeitsdatum; Frist; Abgabe; Abgabetermin; Ende; Enddatum; Endtermin;
        Liefertermin; Lieferdatum; Fertigstellung; Bis; Bis wann; Zieltermin; Zieldatum;
        Geplantes Ende; Abschlussdatum; Date fin; Date prévue; Date cible; Date de rendu prévue;
        Date de remise; Échéance; Date d'échéance; Date limite; Date de fin; Fin; Livraison;
        Date de livraison; Date butoir; Fin prévue; Date de fin prévue; Date de rendu;
        Vencimiento; Fecha de vencimiento; Fecha límite; Fecha de entrega; Entrega; Fecha fin;
        Fecha de fin; Plazo; Fecha final; Fecha de cierre; Fecha de finalización; Vervaldatum;
        Einddatum; Oplevering; Opleverdatum; Leverdatum; Gereed; Einde; Vervalt op; Streefdatum;
        Afleverdatum; Forfald; Forfaldsdato; Slutdato; Afleveringsdato; Levering; Leveringsdato;
        Slut; Afslutning; Live; Client Deadline; Due to Client; Final Due; Complete By;
        Completion Due; Do By; Drop Dead Date; On-air; On-air Date; Mail Date; Insertion Date;
        Release Date; Target Release; ~Draft Due; Wann; Wunschtermin; Soll-Termin; Quand;
        Date souhaitée; Pour le; À rendre le; Cuándo; Fecha compromiso; Fecha de compromiso;
        Fecha prevista; Fecha tope; Wanneer; Klaar; Klaar op; Datum gereed; Gewenste datum;
        Uiterlijk; Hvornår; Deadlinedato; Slutfrist; Ship; Ships; Completion; ~~Final;
        Final Delivery; Forecast End; Forecast Finish; Forecast End Date; Projected End;
        Projected End Date; Projected Completion; Revised End; Revised Due Date; Revised Due;
        Revised Deadline; Current Due; Fecha de término; Fecha término; Fecha prevista de fin;
        Fecha estimada; Fecha de entrega estimada; Opvolgen op; Opvolgdatum; Geplande einddatum;
        Verwachte einddatum; Fälligkeit am; Abgabe bis; Zu erledigen bis;
        Date de livraison prévue; Date de fin estimée; Forventet afslutning; Forventet færdig;
        Req'd; Fertig bis; Fertig am; Rendu; Para cuándo; Date Needed By
    """,
    "owner": """
        Responsável; Atribuído a; Responsabile; Assegnato a; Ansvarig; Tilldelad;
        Odpowiedzialny; Ответственный; Исполнитель; 负责人; 责任人; 担当; 担当者; CSR;
        Booked By; Emp Name; Staff Assigned; Lead Consultant; Account Rep; Tester; Engineer;
        Technician; Operator; Inspector; Buyer; Planner; Analyst; Driver; Agent;
        Assigned Resource; Assigned Staff; Staff Member; Team Lead; Work By; Completed By;
        Performed By; Entered By; +Owner; AE; Acct Exec; Account Executive; Account Manager; AM;
        Lead; PM; +Assigned to; +Assigned; +Assignee; +Assignees; +Responsible; Who;
        Project Manager; Project Lead; +Job Owner; +Task Owner; Resource; Resources;
        Resource Name; Resource Names; Person; Person Responsible; Responsible Person;
        Responsible Party; Accountable; By; Staff; Staff Name; Employee; Employee Name;
        Team Member; Member; Members; User; User Name; Deal Owner; Contact Owner; Account Owner;
        Sales Rep; Salesperson; Sales Person; Rep; Producer; Project Owner; Action By;
        Assigned Person; Person Assigned; Consultant; Osoba; Osoba odpowiedzialna; Wykonawca;
        Incaricato; Referente; Addetto; Projektledare; Handläggare; Prosjektleder; Encarregado;
        DRI; Project DRI; Directly Responsible Individual; Who's on it; Who is responsible;
        Chef de pub; Chef de publicité; Directeur de clientèle; Chef de groupe; ~Traffic;
        Traffic Manager; ~Reported By; ~Raised By; ~Logged By; ~Opened By; ~Submitted By;
        ~Reporter; ~Requestor; ~Requester; ~Identified By; Prepared By Name; Worker; Associate;
        Coordinator; Handler; Handled By; Allocated To; Incharge; In charge; ~Name; Full Name;
        Risk Owner; Issue Owner; Lead By; Led By; Manager; Delegate; ~Team; ~Author; ~Developer;
        ~Designer; Assigned By Name; ~Created By; Opportunity Owner; Lead Owner; Task Lead;
        Point Person; ~POC; Executive Responsible; Timekeeper; ~Instructor; ~Teacher;
        Verantwortlich; Verantwortlicher; Verantwortliche; Zuständig; Zuständige Person;
        Bearbeiter; Mitarbeiter; Mitarbeitername; Projektleiter; Projektleitung;
        Ansprechpartner; Kundenbetreuer; Berater; Zugewiesen an; Wer; Benutzer; Besitzer;
        Responsable; Chef de projet; Assigné à; Attribué à; Collaborateur; Employé; Pilote; Qui;
        Affecté à; Chargé de compte; Ressource; Ressources; Intervenant; Utilisateur; Porteur;
        Encargado; Asignado a; Asignado; Gestor; Empleado; Quién; Director de cuenta; Persona;
        Recurso; Recursos; Trabajador; Ejecutivo; Comercial; Verantwoordelijke;
        Verantwoordelijk; Eigenaar; Toegewezen aan; Medewerker; Projectleider; Wie;
        Accountmanager; Behandelaar; Uitvoerder; Trekker; Ansvarlig; Ansvarlige; Projektleder;
        Medarbejder; Tildelt; Tildelt til; Hvem; Kontaktansvarlig; Konsulent; ~Writer; ~~Editor;
        Attorney; Lawyer; Fee Earner; Biller; Account Lead; Client Lead; Project Coordinator;
        Account Handler; Task Assignee; Sachbearbeiter; Teamleiter; Zugeteilt; Verantwortung;
        Betreuer; Chargé d'affaires; Référent; Assigné; En charge; Responsable projet;
        A cargo de; Ejecutivo de cuenta; Asignada a; Toegewezen; Uitgevoerd door; Actiehouder;
        Tovholder; Udføres af; Sagsbehandler; PL; CDP; Acc Mgr; Staff Lead; Lead Person;
        Project Owner/Lead; Internal Lead; Projektverantwortlicher; Projektverantwortung;
        Zugewiesen; Chef de mission; Responsable de la tâche; Personne responsable;
        Responsable del proyecto; Persona responsable; Encargada; Verantwoordelijke persoon;
        Projectverantwoordelijke; Projektansvarlig; Ansvarlig person; ~People; By Whom;
        Zuständigkeit; Consultor; Consultora; CP; Accounter; Contact Lead; Zuständiger
    """,
    "estimate": """
        Orçamento; Preventivo; Offert; Budżet; Бюджет; 预算; 予算; 見積; 見積金額; Estimate;
        Est; Estimate $; Budget; Fee; Quote; Estimated Cost; Estimate Amount; Quoted;
        Quote Amount; Budget Amount; Planned Budget; Planned Cost; Project Budget; Total Budget;
        Deal Value; Value; Contract Value; Contract Amount; Deal Amount; Opportunity Value;
        Estimate Total; Approved Budget; Budgeted Cost; Baseline Cost; Project Value;
        Expected Revenue; Deal Size; Estimated Value; Budgeted; Estimated Budget; Quoted Price;
        ~Price; ~Cost; ~Amount; ~Total Cost; ~Revenue; Estimated Revenue; Expected Value;
        Contract Sum; ~Total Price; Estimated Price; Forecast Amount; Budgeted Amount;
        Original Budget; Cost Estimate; Annual Value; ~Value in; Project Cost; ACV; TCV;
        Job Value; Allocated Budget; Planned Amount; Kostenvoranschlag; KVA; Angebot;
        Angebotssumme; Schätzung; Honorar; Auftragswert; Plankosten; Auftragsvolumen;
        Projektbudget; ~Kosten; ~Wert; Geplante Kosten; Angebotswert; Volumen; Soll; Devis;
        Montant du devis; Estimation; Honoraires; Montant estimé; Budget prévu; Coût estimé;
        Montant devis; Coût prévu; ~Valeur; ~Coût; Presupuesto; Importe presupuestado;
        Estimación; Estimado; Honorarios; Coste estimado; Costo estimado; ~Valor; ~Coste;
        ~Costo; Presupuestado; Begroting; Offerte; Schatting; Offertebedrag; Raming; Geraamd;
        Geschatte kosten; Begroot; ~Waarde; ~Prijs; Tilbud; Overslag; Estimat; Tilbudssum;
        ~Værdi; ~Pris; Quote Value; Quote Total; Est Value; Project Fee; Total Fee; Agreed Fee;
        Proposal Amount; Contract Price; PO Value; Forecast Revenue; Opportunity Size;
        Auftragssumme; Angebotspreis; Projektvolumen; Kostenrahmen; Budget alloué; Enveloppe;
        ~Prix; Presupuesto total; Cotización; ~Precio; Projectbudget; Opdrachtwaarde;
        Begroot bedrag; Aftalt pris; Ordresum; Tilbudspris; Estimeret; Amount Requested;
        Requested Amount; ~Awarded Amount; ~Amount Awarded; Contract Total; Booking Value;
        Sum Quoted; Angebotssumme netto; Auftragswert netto; Montant du contrat; Montant prévu;
        Importe del contrato; Monto estimado; Monto del proyecto; Geoffreerd; Geoffreerd bedrag;
        Kontraktsum
    """,
    "billed": """
        Faturado; Fatturato; Fakturerat; Fakturert; Zafakturowano; 請求額; 请款金额; Billed;
        Billed to date; Revenue Recognised; Recognised Revenue; Revenue Recognized; Invoiced;
        Invoiced to date; Billed Amount; Invoice Amount; Invoiced Amount; Amount Billed;
        Amount Invoiced; Invoice Total; Total Billed; Total Invoiced; Invoice Value; Billings;
        Total Invoice; Invoice Total Amount; Billing to Date; Billable Amount; ~Amount; ~Total;
        ~Total Amount; ~Gross Amount; ~Net Amount; Grand Total; Invoice Sum; ~Total Due;
        ~Amount Due; Open Amount Total; ~Subtotal; ~Sales; ~Sales Amount; ~Net; ~Gross; ~Debit;
        ~Line Total; ~Line Amount; ~Extended Price; ~Extended Amount; ~Total Charge; ~Charge;
        ~Charges; ~Total Price; Billed $; Abgerechnet; Fakturiert; Verrechnet; Rechnungsbetrag;
        Berechnet; Rechnungssumme; In Rechnung gestellt; ~Betrag; ~Bruttobetrag; ~Nettobetrag;
        ~Summe; ~Brutto; ~Gesamt; Facturé; Montant facturé; Facturation; Total facturé;
        ~Montant; ~Montant TTC; ~Montant HT; ~Total TTC; Facturado; Importe facturado;
        Total facturado; ~Importe; ~Monto; ~Importe total; Total factura; Gefactureerd;
        Factuurbedrag; Gefactureerd bedrag; ~Bedrag; ~Totaal; ~Totaalbedrag; Gefakturerede;
        Faktureret; Fakturabeløb; ~Beløb; ~I alt; Billed so far; Billed YTD;
        Fakturierter Betrag; Déjà facturé; Facturado a la fecha; Reeds gefactureerd;
        Faktureret til dato; ~~Pay; ~Total Pay; ~Umsatz; ~Omzet; ~Omsætning; ~Totaalprijs;
        ~Chiffre d'affaires; ~Ingresos; ~Total con IVA; Bereits abgerechnet; Bisher abgerechnet;
        Facturé à ce jour; Facturado hasta la fecha; Faktureret indtil nu; Inv'd; Invd;
        Billed this Month; Invoiced this Month
    """,
    "hours": """
        Ore; Timmar; Godziny; Часы; 工时; 時間; 工数; 作業時間; Time Logged; Ist h; Ist Std;
        Hours Billed; Working Hours; Time Entry; Stundenanzahl; Hours; Hrs; Time; +Hours Worked;
        +Actual Hours; +Time Spent; Duration (h); Duration (hours); Duration (decimal);
        Hours Logged; Logged Hours; Total Hours; Total Hrs; Time (h); Time (hours); Time Worked;
        Hours Spent; Actual Hours to Date; Hours to Date; Actual Resource Hours to Date;
        Actual Work; Billable Hours; Hours per month; Monthly Hours; Retainer Hours;
        Hours Delta; ~Work; ~Effort; ~Hours Estimate; ~Planned Hours; ~Estimated Hours;
        ~Budgeted Hours; ~Duration; ~Est Hours; ~Estimate Hours; ~Effort Hours; ~Daily Total;
        ~Total; Worked; ~~Regular Hours; Hours Used; Used Hours; Hrs Used; Worked Hours;
        Time Tracked; Tracked Time; Time Spent (h); Hours/Week; ~Quantity Hours;
        ~Scheduled Hours; Stunden; Std; Arbeitszeit; Aufwand; Ist Stunden; Geleistete Stunden;
        Aufwand (h); Stundenzahl; Gesamtstunden; ~Zeit; ~Dauer; ~Geplante Stunden;
        ~Plan Stunden; Arbeitsstunden; Heures; Temps; Nombre d'heures; Temps passé; Durée (h);
        Heures travaillées; Nb heures; ~Durée; ~Heures prévues; Total heures; Horas; Tiempo;
        Horas trabajadas; Total horas; Horas reales; ~Duración; ~Horas estimadas;
        Número de horas; Uren; Tijd; Gewerkte uren; Aantal uren; Totaal uren; Bestede tijd;
        ~Duur; ~Begrote uren; Timer; Tid; Timeforbrug; Antal timer; Timer i alt; ~Varighed;
        +Decimal Hours; Hours (decimal); Total Time; ~Logged; Total Worked; Hours Included;
        Included Hours; Allotted Hours; Contracted Hours; Erfasste Stunden; Stunden gesamt;
        Zeitaufwand; Heures réalisées; Temps consommé; Horas dedicadas; Horas invertidas;
        Total de horas; Geschreven uren; Besteed; Gewerkt; Werkuren; Brugt tid; Forbrugt tid;
        Timer brugt; Faktiske timer; Registrerede timer; ~Budgetteret tid; Horas totales;
        Hours Consumed; Gebuchte Stunden; Stundenaufwand; Heures passées; Heures consommées;
        Horas consumidas; Horas empleadas; Bestede uren; Uren besteed; Forbrugte timer;
        Anvendte timer
    """,
    "date": """
        Data; Дата; 日期; 日付; Date; Work Date; Entry Date; Day; Spent Date; Invoice Date;
        Issue Date; Issued; Date Issued; Meeting Date; Held; Held On; Session Date;
        Billing Date; Transaction Date; Txn Date; Service Date; Log Date; Date of Work;
        Activity Date; ~Month; Report Date; Date of Invoice; Posted Date; Posting Date;
        Bill Date; Time Entry Date; QBR Date; Review Date; Review Held; Last QBR; ~Period;
        Event Date; Date Logged; Meeting date/time; ~Week; ~Week Ending; ~Week Of;
        ~Week Commencing; Datum; Tag; Rechnungsdatum; Buchungsdatum; Leistungsdatum; Belegdatum;
        Besprechungsdatum; Arbeitstag; Ausstellungsdatum; Jour; Date de facture; Date facture;
        Date de facturation; Date d'émission; Date de réunion; Fecha; Día; Fecha de factura;
        Fecha factura; Fecha de emisión; Fecha de reunión; Dag; Factuurdatum; Boekdatum;
        Vergaderdatum; Dato; Fakturadato; Mødedato; Bogføringsdato; Day/Date;
        Datum der Leistung; Date de saisie; Fecha de registro; Registratiedatum; Datum Leistung;
        Erfassungsdatum; Date de travail; Fecha del trabajo; Datum gewerkt; Call Date;
        Date of Call; Date of Meeting
    """,
    "role": """
        Role; Roles; Job Role; Position; Job Title; ~~Title; Function; Team Role; Designation;
        Skill; ~~Grade; ~~Level; ~Resource Type; ~Job Function; Staff Level; Project Role;
        ~Occupation; Labor Category; Labour Category; Seniority; ~Service Item; Rolle; Funktion;
        Stelle; Berufsbezeichnung; Rôle; Fonction; Poste; Métier; Profil; Rol; Función; Puesto;
        Cargo; Perfil; Functie; Functietitel; Stilling; Position/Role; Funktion/Rolle;
        Función/Cargo
    """,
    "rate": """
        Rate; +Hourly Rate; +Billable Rate; +Bill Rate; Billing Rate; +Rate per Hour; Rate/Hr;
        Rate/Hour; Charge Rate; Charge-out Rate; Hourly; Price per Hour; Unit Rate;
        Standard Rate; Std Rate; Day Rate; Daily Rate; ~Unit Price; ~Sales Price; ~Price Each;
        ~Price per Unit; ~Unit Cost; ~Stückpreis; ~Einzelpreis; ~Prix unitaire;
        ~Precio unitario; ~Stuksprijs; Pay Rate; Rate Card; Hourly Billing Rate; Stundensatz;
        Tagessatz; Satz; Honorarsatz; Preis pro Stunde; Taux; Taux horaire; TJM; Tarif;
        Tarif horaire; Tarifa; Tarifa por hora; Precio hora; Tarifa horaria; Precio por hora;
        Tarief; Uurtarief; Uurloon; Dagtarief; Tarief per uur; Timepris; Sats; Timesats; Takst;
        €/h; Satz €/h; Prix horaire; Tarifa/h; Tarief/uur; Hourly Rate (excl); Verrechnungssatz;
        Taux journalier; Tarif jour; Tarifa diaria
    """,
}
"""Field → headers, folded when used; each "~" marks one weaker, to yield to a plainer column,
"+" one that stands for nothing else."""
