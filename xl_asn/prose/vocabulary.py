"""Words that the readers of prose understand; every other word makes a reading unclear."""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Around an amount: words that add nothing to what it is about.
PLAIN: Final = _words(
    """
    a att av beräknad beräknade beräknas beräknat bedöms bedömd blev bli blir blivit den denna
    det detta där då därmed därav en ett för fortsatt fått får ger gett gav ha hade har hela
    helår helåret helårets i innebär innebar inom är var vara varit kommer ligger landar landade
    lämnar lämnade med mot nu om och även på preliminär preliminära preliminärt prognostiserad
    prognostiserade prognostiserar prognostiseras prognostiserat redovisar redovisas redovisade
    s samlad samlade samlat samt sammanlagt sammantaget slutar som står totala totalt
    till uppgår uppgick uppvisar uppstår varav verksamhet verksamheten verksamhetens vilket
    visar visade väntas vid åter året årets enligt rapporten rapporterar nämndens hos jämfört
    pekar perioden periodens finns största förväntas förväntad förväntade aktuell aktuella
    område området områdets gå går gick gått ge gav lämna göra gör visa redovisa bli hamna hamnar
    landa stanna stannar än nuvarande fortfarande ännu hittills idag sammantaget sammanfattningsvis
    räknar räknas beräknar bedömer bedömning bedömningen förvaltningens verksamheterna sin sitt
    sina dock däremot således alltså noterar noteras prognostisera rapportera
    ser ut pekar redan slutet slut årets innebära lämnat lämnats gjort gjorts visat
    redovisat uppvisa uppnå når nå ekonomiska ekonomiskt utgången uppskattas beräkningen
    finner återfinns följande månad månaden denna man vi under inom post posten poster de främst
    störst uppgå dras dragits befaras riskerar tilldelad beslutad ackumulerat
    ackumulerade ackumulerad intervallet spannet verksamheter år bidrar
    följt
    """
)

#: In a heading: words that say no more than what kind of text stands under it.
HEADINGS: Final = _words(
    """
    sammanfattning kommentar kommentarer detaljer underliggande verksamheter ekonomisk ekonomi
    uppföljning analys rapport läget ekonomiska per
    """
)

#: Between a unit or goal and its status: words that leave no doubt whose status it is.
STATUS_VERBS: Final = _words(
    """
    är har blir blev blivit får fått går gått visar visade gör gjort en ett på nu fortsatt
    fortfarande även åter också målets målområdets måluppfyllelsen status statusen bedöms bedömd
    till förflyttning förflyttat sig denna månad månaden ändrats ändrat ändrar flyttat flyttas
    förbättrats förbättras försämrats försämras för målet målområdet därmed resultat resultatet
    redovisar ligger kvar som s
    """
)

#: Around a share.
SAYING: Final = STATUS_VERBS | _words("uppgår uppgick motsvarar det vilket ca cirka drygt")

#: Around a count of units, goals or assignments.
COUNTING: Final = SAYING | _words(
    """
    nämndmål nämndmålen
    enheter enheterna enheternas mål målen målområden målområdena uppdrag uppdragen politiska av
    inom i andelen andel grön grönt gröna gul gult gula röd rött röda
    än så länge hittills var vara uppvisar alla samtliga
    """
)
