"""The words around quotations and names, language by language: one table for each.

    >>> sorted(words_of("fr").pronouns)
    ['elle', 'il']
    >>> words_of("hr") is words_of("sr")
    True

What English needs besides, and the German and Russian verbs of saying, stand in ``cues``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from .word_sets import serbian_cyrillic, word_pattern, word_set

NO_WORD = re.compile(r"(?!)")
"""Matches nothing."""


@dataclass(frozen=True, slots=True)
class LanguageWords:
    """The words of one language; all in lower case."""

    verbs: frozenset[str] = frozenset()
    """Forms of verbs whose subject speaks, in direct speech."""
    according: tuple[str, ...] = ()
    """What stands before a speaker without a verb: ``según``."""
    first_person: frozenset[str] = frozenset()
    finite: frozenset[str] = frozenset()
    """Frequent verbs: with one of them, what is quoted is more than a name."""
    set_apart: frozenset[str] = frozenset()
    """Words right before a quotation mark that go on into what is quoted: ``de``, ``llamado``."""
    topics: re.Pattern[str] = NO_WORD
    """Nouns that announce a title, with a colon or without: ``tema``, ``lema``."""
    determiners: frozenset[str] = frozenset()
    """Behind one of these, what looks like a verb is a noun: ``la pregunta``."""
    titled: re.Pattern[str] = NO_WORD
    """Nouns of what has a title or a name: ``película``, ``operación``."""
    pronouns: Mapping[str, str] = field(default_factory=dict)
    """Those that stand for a speaker, with their gender."""
    between: str = ""
    """What may stand between subject and verb, as an alternation."""
    ends_subject: str = ""
    """Words at which the subject behind a verb ends, as an alternation."""
    no_subject: str = ""
    """Words that stand behind a verb and begin no subject, as an alternation."""
    prepositions: str = ""
    """Behind these a name is no subject, as an alternation."""
    introduces: str = ""
    """Words that begin a part of a sentence without its subject, as an alternation."""
    starters: frozenset[str] = frozenset()
    """Words that are printed with a capital because they begin a sentence."""
    joins: frozenset[str] = frozenset()
    """Words in lower case that part two names: ``y``."""
    things: frozenset[str] = frozenset()
    """Organisations, places and the like: what has one of these in its name is no person."""
    courtesy: frozenset[str] = frozenset()
    """What stands before names and is no office: ``M.`` for Monsieur."""
    offices: re.Pattern[str] = NO_WORD
    """Words for an office."""
    passes_on: re.Pattern[str] = NO_WORD
    """Who passes on what others say: agencies, channels, newspapers."""


ENGLISH = LanguageWords(
    pronouns={"he": "m", "she": "f"},
    first_person=word_set("i we me my our i'm i've i'll i'd we're we've we'll mine ours myself ourselves"),
    topics=word_pattern("themes? topics? subjects? titles? titled entitled mottos? headings? headlined"),
    titled=word_pattern(
        """
        operations? exercises? drills? manoeuvres maneuvers exhibitions? expositions? conferences?
        forums? seminars? webinars? symposiums? festivals? contests? competitions? tournaments?
        marathons? projects? programmes? initiatives? books? novels? films? movies? documentary
        documentaries plays? songs? albums? poems? paintings? operas? ballets? musicals? magazines?
        newspapers? journals? ships? vessels? hotels? restaurants? clubs? parks? museums? medals?
        expeditions? tables? roundtables? trainings? lectures? rubrics? codenamed code-named raids?
        festivals? satellites? spacecraft anthems? hymns? brochures? textbooks? monographs? sculptures?
        """
    ),
    passes_on=word_pattern(
        """
        agency newspaper channel broadcaster outlet newswire portal website daily weekly magazine
        tabloid radio station
        """
    ),
)

SPANISH = LanguageWords(
    verbs=word_set(
        """
        dice dicen dijo dijeron dicho decía diciendo añade añadió añadido añadiendo afirma afirmó
        afirmado afirman afirmaron afirmaba asegura aseguró asegurado aseguran aseguraron aseguraba
        explica explicó explicado explican explicaron explicaba declara declaró declarado declararon
        señala señaló señalado señalan señalaron indica indicó indicado indican indicaron apunta apuntó
        apuntado subraya subrayó subrayado recalca recalcó recalcado destaca destacó destacado destacan
        insiste insistió insistido advierte advirtió advertido recuerda recordó recordado comenta
        comentó comentado cuenta contó contado cuentan relata relató relatado narra narró responde
        respondió respondido contesta contestó contestado pregunta preguntó preguntado reconoce
        reconoció reconocido admite admitió admitido confiesa confesó confesado concluye concluyó
        concluido sentencia sentenció lamenta lamentó lamentado denuncia denunció denunciado critica
        criticó criticado celebra celebró reclama reclamó pide pidió exige exigió sostiene sostuvo
        sostenido mantiene manifiesta manifestó manifestado expresa expresó expresado precisa precisó
        precisado matiza matizó aclara aclaró aclarado reitera reiteró reiterado escribe escribió
        escrito argumenta argumentó opina opinó considera consideró cree creen piensa valora valoró
        resume resumió zanja zanjó ironiza ironizó bromea bromeó anuncia anunció anunciado detalla
        detalló detallado agrega agregó agregado exclama exclamó grita gritó promete prometió reza
        puntualiza puntualizó remata remató defiende defendió avisa avisó informa informó alerta alertó
        relataba prosigue prosiguió continúa continuó
        """
    ),
    according=("según", "de acuerdo con", "en palabras de", "a juicio de", "en opinión de"),
    first_person=word_set(
        """
        yo nosotros nosotras me nos mi mis nuestro nuestra nuestros nuestras mío conmigo soy estoy tengo
        creo quiero puedo voy sé he somos estamos tenemos creemos queremos podemos vamos hemos debemos
        """
    ),
    finite=word_set(
        """
        es son era eran fue fueron está están estaba hay había ha han hemos he soy somos estamos tiene
        tienen tenemos tengo puede pueden podemos va van vamos quiero creo sé será serán debe deben sea
        haya hace
        """
    ),
    set_apart=word_set(
        """
        el la los las un una unos unas de del al a en con por para como sobre y o sin su sus este esta
        ese esa llamado llamada llamados llamadas denominado denominada supuesto supuesta titulado
        titulada es son era
        """
    ),
    determiners=word_set("el la los las un una unos unas su sus esta este esa ese de del al cada otra por"),
    topics=word_pattern(
        "temas? títulos? titulad[oa]s? lemas? bautizad[oa]s? denominad[oa]s? rótulo consigna"
    ),
    titled=word_pattern(
        """
        operaci[oó]n(?:es)? ejercicios? maniobras? pel[ií]culas? libros? novelas? canci[oó]n(?:es)?
        [aá]lbum(?:es)? discos? exposici[oó]n(?:es)? muestra conferencias? foros? seminarios? congresos?
        proyectos? programas? iniciativas? revistas? peri[oó]dicos? festival(?:es)? obras?
        documental(?:es)? series? poemas? cuadros? [oó]peras? cursos? jornadas? plan planes campañas?
        concursos? hotel hoteles mesa buques?
        """
    ),
    pronouns={"él": "m", "ella": "f"},
    between=r"ha|han|había|habían|he|también|ayer|hoy|luego|después|ya|no|se|lo|le|les|me|nos|así|aún|además|"
    r"sí|(?:este|el)\s(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)|\w+mente",
    ends_subject=r"en|a|ante|durante|tras|sobre|al|por|para|que|quien|cuando|mientras|donde|según|este|esta|ayer|"
    r"hoy|con|desde|antes|después|como|y\sañad\w+|sin|hasta",
    no_subject=r"que|a|al|en|por|para|ante|como|sobre|con|durante|tras|así|no|ayer|hoy|este|si|cuando|qué|lo|le|"
    r"también|ser|estar|haber|y|o|entre|sin|desde|hasta|sus?\s",
    prepositions=r"de|del|a|al|con|por|para|en|sobre|contra|según|ante|tras|entre|desde|hasta|como|sin",
    introduces=r"en|a|al|ante|durante|tras|sobre|por|para|con|sin|según|cuando|mientras|aunque|si|como|desde|y|o|"
    r"pero|entre|antes|después|hasta|además|también|así|por|que|quien|quienes|donde|cuyo|cuya|ayer|hoy|este",
    starters=word_set(
        """
        el la los las lo un una unos unas de del al a en con por para como sobre y e o u ni pero aunque
        sin su sus este esta estos estas ese esa esos esas aquel aquella esto eso según desde hasta
        entre tras ante durante mientras cuando donde si sí no ya también además así entonces luego
        después antes ahora hoy ayer mañana aquí allí que qué quien quién quienes cual cuál cuyo porque
        pues es son era fue ha han hay había se le les me nos te mi tu nuestro nuestra todo toda todos
        todas algunos algunas algún alguna ningún ninguna muchos muchas varios varias otro otra otros
        otras cada ambos ambas más menos muy tan tanto casi solo sólo siempre nunca incluso quizá
        finalmente actualmente asimismo igualmente mediante contra bajo hacia dos tres cuatro cinco seis
        siete ocho nueve diez mil primero segundo tercero último lunes martes miércoles jueves viernes
        sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre
        diciembre fuentes foto vídeo gracias señor señora dijo
        """
    ),
    joins=frozenset({"y", "e"}),
    things=word_set(
        """
        ministerio gobierno ayuntamiento junta generalitat consejo comisión parlamento congreso senado
        corte cortes tribunal audiencia fiscalía policía guardia ejército asociación plataforma
        federación confederación sindicato partido universidad instituto hospital escuela colegio
        fundación fundacion empresa grupo banco comunidad provincia región estado estados unión europa
        españa francia alemania italia portugal reino unidos rusia ucrania china méxico argentina
        colombia venezuela chile perú israel palestina egipto irán turquía marruecos eslovenia noruega
        bangladés albania andalucía cataluña madrid barcelona sevilla valencia bruselas parís londres
        roma berlín moscú plan ley código proyecto autoridad nacional organización agencia cruz roja
        emergencias sanidad exteriores interior hacienda defensa justicia educación asuntos cultura
        economía calle plaza avenida parque río mar isla islas norte sur este oeste liga copa mundial
        festival premio día zona canal sierra paz carta semana
        """
    ),
    courtesy=word_set("sr sra srta don doña"),
    offices=word_pattern(
        """
        ministr[oa] viceministr[oa] exministr[oa] president[ea] vicepresident[ea] expresident[ea]
        portavoz alcalde(?:sa)? director(?:a)? secretari[oa] juez(?:a)? concejal(?:a)? conseller(?:a)?
        consejer[oa] diputad[oa] senador(?:a)? gobernador(?:a)? embajador(?:a)? jef[ea] líder
        entrenador(?:a)? candidat[oa] delegad[oa] comisari[oa] canciller abogad[oa] profesor(?:a)?
        experto experta analista coordinador(?:a)? representante vecino vecina médic[oa] periodista
        """
    ),
    passes_on=word_pattern("agencia diario periódico canal cadena emisora portal televisión radio revista"),
)

FRENCH = LanguageWords(
    verbs=word_set(
        """
        dit disent disait disaient ajoute ajoutent ajouté ajoutait affirme affirment affirmé affirmait
        assure assurent assuré assurait explique expliquent expliqué expliquait déclare déclarent
        déclaré déclarait souligne soulignent souligné soulignait précise précisent précisé précisait
        indique indiquent indiqué indiquait estime estiment estimé estimait insiste insistent insisté
        insistait rappelle rappellent rappelé rappelait raconte racontent raconté racontait confie
        confient confié confiait répond répondent répondu répondait demande demandé interroge reconnaît
        reconnu admet admis avoue avoué conclut conclu regrette regretté dénonce dénoncent dénoncé
        critique critiqué réclame réclamé note noté notait observe observé constate constaté martèle
        martelé lance lancé poursuit poursuivi poursuivait résume résumé ironise ironisé plaisante écrit
        écrivait écrivent commente commenté témoigne témoigné prévient prévenu avertit averti promet
        promis annonce annoncé annoncent juge jugé jugeait glisse glissé tonne tranche tranché renchérit
        renchéri réagit réagi détaille détaillé clame salue salué complète réjouit réjouie réjoui
        inquiète indigne désole interroge agace exclame complété soutient soutenu plaide plaidé murmure
        crie crié exclame exclamé souffle nuance abonde enchaîne cite fustige fustigé félicite félicité
        alerte alerté relate rapporte rapporté prédit croit pense considère
        """
    ),
    according=("selon", "d'après", "d’après", "pour reprendre les mots de", "de l'avis de", "aux yeux de"),
    first_person=word_set(
        """
        je j'ai j'avais j'étais nous moi me m'a mon ma mes notre nos j'en j'y suis sommes avons serons
        allons devons pouvons voulons
        """
    ),
    finite=word_set(
        """
        est sont était étaient fut sera seront suis sommes ai as a avons avez ont avait avaient aura
        c'est n'est n'a j'ai il'y peut peuvent pouvons doit doivent devons faut fait font va vont vais
        allons veut veux voulons soit
        """
    ),
    set_apart=word_set(
        """
        le la les l' un une des de du d' au aux à en avec par pour comme sur et ou sans son sa ses leur
        leurs ce cette ces dit dite dits appelé appelée nommé nommée intitulé intitulée surnommé
        surnommée est sont
        """
    ),
    determiners=word_set("le la les un une des du de au aux ce cet cette sa son ses leur notre cour"),
    topics=word_pattern(
        "thèmes? sujets? titres? titrée? intitulée?s? baptisée?s? dénommée?s? devise slogan appelée?s?"
    ),
    titled=word_pattern(
        """
        op[ée]rations? exercices? manœuvres? films? livres? romans? chansons? albums? expositions?
        conf[ée]rences? forums? s[ée]minaires? colloques? projets? programmes? revues? magazines?
        journal quotidien festivals? pi[èe]ces? documentaires? s[ée]ries? po[èe]mes? tableaux?
        op[ée]ras? stages? plans? campagnes? concours h[ôo]tels? table navires? association
        """
    ),
    pronouns={"il": "m", "elle": "f"},
    between=r"a|ont|avait|avaient|est|sont|s’est|s'est|aussi|également|ensuite|hier|déjà|ne|n’a|n'a|pas|lui|leur|"
    r"nous|encore|toutefois|alors|se|s|l’a|l'a|\w+ment|(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)",
    ends_subject=r"à|au|aux|dans|en|sur|lors|après|avant|devant|pour|par|que|qui|quand|lorsque|tandis|dont|où|hier|"
    r"ce|cette|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|avec|auprès|depuis|via|chez|sans|comme|en\seffet",
    no_subject=r"que|qu|à|au|aux|dans|en|sur|pour|par|comme|avec|après|avant|ne|pas|hier|si|quand|ce|être|avoir|"
    r"et|ou|entre|sans|depuis|aussi|ainsi|alors|de|d|lui|son|sa|ses",
    prepositions=r"de|du|des|d|à|au|aux|avec|par|pour|en|dans|sur|contre|selon|devant|après|entre|depuis|chez|"
    r"comme|sans",
    introduces=r"dans|en|à|au|aux|devant|lors|après|avant|sur|pour|par|avec|sans|selon|quand|lorsque|si|comme|depuis|"
    r"et|ou|mais|entre|jusqu|ainsi|aussi|que|qui|dont|où|hier|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    r"ce|cette|interrogée?|face",
    starters=word_set(
        """
        le la les l un une des de du d au aux à en avec par pour comme sur et ou mais où donc or ni car
        sans son sa ses leur leurs ce cet cette ces cela ça c il elle ils elles on nous vous je tu j mon
        ma mes notre nos votre vos dans dès depuis lors après avant pendant entre selon chez vers contre
        sous devant derrière quand lorsque si que qui quoi quel quelle quels quelles dont est sont était
        a ont avait ainsi aussi alors ensuite enfin puis pourtant cependant toutefois néanmoins déjà
        encore toujours jamais ici là hier aujourd'hui demain maintenant tout toute tous toutes certains
        certaines plusieurs quelques chaque aucun aucune autre autres même plus moins très trop peu
        beaucoup tant bien mal deux trois quatre cinq six sept huit neuf dix mille premier première
        second seconde dernier dernière lundi mardi mercredi jeudi vendredi samedi dimanche janvier
        février mars avril mai juin juillet août septembre octobre novembre décembre interrogé
        interrogée afin face grâce malgré outre parmi quant voici voilà photo vidéo merci non oui
        """
    ),
    joins=frozenset({"et"}),
    things=word_set(
        """
        ministère gouvernement mairie conseil commission parlement assemblée sénat cour tribunal parquet
        police gendarmerie armée association plateforme fédération confédération syndicat parti
        université institut hôpital école fondation entreprise groupe banque communauté province région
        état états unis union europe france allemagne italie espagne portugal royaume royaume-uni russie
        ukraine chine mexique israël palestine égypte iran turquie maroc belgique suisse paris londres
        bruxelles moscou berlin rome madrid lyon marseille plan loi code projet autorité nationale
        organisation agence croix rouge affaires étrangères défense justice éducation culture économie
        rue place avenue parc fleuve rivière mer île îles nord sud est ouest ligue coupe festival prix
        monde figaro parisien cgt cfdt medef topix cac
        """
    ),
    courtesy=word_set("m mm mme mmes mlle"),
    offices=word_pattern(
        """
        ministre ex-ministre vice-ministre présidente? vice-présidente? ex-présidente? porte-parole
        maire direct(?:eur|rice) secrétaire députée? sénat(?:eur|rice) préfète? procureure?
        ambassad(?:eur|rice) chef(?:fe)? patron(?:ne)? avocate? entraîn(?:eur|euse) profess(?:eur|eure)
        gouverneure? chancel(?:ier|ière) commissaire expert(?:e)? analyste chercheu(?:r|se) économiste
        candidate? représentante? responsable déléguée? coordinat(?:eur|rice) conseill(?:er|ère)
        dirigeante? médecin
        """
    ),
    passes_on=word_pattern(
        "agence journal quotidien chaîne radio site télévision hebdomadaire magazine portail"
    ),
)

GERMAN = LanguageWords(
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
)

RUSSIAN = LanguageWords(
    first_person=word_set(
        """
        я мы меня мне мной нас нам нами мой моя моё мое мои наш наша наше наши нашего нашей нашу наших
        считаем хочу хотим могу можем будем надеюсь надеемся думаю думаем уверен готовы
        """
    ),
    topics=word_pattern(
        "тем(?:а|ы|е|у|ой) тематик\\w+ девиз\\w* названи\\w+ заголовк\\w+ лозунг\\w* именуем\\w+"
    ),
    titled=word_pattern(
        """
        (?:спец)?операци\\w+ учени(?:е|я|и|ю|ем|й|ях|ям) тренировк\\w+ фильм\\w* книг\\w* роман\\w*
        песн\\w+ альбом\\w* выставк\\w+ экспозици\\w+ конференци\\w+ форум\\w* семинар\\w* симпозиум\\w*
        вебинар\\w* проект\\w* программ\\w+ инициатив\\w+ журнал\\w* газет\\w+ фестивал\\w+ спектакл\\w+
        сериал\\w* стих\\w+ картин\\w+ опер\\w+ балет\\w* конкурс\\w* акци(?:я|и|ю|ей) гостиниц\\w+
        отел\\w+ стол\\w* медал\\w+ орден\\w* музе\\w+ парк\\w* корабл\\w+ судн\\w+ клуб\\w* рубрик\\w+
        сборник\\w* учебник\\w*
        """
    ),
    pronouns={"он": "m", "она": "f"},
    things=word_set(
        """
        суд суда суде судом палата палаты палате совет совета совете комитет комитета комиссия комиссии
        министерство министерства управление управления дума думы правительство правительства парламент
        парламента партия партии союз союза организация организации университет университета институт
        института академия академии банк банка компания компании фонд фонда служба службы агентство
        агентства республика республики федерация федерации область области район района город города
        улица улицы
        """
    ),
    passes_on=word_pattern(
        "агентств\\w+ телеканал\\w* канал\\w* газет\\w+ радиостанци\\w+ издани\\w+ портал\\w*"
    ),
)


def _in_both_scripts(text: str) -> frozenset[str]:
    return word_set(f"{text} {serbian_cyrillic(text)}")


def _choice_in_both_scripts(text: str) -> str:
    """An alternation of words, with each in Cyrillic as well."""
    return f"{text}|{serbian_cyrillic(text)}"


def _pattern_in_both_scripts(text: str) -> re.Pattern[str]:
    """A pattern of words, ``*`` for any ending."""
    return word_pattern(f"{text} {serbian_cyrillic(text)}".replace("*", r"\w*"))


SERBIAN = LanguageWords(
    verbs=_in_both_scripts(
        """
        kaže kažu kazao kazala kazali rekao rekla rekli reče izjavio izjavila izjavili izjavljuje
        istakao istakla istakli ističe ističu naveo navela naveli navodi navode dodao dodala dodali
        dodaje dodaju objasnio objasnila objasnili objašnjava naglasio naglasila naglasili naglašava
        poručio poručila poručili poručuje ocenio ocenila ocenili ocenjuje ocijenio ocijenila podsetio
        podsetila podseća podsjetio podsjetila upozorio upozorila upozorava odgovorio odgovorila
        odgovara upitao upitala pita smatra smatraju zaključio zaključila zaključuje najavio najavila
        najavljuje potvrdio potvrdila potvrđuje priznao priznala priznaje napisao napisala piše saopštio
        saopštila saopštava priopćio priopćila prokomentarisao prokomentarisala komentirao nastavio
        nastavila nastavlja primetio primetila primećuje precizirao precizirala apelovao apelovala
        ukazao ukazala ukazuje pojasnio pojasnila govori govorio govorila tvrdi tvrde ponovio ponovila
        obećao obećala zapitao zapitala
        """
    ),
    according=tuple(
        _choice_in_both_scripts(
            "prema rečima|prema riječima|po rečima|prema mišljenju|po mišljenju|kako navodi|kako kaže|"
            "kako je rekao|kako je rekla|kako je istakao|kako je istakla"
        ).split("|")
    ),
    first_person=_in_both_scripts(
        """
        ja mi mene meni nas nama moj moja moje naš naša naše naši našu sam smo nisam nismo želim želimo
        mogu možemo moramo ću ćemo imamo mislim očekujemo
        """
    ),
    finite=_in_both_scripts(
        """
        je su sam smo ste si bio bila bilo bili biti biće će ću ćemo nije nisu nisam nismo ima imaju
        imamo može mogu možemo mora moramo treba hoće želi želimo
        """
    ),
    set_apart=_in_both_scripts(
        """
        takozvani takozvana takozvano takozvane takozvanih tzv zvani zvana i u na za od do sa s o kao
        ili pod po iz zvanom nazvan nazvana nazvano taj ta to ove ovaj ova
        """
    ),
    topics=_pattern_in_both_scripts("tem(?:a|e|i|u|om) naziv* naslov* moto* motom slogan* parol* nazvan*"),
    titled=_pattern_in_both_scripts(
        """
        operacij* akcij* vežb* vježb* film* knjig* roman* pesm* pjesm* album* izložb* konferencij*
        forum* seminar* projek* program* časopis* list* festival* predstav* serij* drama* dram* slik*
        oper* konkurs* hotel* kampanj* skup* tribin* manifestacij* okrugli sto(?:l|la|lu)? emisij*
        """
    ),
    pronouns={"on": "m", "ona": "f", "он": "m", "она": "f"},
    between=_choice_in_both_scripts(
        r"je|su|takođe|također|juče|jučer|danas|potom|zatim|još|i|nije|se|mu|joj|im|ranije|kasnije|sinoć|pak"
    ),
    ends_subject=_choice_in_both_scripts(
        r"da|u|na|za|nakon|posle|poslije|tokom|tijekom|povodom|pred|za|danas|juče|jučer|sinoć|kada|kad|dok|koji|koja|"
        r"koje|gde|gdje|jer|ali|prilikom|uoči|kako|o|iz|navodeći|dodajući|govoreći|odgovarajući|komentarišući"
    ),
    no_subject=_choice_in_both_scripts(
        r"da|u|na|za|nakon|posle|o|kako|danas|juče|jučer|sinoć|se|to|ovo|mu|joj|im|nam|i|ili|što|šta|po|iz|od|"
        r"novinarima|medijima|agenciji"
    ),
    prepositions=_choice_in_both_scripts(r"od|sa|s|za|u|na|o|po|iz|do|kod|protiv|između|prema|pored|bez|uz"),
    introduces=_choice_in_both_scripts(
        r"u|na|za|nakon|posle|poslije|tokom|povodom|kada|kad|dok|ako|iako|jer|prema|kako|i|ali|ili|a|o|uoči|danas|juče|"
        r"jučer|sinoć|koji|koja|koje|što|govoreći|komentarišući|odgovarajući|navodeći"
    ),
    starters=_in_both_scripts(
        """
        a ali i ili u na za od do sa s o po iz kod pri pod nad bez uz kroz prema protiv između pored
        nakon posle poslije tokom pre prije kada kad dok ako iako jer da ne ni niti kako što šta ko tko
        koji koja koje koju čiji gde gdje zašto ovo to taj ta te ti ovaj ova ove on ona ono oni one mi
        vi ja ti njegov njegova njen njihov naš naša vaš moj svi sve sva svaki neki neke neka mnogi više
        manje veoma vrlo samo još već sada danas juče jučer sutra zatim potom takođe također međutim
        pored osim zbog radi oko je su bio bila bilo biće nije nisu ima nema može treba jedan jedna dva
        dve dvije tri četiri pet šest prvi prva drugi druga ponedeljak utorak sreda četvrtak petak
        subota nedelja januar februar mart april maj jun jul avgust septembar oktobar novembar decembar
        foto video izvor inače naime dakle ukoliko prilikom tako ovde
        """
    ),
    joins=_in_both_scripts("i"),
    things=_in_both_scripts(
        """
        ministarstvo vlada vlade skupština skupštine savet savjet komisija parlament sud tužilaštvo
        policija vojska udruženje savez federacija sindikat stranka univerzitet institut bolnica škola
        fondacija kompanija grupa banka opština grad republika republike srbija srbije hrvatska bosna
        hercegovina crna gora makedonija slovenija kosovo rusija ukrajina kina evropa evropska unija
        amerika nemačka francuska italija beograd beogradu zagreb sarajevo podgorica skoplje moskva
        brisel london agencija organizacija centar ulica trg park reka more narodna zavod uprava radio
        televizija partija akademija
        """
    ),
    offices=_pattern_in_both_scripts(
        """
        ministar ministra ministarka ministarke predsednik predsednica predsednika predsjednik
        predsjednica predsjednika premijer premijerka premijera direktor direktorka direktora portparol*
        glasnogovornik* ambasador* načelnik načelnica šef šefica gradonačelni* guverner* poslani*
        profesor* sekretar* analitičar* komandant* potpredsedni* lider* generalni zamenik zamenica
        pomoćnik selektor trener* predstavni* koordinator* tužilac advokat* episkop patrijarh* savetnik
        savetnica
        """
    ),
    passes_on=_pattern_in_both_scripts("agencij* televizij* list* radio portal* medij*"),
)

ARABIC = LanguageWords(
    verbs=word_set(
        """
        قال قالت قالوا يقول تقول أضاف أضافت وأضاف وأضافت وقال وقالت وتابع وتابعت تابع تابعت أكد أكدت
        وأكد وأكدت أوضح أوضحت وأوضح وأوضحت صرح صرحت وصرح وصرحت أعلن أعلنت وأعلن وأعلنت ذكر ذكرت وذكر
        وذكرت أشار أشارت وأشار وأشارت شدد شددت وشدد وشددت اعتبر اعتبرت واعتبر واعتبرت رأى ورأى حذر حذرت
        وحذر وحذرت كتب كتبت وكتب وكتبت أجاب أجابت وأجاب سأل سألت وسأل لفت لفتت ولفت ولفتت بين وبين مضيفا
        مضيفة مؤكدا مؤكدة قائلا قائلة موضحا موضحة مشيرا مشيرة معتبرا واستطرد ونوه ونوهت علق علقت وعلق
        وعلقت وختم وختمت اختتم واختتم
        """
    )
    - {"بين"},
    according=("وفقا ل", "وفقاً ل", "بحسب", "وبحسب", "حسب", "على حد قول", "نقلا عن", "نقلاً عن"),
    first_person=word_set(
        "أنا نحن إننا إنني أننا أنني لدينا لنا لي نريد أريد نعمل سنعمل نأمل آمل كنا كنت علينا"
    ),
    finite=word_set("هو هي هم كان كانت يكون تكون ليس ليست لا لن لم قد هناك يجب يمكن إن أن سوف"),
    set_apart=word_set("بعنوان عنوان شعار باسم اسم يسمى تسمى المسمى المسماة ما يعرف"),
    topics=word_pattern(
        "(?:ب|ال)?عنوان(?:ها|ه)? (?:ب|ال)?شعار(?:ها|ه)? (?:ال)?موضوع باسم (?:ال)?مسماة? يسمى تسمى"
    ),
    titled=word_pattern(
        """
        (?:ال)?عملية (?:ال)?مناورات? (?:ال)?فيلم (?:ال)?كتاب(?:ه|ها)? (?:ال)?رواية (?:ال)?أغنية
        (?:ال)?معرض (?:ال)?مؤتمر (?:ال)?منتدى (?:ال)?ندوة (?:ال)?مشروع (?:ال)?برنامج (?:ال)?مبادرة
        (?:ال)?مجلة (?:ال)?صحيفة (?:ال)?مهرجان (?:ال)?مسرحية (?:ال)?مسلسل (?:ال)?قصيدة (?:ال)?لوحة
        (?:ال)?حملة (?:ال)?فندق (?:ال)?جائزة
        """
    ),
    pronouns={"هو": "m", "هي": "f"},
    ends_subject=r"إن|أن|إنه|إنها|أنه|أنها|في|خلال|على|عن|من|إلى|لدى|بعد|قبل|أمام|عبر|حول|الذي|التي|لوكالة|لصحيفة|"
    r"لقناة|اليوم|أمس|ردا|تعليقا|بشأن|مع|عقب|ضمن",
    no_subject=r"إن|أن|إنه|إنها|أنه|أنها|في|خلال|على|عن|من|إلى|لدى|بعد|قبل|أمام|عبر|حول|اليوم|أمس|مع|ذلك|لـ",
    prepositions=r"في|من|إلى|على|عن|مع|بين",
    things=word_set(
        """
        وزارة حكومة مجلس برلمان محكمة شرطة جيش جمعية اتحاد حزب جامعة معهد مستشفى مدرسة مؤسسة شركة مجموعة
        بنك منظمة وكالة قناة صحيفة هيئة لجنة البيت الدولة الولايات المتحدة
        """
    ),
    offices=word_pattern(
        """
        (?:ال)?رئيسة? (?:ال)?وزيرة? (?:ال)?متحدثة? (?:ال)?ناطقة? (?:ال)?مديرة? (?:ال)?أمين(?:ة)?
        (?:ال)?سفيرة? (?:ال)?نائبة? (?:ال)?قائد (?:ال)?جنرال (?:ال)?عميد (?:ال)?لواء (?:ال)?دكتورة?
        (?:ال)?خبيرة? (?:ال)?محللة? (?:ال)?مستشارة? (?:ال)?ملك (?:ال)?أمير (?:ال)?شيخ (?:ال)?محامية?
        (?:ال)?مبعوثة? (?:ال)?مفوضة? (?:ال)?منسقة? (?:ال)?مسؤولة? (?:ال)?باحثة? (?:ال)?كاتبة?
        """
    ),
    passes_on=word_pattern(
        "(?:ال)?وكالة لوكالة (?:ال)?قناة لقناة (?:ال)?صحيفة لصحيفة (?:ال)?إذاعة (?:ال)?تلفزيون"
    ),
)

CHINESE_OFFICE = (
    "(?:发言人|發言人|总统|總統|总理|總理|主席|部长|部長|外长|外長|防长|书记|書記|秘书长|秘書長|大使|首相|议长|議長|国王|國王|"
    "市长|市長|省长|州长|州長|校长|校長|会长|會長|院长|院長|局长|局長|司长|董事长|董事長|总经理|總經理|经理|经济学家|教授|"
    "专家|專家|主任|研究员|研究員|分析师|分析師|负责人|負責人|将军|將軍|司令|总裁|總裁|首席执行官|创始人|創辦人|议员|議員|"
    "委员|代表|医生|醫生|教练|记者|記者|律师|律師|检察官|法官)"
)
"""Words for an office, at the end of what it is the office of."""
CHINESE = LanguageWords(
    offices=re.compile(rf"[\u4e00-\u9fff]*{CHINESE_OFFICE}"),
    first_person=frozenset({"我", "我们", "我們", "咱们"}),
    topics=word_pattern(
        "主题[为是]? 主題[為是]? 题为 題為 名为 名為 题目[为是]? 口号[是为]? 名叫 叫做? 所谓的? 称为 称作"
    ),
    titled=word_pattern("行动 演习 电影 影片 小说 歌曲 展览 会议 论坛 研讨会 项目 计划 节目 杂志 戏剧"),
    pronouns={"他": "m", "她": "f"},
    passes_on=word_pattern(
        "\\w*通讯社 \\w*通訊社 \\w*社 \\w*电视台 \\w*電視台 \\w*日报 \\w*日報 \\w*网 \\w*报"
    ),
)

_BY_LANGUAGE = {
    "en": ENGLISH,
    "es": SPANISH,
    "fr": FRENCH,
    "de": GERMAN,
    "ru": RUSSIAN,
    **dict.fromkeys(("sr", "hr", "bs", "sh", "cnr", "me"), SERBIAN),
    "ar": ARABIC,
    "zh": CHINESE,
}
LANGUAGES = (ENGLISH, SPANISH, FRENCH, GERMAN, RUSSIAN, SERBIAN, ARABIC, CHINESE)
_NONE = LanguageWords()


@cache
def words_of(language: str | None) -> LanguageWords:
    """The words of a language, by its code; those of English where the language is not known."""
    return _BY_LANGUAGE.get((language or "en").split("-")[0], _NONE)
