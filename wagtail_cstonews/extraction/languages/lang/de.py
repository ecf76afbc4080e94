"""German. It capitalises every noun, so that a capital says little about names."""
# ruff: noqa: E501 - one kind of phrase a line

from __future__ import annotations

import re

from ....text.patterns import lazy_compile
from .common import word_pattern, word_set
from .language import KINDS, Interviews, Language, Months

OFFICE_ENDINGS = (
    *("ter", "dent", "zler", "cher", "chef", "tär", "ktor", "nde", "nder", "nden", "gte", "gter", "gten"),
    *("rte", "ssor", "ete", "eter", "eten", "walt", "nom", "in", "utor", "iner"),
)
"""What every German office ends with, unless it begins with "general": quicker to rule out than the pattern."""

GERMAN = Language(
    code="de",
    months=Months(
        "jan/jän feb mär/mrz/maerz apr mai jun jul aug sep okt nov dez",
        names="januar/jänner februar/feber märz/maerz/mrz april mai juni juli august september oktober november dezember",
    ),
    commonest=word_set(
        """
        der die das und den von zu mit sich des auf für ist dem nicht eine als auch wird dass sie ein im es
        einen einer eines einem noch nach bei aus zum zur wie über haben hat werden sind wurde oder aber vor
        nur wir ich er durch kann mehr diese dieser
        """
    ),
    verbs=word_set(
        """
        sagt sagte sagten gesagt erklärt erklärte betont betonte meint meinte teilt teilte fügt fügte antwortet
        antwortete fragt fragte warnt warnte fordert forderte kritisiert kritisierte berichtet berichtete schreibt
        schrieb erzählt erzählte ergänzt ergänzte äußert äußerte lobt lobte kündigt kündigte behauptet behauptete
        bestätigt bestätigte verspricht versprach unterstreicht unterstrich stellt stellte räumt räumte versichert
        versicherte bekräftigt bekräftigte so zitiert zitierte twittert twitterte findet glaubt glaubte weiß heißt
        hieß resümiert resümierte bilanziert bilanzierte
        """
    ),
    verbs_in_two=lazy_compile(r"\b(?:gibt|gab)\szu\b", re.IGNORECASE),
    offices=lazy_compile(
        r"(?:\w*minister|\w*präsident|\w*kanzler|\w*sprecher|\w*chef|\w*sekretär|\w*leiter|\w*direktor|"
        r"vorsitzende[rn]?|"
        r"\w*vorsitzende[rn]?|\w*beauftragte[rn]?|botschafter|bürgermeister|experte|expertin|professor|"
        r"\w*autor|\w*berater|\w*trainer|\w*anwalt|\w*anwält|\w*forscher|\w*wissenschaftler|"
        r"abgeordnete[rn]?|"
        r"\w*meister|general\w*|richter|anwalt|anwältin|ökonom|forscher)(?:in)?",
        re.IGNORECASE,
    ),
    capitalises_nouns=True,
    first_person=word_set(
        "ich wir mir mich uns mein meine meinen meiner unser unsere unseren unserer unserem"
    ),
    finite=word_set(
        """
        bin bist seid waren wäre wären hatte hatten hätte hätten habe habt wurde wurden werde werden
        kann können konnte muss müssen soll sollen sollte will wollen gibt geht weiß brauchen brauchen
        darf dürfen
        """
    ),
    topics=word_pattern("them[ae]n? motto titel namen überschrift slogan betitelt benannt"),
    titled=word_pattern(
        """
        operation(?:en)? übung(?:en)? man(?:ö|oe)ver film(?:e|s|en)? dokumentarfilm(?:e|s)?
        buch(?:s|es)? bücher(?:n)? roman(?:e|s)? lied(?:er|es)? song(?:s)? alb(?:um|en)
        ausstellung(?:en)? konferenz(?:en)? tagung(?:en)? for(?:um|en) seminar(?:e|s)?
        projekt(?:e|s|es)? programm(?:e|s)? initiative(?:n)? zeitschrift(?:en)? zeitung(?:en)?
        magazin(?:s)? festival(?:s)? theaterstück(?:s)? stück(?:s)? serie(?:n)? gedicht(?:e|s)? gemälde
        oper(?:n)? hotel(?:s)? kampagne(?:n)? wettbewerb(?:s)? schiff(?:s)? aktion(?:en)? podcast(?:s)?
        sendung(?:en)? verein(?:s)? restaurant(?:s)?
        """
    ),
    pronouns={"er": "m", "sie": "f"},
    prepositions=r"von|vom|mit|für|gegen|bei|nach|aus|zu|zum|zur|über|unter|an|am|auf|in|im|ins|durch|um|und|neben|"
    r"zwischen|wie|laut",
    starters=word_set(
        """
        der die das den dem des ein eine einen einem einer eines und oder aber denn doch sondern auch
        nur noch schon sehr so wie als wenn weil dass ob damit obwohl während nachdem bevor seit bis
        nach vor bei mit von vom zu zum zur in im ins an am auf aus für gegen über unter um durch ohne
        trotz wegen laut zwischen neben hinter er sie es wir ihr ich du man sein seine seinen seiner
        ihre ihren ihrer unser unsere mein meine dein euer dieser diese dieses diesen diesem jener jene
        jeder jede jedes alle alles viele mehrere einige manche beide andere kein keine keinen nicht nie
        immer wieder hier dort da dann danach dabei dazu damals heute gestern morgen jetzt nun zuletzt
        zuvor später bereits erst zudem außerdem allerdings jedoch dennoch trotzdem deshalb daher
        dadurch darum also etwa rund knapp mehr weniger ist sind war waren hat haben hatte wird werden
        wurde kann können muss soll will was wer wo wann warum welche zwei drei vier fünf sechs sieben
        acht neun zehn erste ersten zweite letzte neue neuen montag dienstag mittwoch donnerstag freitag
        samstag sonntag januar februar märz april mai juni juli august september oktober november
        dezember foto video bild quelle derzeit aktuell insgesamt vielleicht natürlich ebenso
        """
    ),
    joins=frozenset({"und", "sowie", "der", "den", "dem", "des"}),
    things=word_set(
        """
        ministerium bundesregierung regierung bundestag bundesrat parlament kommission gericht polizei
        bundeswehr armee verband verein gewerkschaft partei universität institut krankenhaus schule
        stiftung unternehmen gruppe bank gemeinde land europa deutschland österreich schweiz frankreich
        italien spanien russland ukraine großbritannien usa mexiko kanada libanon israel berlin wien
        bern zürich hamburg münchen köln brüssel moskau london paris rom behörde organisation agentur
        kreuz straße platz park fluss insel volksschule gesellschaft amt zentrum meer golf emirate
        arabischen vereinigten staaten nationen zentralbank direktbank
        """
    ),
    passes_on=word_pattern(
        """
        \\w*agentur \\w*zeitung \\w*sender \\w*magazin \\w*blatt radio fernsehen portal nachrichtenportal
        """
    ),
    addresses=word_set("herr frau"),
    female=word_set("frau pressesprecherin sprecherin kanzlerin ministerin präsidentin chefin"),
    male=word_set("herr sprecher kanzler"),
    other_articles=r"lesen sie auch|das könnte (?:sie|dich) (?:auch )?interessieren|auch interessant|mehr zum thema|mehr aus .{2,30}|weitere (?:artikel|meldungen|nachrichten|themen|beiträge)|ähnliche (?:artikel|beiträge)|meistgelesen|verwandte (?:artikel|themen)|zum thema|empfehlungen|neueste .{2,20}|aktuelle (?:meldungen|nachrichten)|mehr zu .{2,40}|passend dazu|meistgelesene artikel|lesen sie (?:mehr|weiter).{0,40}",
    pointers=r"lesen sie auch|mehr dazu|mehr zum thema",
    interviews=Interviews(
        hints=("gespräch",),
        words=r"gespräch",
        headline=r"\bim (?:interview|gespräch)\b|\binterview mit\b",
        tagline=rf"{KINDS}interview mit\b",
        lead=r"im interview|im gespräch mit|gab .{0,40}\bein interview",
        press_conference=r"\bpressekonferenz",
        asks=word_set("frage f moderatorin journalistin"),
        answers=word_set("antwort"),
    ),
    beside_verb=word_set("auch hat haben hatte dann noch habe es dazu"),
    speaker_pronouns=word_set("er sie es"),
    adverbial=(
        r"in|im|am|an|auf|bei|beim|nach|vor|während|zu|zum|zur|gegenüber|mit|aus|über|unter|laut|"
        r"gestern|heute|(?:mon|diens|mitt|donners|frei|sams|sonn)(?:tag|woch)"
    ),
)
