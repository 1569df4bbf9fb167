"""What a warning that somebody accepted means, for the customer: one phrase for each code."""

from __future__ import annotations

from nachtwacht.model.content import Words

OTHER = Words(en="Something that is not as it should be", nl="Iets wat niet is zoals het hoort")
"""For a warning without a phrase of its own."""

ACTIONS: dict[str, Words] = {
    "isolate_endpoint": Words(en="disconnecting machines from the network", nl="machines loskoppelen van het netwerk"),
    "block_destination": Words(en="stopping traffic to an address", nl="verkeer naar een adres tegenhouden"),
    "disable_user": Words(en="blocking users", nl="gebruikers blokkeren"),
}

WARNINGS: dict[str, Words] = {
    "NW209": Words(
        en="Somebody answers for something and is not among those we call",
        nl="Iemand staat ergens voor in, en hoort niet bij wie we bellen",
    ),
    "NW212": Words(en="Names that are easily confused", nl="Namen die gemakkelijk te verwarren zijn"),
    "NW213": Words(
        en="A group whose name looks like that of another", nl="Een groep waarvan de naam op die van een andere lijkt"
    ),
    "NW214": Words(en="A group of which nothing is said", nl="Een groep waarover niets is afgesproken"),
    "NW216": Words(en="A name that can be taken for something else", nl="Een naam die voor iets anders kan doorgaan"),
    "NW221": Words(en="A telephone number that does not look right", nl="Een telefoonnummer dat er niet goed uitziet"),
    "NW222": Words(en="The same person stands in the list twice", nl="Dezelfde persoon staat twee keer in de lijst"),
    "NW223": Words(en="Two people with the same telephone number", nl="Twee mensen met hetzelfde telefoonnummer"),
    "NW224": Words(en="A word that may be misspelt", nl="Een woord dat misschien verkeerd gespeld is"),
    "NW225": Words(
        en="It takes long until the last of the list is called",
        nl="Het duurt lang voordat de laatste van de lijst wordt gebeld",
    ),
    "NW226": Words(en="An e-mail address that may be misspelt", nl="Een e-mailadres dat misschien verkeerd gespeld is"),
    "NW231": Words(en="Office hours that pass midnight", nl="Kantooruren die over middernacht gaan"),
    "NW232": Words(
        en="Hardly any hour at which a log-in would stand out", nl="Bijna geen uur waarop inloggen zou opvallen"
    ),
    "NW233": Words(
        en="A log-in within office hours that stands out all the same", nl="Inloggen binnen kantooruren dat toch opvalt"
    ),
    "NW234": Words(en="A working day that stands there twice", nl="Een werkdag die er twee keer staat"),
    "NW235": Words(en="All seven days are working days", nl="Alle zeven dagen zijn werkdagen"),
    "NW236": Words(en="Unusually long or short office hours", nl="Ongewoon lange of korte kantooruren"),
    "NW237": Words(en="Public holidays of another country", nl="Officiële feestdagen van een ander land"),
    "NW238": Words(en="The clock of another country", nl="De klok van een ander land"),
    "NW239": Words(en="A day that is far away", nl="Een dag die ver weg ligt"),
    "NW302": Words(en="An attack that we cannot see everywhere", nl="Een aanval die we niet overal kunnen zien"),
    "NW303": Words(en="What we watch for nothing on", nl="Waar we nergens op letten"),
    "NW304": Words(en="A network that no sensor looks at", nl="Een netwerk waarop geen sensor meekijkt"),
    "NW311": Words(en="A sensor that looks at no network", nl="Een sensor die op geen netwerk meekijkt"),
    "NW323": Words(
        en="A network that the internet can reach, and that is meant for inside",
        nl="Een netwerk waar het internet bij kan, en dat voor binnen is bedoeld",
    ),
    "NW324": Words(en="Very many addresses that count as one country", nl="Heel veel adressen die als één land tellen"),
    "NW325": Words(
        en="Your own addresses that count as those of a country", nl="Eigen adressen die als die van een land tellen"
    ),
    "NW327": Words(en="Addresses of which we already knew the country", nl="Adressen waarvan we het land al wisten"),
    "NW328": Words(
        en="Foreign traffic that no longer stands out, without a reason",
        nl="Buitenlands verkeer dat niet meer opvalt, zonder reden",
    ),
    "NW329": Words(en="Something valuable in a network for guests", nl="Iets waardevols in een netwerk voor gasten"),
    "NW330": Words(
        en="A machine of which we do not know in which network it is",
        nl="Een machine waarvan we niet weten in welk netwerk ze staat",
    ),
    "NW342": Words(
        en="Something that you cannot do without, and that we do not watch for more than two weeks",
        nl="Iets waar u niet zonder kunt, en dat we langer dan twee weken niet bewaken",
    ),
    "NW343": Words(
        en="An attack that counts as less severe than it usually does",
        nl="Een aanval die minder ernstig telt dan gewoonlijk",
    ),
    "NW344": Words(
        en="Something that you cannot do without, and of which nothing counts as severe",
        nl="Iets waar u niet zonder kunt, en waarvan niets als ernstig telt",
    ),
    "NW345": Words(
        en="Something that you cannot do without, and on which we watch for nothing",
        nl="Iets waar u niet zonder kunt, en waar we nergens op letten",
    ),
    "NW346": Words(en="Something that stands in a list twice", nl="Iets wat twee keer in een lijst staat"),
    "NW347": Words(
        en="Mail of which we do not know on which machine it is read",
        nl="Mail waarvan we niet weten op welke machine die wordt gelezen",
    ),
    "NW348": Words(
        en="Nothing that we watch for would wake anybody", nl="Niets waar we op letten, zou iemand wakker maken"
    ),
    "NW349": Words(en="A limit far from the usual one", nl="Een grens die ver van de gewone ligt"),
    "NW363": Words(en="A place of the cloud that we do not know", nl="Een plaats van de cloud die we niet kennen"),
    "NW364": Words(en="We do not know where in the cloud this is", nl="We weten niet waar in de cloud dit staat"),
    "NW367": Words(
        en="A user directory on a machine that is no server", nl="Een gebruikerslijst op een machine die geen server is"
    ),
    "NW404": Words(en="A permission where we never act", nl="Een toestemming waar we nooit ingrijpen"),
    "NW406": Words(en="Without an answer we act all the same", nl="Zonder antwoord grijpen we toch in"),
    "NW409": Words(en="It stays that way for more than a week", nl="Het blijft langer dan een week zo"),
    "NW410": Words(en="A permission that is never of use", nl="Een toestemming die nooit van pas komt"),
    "NW412": Words(
        en="Any number of people can be cut off without our asking",
        nl="Zonder te vragen kunnen we hoeveel mensen ook loskoppelen",
    ),
    "NW413": Words(
        en="People can be cut off without our asking, for something that is not severe",
        nl="Zonder te vragen kunnen we mensen loskoppelen voor iets wat niet ernstig is",
    ),
    "NW414": Words(en="A maximum that is so high that it is none", nl="Een maximum dat zo hoog is dat het er geen is"),
    "NW415": Words(
        en="What we do is undone within ten minutes", nl="Wat we doen, is binnen tien minuten weer teruggedraaid"
    ),
    "NW416": Words(en="A condition that has no effect", nl="Een voorwaarde die niets uitmaakt"),
    "NW417": Words(en="A question that we wait very long for", nl="Een vraag waarop we heel lang wachten"),
    "NW420": Words(
        en="Something that everybody depends on can be cut off without our asking",
        nl="Zonder te vragen kunnen we iets afsluiten waar iedereen van afhangt",
    ),
    "NW501": Words(
        en="Something that we did not report for a while, and that is over",
        nl="Iets wat we tijdelijk niet meldden, en dat voorbij is",
    ),
    "NW506": Words(
        en="Somebody approved what they answer for themselves",
        nl="Iemand heeft goedgekeurd waar hij of zij zelf voor instaat",
    ),
    "NW507": Words(
        en="Something that begins more than a year from now", nl="Iets wat over meer dan een jaar pas begint"
    ),
    "NW509": Words(
        en="Something that is left out twice at the same time",
        nl="Iets wat op hetzelfde moment twee keer is uitgezonderd",
    ),
    "NW520": Words(en="Planned work that lasts longer than a week", nl="Gepland werk dat langer dan een week duurt"),
    "NW521": Words(en="Planned work on something that we do not watch", nl="Gepland werk aan iets wat we niet bewaken"),
    "NW522": Words(
        en="Planned work during which something that you cannot do without counts as less severe",
        nl="Gepland werk waarbij iets waar u niet zonder kunt, minder ernstig telt",
    ),
    "NW523": Words(en="Planned work that is over", nl="Gepland werk dat voorbij is"),
    "NW553": Words(en="An agreement that has run out", nl="Een afspraak die is verlopen"),
    "NW554": Words(en="An agreement about something that is in order", nl="Een afspraak over iets wat in orde is"),
    "NW604": Words(
        en="Your works council agreed long ago", nl="Uw ondernemingsraad heeft er lang geleden mee ingestemd"
    ),
    "NW607": Words(
        en="Data that leaves the European Economic Area", nl="Gegevens die de Europese Economische Ruimte verlaten"
    ),
    "NW608": Words(
        en="Data that is kept too short for the reports that the law asks",
        nl="Gegevens die we te kort bewaren voor wat de wet vraagt te melden",
    ),
    "NW609": Words(en="Data that is kept longer than two years", nl="Gegevens die we langer dan twee jaar bewaren"),
    "NW610": Words(
        en="A line of business that the law names, while nothing was agreed about it",
        nl="Een bedrijfstak die de wet noemt, terwijl er niets over is afgesproken",
    ),
    "NW611": Words(
        en="Fifty people at work, and no works council", nl="Vijftig mensen aan het werk, en geen ondernemingsraad"
    ),
}
