"""Plain Dutch words for texts that mean nothing."""

NAMES = """Anna Bram Carla Daan Els Femke Geert Hilde Imane Joris Kofi Lotte Marleen Noor Otto Priya Ravi Sanne Tess Wouter
Yara Zeynep Youssef Stef Henk Mei Dilan Thijs Anouk Emre""".split()

WORDS = """dijk klei gras water peil pomp gemaal stuw sloot kade oever boezem polder rivier uiterwaard kwel wel zand veen bodem
meting sensor kaart model rapport besluit brief bewoner avond tafel koffie gesprek vraag antwoord idee plan proef werk
collega team afdeling community kennis ervaring oefening nacht storm regen droogte zomer winter najaar voorjaar vergunning
toezicht handhaving zuivering slib riool leiding put filter monster laboratorium analyse data systeem scherm knop formulier
dijkversterking waterkwaliteit peilbeheer onderhoud inspectie maaien baggeren vispassage otter bever muskusrat schaap kraan
schop laars fiets boot schipper sluis brug weg pad tuin dorp stad kerk school molen boerderij akker weide bos heide natuur
landschap geschiedenis archief foto tekening schets ontwerp atelier begroting inkoop contract aannemer uitvoering planning
toets norm regel wet beleid bestuur thema doel visie steun energie warmte stroom zon wind klimaat toekomst vakmanschap
leren lezen schrijven luisteren kijken meten tekenen rekenen bouwen graven pompen sluiten openen wachten vragen vertellen
delen bewaren zoeken vinden helpen samen morgen gisteren vandaag altijd soms vaak zelden groot klein diep ondiep nat droog
snel langzaam nieuw oud goed beter best slim eenvoudig lastig mooi stil druk open dicht""".split()
