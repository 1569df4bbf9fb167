"""Words that people write for the words of the language, in Dutch, German and everyday English: data, not code."""

from __future__ import annotations

_TABLE = """
always: altijd immer any anytime 24/7 24x7 7x24 every_time permanent
office_hours: kantooruren kantoortijden kantoortijd werktijd werktijden werkuren openingstijden office business_hours working_hours daytime bürozeiten overdag
outside_office_hours: buiten_kantooruren buiten_kantoortijd buiten_kantoortijden out_of_hours after_hours night nights s_nachts nacht outside outside_hours off_hours
none: geen niemand kein keine no nobody nee niet not nobody_asked
customer: klant kunde client afnemer
analyst: analist soc analytiker
deny: weigeren weiger nee no ablehnen refuse reject block
allow: toestaan toegestaan ja yes erlauben permit doe_het action actie
low: laag niedrig gering minor
medium: middel midden gemiddeld mittel middelmatig med moderate normaal
high: hoog hoch severe major ernstig
critical: kritiek kritisch kritieke crit urgent
normal: normaal gewoon regular standard
important: belangrijk wichtig
essential: essentieel essentiële wesentlich
crown_jewel: kroonjuweel kroonjuwelen crown_jewels crown kronjuwel
internal: intern interne lan office kantoor inside
dmz: extern external
guest: gast gasten guests gastnetwerk wifi
industrial: industrieel industriële ot plant productie industriell fabriek
sensor: sensoren ids probe suricata
gateway: firewall router brandmuur fw gw
workstation: werkstation werkplek laptop desktop pc client workstations arbeitsplatz computer notebook endpoint
server: srv vm servers database
mail: mailserver mailgateway e-mail email post smtp mail_server
machine: plc camera scanner controller printer maschine
runtime: soc collector
mon: ma maandag monday mo montag
tue: di dinsdag tuesday dienstag tues
wed: wo woensdag wednesday mi mittwoch
thu: do donderdag thursday donnerstag thur thurs
fri: vr vrijdag friday fr freitag
sat: za zaterdag saturday sa samstag
sun: zo zondag sunday so sonntag
nl: nederlands dutch ned holland niederländisch nld nl-nl nederland
en: engels english eng englisch en-gb en-us uk gb
agreed: akkoord ja yes ingestemd instemming zugestimmt goedgekeurd approved agreement
pending: aangevraagd loopt wacht lopend offen open in_behandeling requested
not_required: niet_nodig nvt n/a niet_vereist na none geen geen_or
active_directory: ad activedirectory windows_ad ldap
microsoft365: m365 o365 office365 microsoft_365 office_365 azure entra
aws: amazon amazon_web_services
json_log: json jsonlog log
true: ja yes y on waar aan wahr 1 wel altijd x oui
false: nee no n off onwaar uit nein falsch 0 niet nooit non never
version: versie versies
profile: profiel pakket profil
customer: klant client kunde
service: dienst dienstverlening sla
contacts: contact contacten contactpersonen contactpersoon kontakte people personen
business: bedrijf bedrijfsvoering geschäft
assets: middelen bezit inventory inventaris objecten
use_cases: usecases use_case detections detecties detection rules regels
response: responses reactie reacties antwoord permissions rechten acties actions
exclusions: uitzonderingen uitsluitingen exceptions exclusion exclude uitzondering ausnahmen
change_windows: onderhoud maintenance change_window wijzigingen maintenance_windows onderhoudsvensters
privacy: avg gdpr
id: identifier code klantcode
name: naam namen title titel
sector: branche branch industry bedrijfstak
timezone: tijdzone time_zone tz zeitzone zone
language: taal lang sprache
contract: contractnummer contract_number overeenkomst
office_hours: kantooruren openingstijden business_hours working_hours
days: dagen weekdays werkdagen working_days tage day
from: van vanaf start begin since starts von from_date ingangsdatum
to: tot end bis einde t/m
until: tot end till to einde t/m end_date einddatum bis tot_en_met expires untill
holidays: feestdagen vakantie vakanties feiertage public_holidays
wake_from: wek_vanaf wekken wake_up_from wake_at alert_from
observe_until: observeren_tot report_only_until observe meekijken_tot
role: rol functie function titel job
phone: telefoon tel telephone mobile mobiel telefoonnummer phone_number nummer gsm telefon
email: mail e-mail e_mail mailadres emailadres e-mailadres
reach: bereikbaar bereikbaarheid reachable available availability erreichbar
wait_minutes: wachttijd wacht_minuten wait wachten minutes timeout wait_time wait_min
countries: landen land country länder
admin_hours: beheeruren beheertijden admin_times administration_hours
known_networks: bekende_netwerken known_ranges
cidr: range subnet ip netwerk address ip_range reeks
country: land
note: opmerking notitie notes remark comment toelichting
networks: netwerken network
hosts: machines servers computers host systemen devices
identities: identity directories ad
cloud: clouds accounts
applications: apps applicaties application toepassingen
zone: soort
watched_by: bewaakt_door sensor monitored_by
payload_readable: leesbaar readable decrypted
kind: type soort art
group: groep groups gruppe
network: netwerk netz
criticality: kritikaliteit belang importance kritiek
never_contain: nooit_isoleren never_isolate do_not_contain dont_contain
user: gebruiker username benutzer eigenaar
host: server machine
domain: domein
account: accountnummer account_id tenant
regions: regio regios region
path: pad file bestand
use: gebruik pack detection usecase
on: op op_welke assets targets target
severity: ernst prioriteit priority sev
with: met settings parameters params instellingen
allow: toestaan sta_toe permit action actie
when: wanneer hours uren wann
from_severity: vanaf_ernst min_severity minimum_severity severity_from
approval: goedkeuring akkoord toestemming approve genehmigung
at_most: hoogstens maximaal max maximum limit ten_hoogste
undo_after: ongedaan_na herstel_na revert_after rollback_after undo
if_no_answer: geen_antwoord bij_geen_antwoord no_answer default
use_case: usecase
reason: reden why waarom description omschrijving grund
owner: eigenaar verantwoordelijke responsible besitzer
approved_by: goedgekeurd_door akkoord_door approver approved genehmigt_von
accepted_by: geaccepteerd_door accepted aanvaard_door
warning: waarschuwing code
lower_to: verlaag_naar verlagen_tot lower
status: stand toestand
date: datum
reference: referentie kenmerk ref referenz
class: klasse klassen category categorie
data_region: regio dataregio region datalocatie
retention_days: bewaartermijn retention bewaardagen retentie
processor_agreement: verwerkersovereenkomst dpa verwerkingsovereenkomst processor
works_council: ondernemingsraad or betriebsrat
nis2: nis nis_2
"""


def synonyms() -> dict[str, tuple[str, ...]]:
    """Each everyday word -> the words of the language that it may stand for."""
    found: dict[str, tuple[str, ...]] = {}
    for line in _TABLE.strip().splitlines():
        word, _, others = line.partition(": ")
        for other in others.split():
            found[other] = tuple(dict.fromkeys((*found.get(other, ()), word)))
    return found
