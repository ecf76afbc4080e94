"""French."""
# ruff: noqa: E501 - one kind of phrase a line

from __future__ import annotations

from .common import word_pattern, word_set
from .language import KINDS, Interviews, Language, Months

FRENCH = Language(
    code="fr",
    months=Months(
        "jan fév/fev mar avr mai juin/jui juil/jul aoû/aou sep oct nov déc/dec",
        names="janvier février/fevrier mars avril mai juin juillet août/aout septembre octobre novembre décembre/decembre",
    ),
    commonest=word_set(
        """
        les des et une dans est qui pour sur avec pas sont par ce aux ont mais du le ne il elle plus au leur
        cette nous vous été fait être ces deux
        """
    ),
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
    addresses=word_set("mme monsieur"),
    female=word_set("mme"),
    male=word_set("monsieur"),
    other_articles=r"lire aussi|à lire aussi|sur le même (?:sujet|thème)|articles? (?:liés|similaires|connexes|recommandés)|les plus lus|à voir aussi|dans la même (?:rubrique|catégorie)|plus d['’]articles.{0,30}|voir aussi|nos dernier\w+.{0,20}|autres (?:actualités|articles)|vous aimerez aussi",
    pointers=r"lire aussi|à lire aussi|voir aussi",
    interviews=Interviews(
        hints=("entretien",),
        words=r"entretien",
        headline=(
            r"\binterview (?:de|avec|exclusive)\b|"
            r"(?:^|[—–:|]\s*)(?:grand )?entretien\b(?! (?:téléphonique|avec son|avec sa|entre))"
        ),
        tagline=rf"{KINDS}interview (?:avec|de)\b",
        lead=r"a accordé une? (?:interview|entretien)|dans une? (?:interview|entretien)",
        press_conference=r"\bconférence de presse",
        asks=word_set("journaliste"),
        answers=word_set("reponse"),
    ),
)
