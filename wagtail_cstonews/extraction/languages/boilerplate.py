# ruff: noqa: E501 - one language, or one kind of phrase, a line
"""Boilerplate patterns for short lines: navigation, bylines, captions, sign-offs, headings of other articles.

They cover the languages of most scraped news, and apply to news sites in general; phrases of a single site
belong in its site profile. Each kind of phrase is a form of :mod:`..lines.facts`; :mod:`..labelling.page` has
the label and the reason that a form gets.
"""

from __future__ import annotations

import re

from ...text.patterns import lazy_compile
from .registry import LANGUAGES

LONGEST_FORM = 160
"""Characters; a longer line is prose, whatever it begins with."""


def folded(text: str) -> str:
    """A line in the lower case that ``BACK``, ``CHROME``, ``OTHER_ARTICLES``, ``POINTER``, ``COMMENTS``,
    ``CAPTION`` and ``CREDIT`` are written in: three times as quick as to have the patterns ignore case.
    """
    return text.replace("İ", "i").lower()


def _whole(*patterns: str) -> re.Pattern[str]:
    return lazy_compile(f"(?:{'|'.join(patterns)})[\\s.:!…»›→>]*")


_PLATFORMS = (
    r"facebook|twitter|x|tweet|whats ?app|telegram|viber|vk|вконтакте|одноклассники|linked ?in|pinterest|reddit|tumblr|"
    r"e-?mail|mail|instagram|youtube|tiktok|threads|bluesky|mastodon|flipboard|messenger|pocket|rss|xing|line|wechat|"
    r"print|drucken|imprimer|печать|распечатать|copy link|link kopieren|copier le lien|копировать ссылку|sms|snapchat|google news"
)

BACK = _whole(
    r"(?:go |get )?back(?: to)?(?: (?:the|all|section|list|top|home|news|main|start|previous|page))*",
    r"(?:back|return) to (?:the )?[\w -]{2,30}",
    r"(?:zurück|nach oben|weiter|vorheriger artikel|nächster artikel)(?: (?:zu[mr]?|nach) [\w -]{2,30})?",
    r"(?:retour|haut de page|article (?:précédent|suivant))(?: (?:à|au|aux) [\w’' -]{2,30})?",
    r"(?:назад|вернуться|наверх|далее|к списку|на главную|все новости|следующая|предыдущая)(?: (?:к|в|на) [\w -]{2,30})?(?: новост\w+)?",
    r"(?:volver|atrás|siguiente|anterior|torna|indietro|successivo|precedente|voltar|próximo|powrót|wstecz)(?: (?:a|al|alla|ao|do) [\w -]{2,30})?",
)
"""Links back to the list of articles: above an article or, more often, at its end."""

CHROME = _whole(
    # onwards
    r"(?:previous|next|older|newer)(?: (?:article|post|page|story|news|item))?s?",
    r"home(?:page)?|startseite|accueil|inicio|главная|menu|menü|navigation|search|suche|suchen|поиск|rechercher|buscar|cerca",
    r"(?:skip|jump) to (?:main )?[\w ]{3,30}|zum (?:inhalt|hauptinhalt|seitenfuß)[\w ]*|aller au contenu[\w ]*",
    r"(?:toggle|open|close|show|hide) (?:the )?(?:menu|navigation|search|sidebar|comments?|more)",
    # share, print, save
    rf"(?:share|teilen|partager|compartir|condividi|compartilhar|поделиться|udostępnij|delen|jaa|dela|del|paylaş)"
    rf"(?:(?: this| the)?(?: (?:article|story|page|post|news|artikel|beitrag))?)?(?:(?: on| via| by| auf| sur| en| su| в| with|:)?(?:[ ,|]+(?:{_PLATFORMS}))*)",
    rf"(?:{_PLATFORMS})(?:[ ,|/·]+(?:{_PLATFORMS}))*(?: share)?",
    r"(?:save|bookmark|listen|print|follow|subscribe|sign up|sign in|log ?in|log ?out|register|donate|support us)(?: (?:this|the|to|for|us|in|now|our|on|with|up)\b[\w ’']{0,40})?",
    r"(?:speichern|merken|anhören|drucken|abonnieren|anmelden|abmelden|registrieren|vorlesen|abspielen|pausieren)",
    r"(?:s’abonner|s'abonner|se connecter|abonnez-vous|écouter|enregistrer|войти|подписаться|подписывайтесь[\w ]{0,40}|регистрация)",
    # files
    r"(?:download|herunterladen|télécharger|descargar|скачать|загрузить|scarica)(?: (?:the )?(?:document|file|pdf|dokument|datei|документ|файл|fichier|documento))?(?::)? ?[\w().% -]*\.(?:docx?|pdf|xlsx?|pptx?|odt|rtf|zip)(?: ?\([^)]{1,20}\))?",
    r"(?:download|herunterladen|télécharger|descargar|скачать)(?: [\w-]{1,20}){0,2}",
    r"[\w() %-]{1,90}+\.(?:docx?|pdf|xlsx?|pptx?|odt|rtf|zip)(?: ?\([^)]{1,20}\))?",
    # the site about itself
    r"(?:©|\(c\)|copyright\b|all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos|все права защищены|при (?:полном|использовании|перепечатке)\b).{0,140}",
    r"(?:privacy(?: policy| settings)?|cookie\w*(?: policy| settings| preferences)?|terms(?: of (?:use|service))?|imprint|impressum|datenschutz\w*|agb|kontakt|contact(?: us)?|about(?: us)?|über uns|mentions légales|newsletter|sitemap|feedback|advertis\w+|werbung|anzeige|publicité|publicidad|реклама|advert|sponsored|контакты|о нас|о проекте|help|faq)",
    r"(?:we use cookies|this (?:web)?site uses cookies|diese (?:web)?seite (?:nutzt|verwendet) cookies|мы используем (?:файлы )?cookie|ce site utilise des cookies).{0,140}",
    r"(?:accept|reject|decline|agree|ok|manage)(?: (?:all|cookies?|preferences|settings|and close|und schließen))*",
    r"(?:read|show|see|load|view|learn|find out|watch)(?: the)? (?:more|all|full (?:article|story))(?: [\w ]{0,30})?",
    r"(?:mehr|weiterlesen|mehr lesen|lesen sie mehr|mehr erfahren|lire (?:la suite|plus)|en savoir plus|leer más|ver más|leggi tutto|читать (?:далее|полностью|ещё|еще)|подробнее|ещё|еще|leia mais|czytaj (?:dalej|więcej)|lees (?:meer|verder))",
    r"(?:\d+ )?(?:comments?|kommentare?|commentaires?|комментари\w+|comentarios?|views?|shares?|likes?|просмотр\w*|reactions?)(?: ?\(?\d+\)?)?(?: on this| closed| off)?",
    r"(?:views?|просмотров|просмотры|aufrufe|vues)\s*:?\s*\d+",
    r"(?:leave|post|add|write) a (?:comment|reply)|kommentar schreiben|laisser un commentaire|оставить комментарий",
    r"(?:tags?|topics?|themen|schlagwörter|stichworte|теги|метки|mots[- ]clés|etiquetas|sujets|categor(?:y|ies))\s*:.{0,120}",
    r"(?:reading time|lesezeit|lesedauer|temps de lecture|время чтения|tiempo de lectura)\s*:?.{0,20}|\d+[- ]min(?:ute)?s?[ -](?:read|lesezeit|de lecture)",
    r"(?:we|you|if you) (?:value|respect|may) your? privacy.{0,80}|enable javascript.{0,80}|please enable .{0,80}|your browser (?:does not|is).{0,100}",
    r"(?:loading|wird geladen|загрузка|chargement)(?:[ .…]*)|page \d+(?: of \d+)?|\d+ ?/ ?\d+|[\d\W_]{1,12}",
)

OTHER_ARTICLES = _whole(*(language.other_articles for language in LANGUAGES if language.other_articles))

_POINTERS = "|".join(language.pointers for language in LANGUAGES if language.pointers)
POINTER = lazy_compile(rf"(?:{_POINTERS})\s*[:>|»→]\s*\S.{{8,}}")
"""A line that refers to one other article, often in the middle of the text."""

COMMENTS = _whole(
    r"(?:\d+ )?(?:comments?|responses?|replies|kommentare|commentaires|комментарии|обсуждение|comentarios|commenti|reacties|opmerkingen|komentarze|leserkommentare|diskussion|join the (?:conversation|discussion))(?: ?\(?\d+\)?)?",
    r"(?:leave|post|add|write) a (?:comment|reply).{0,20}|\d+ (?:thoughts?|responses?) (?:on|to) .{2,100}|(?:be the first to )comment.{0,30}|about the authors?|über den autor|об авторе|à propos de l['’]auteur",
)

_NAME = r"[^\W\d_][\w.'’-]*(?:\s+[^\W\d_][\w.'’-]*){0,5}"
BYLINE = lazy_compile(
    r"(?:(?:written |posted |reported |story |text |published |reporting |article |words? |submitted )?by\b:?"
    r"|von\b|par\b|por\b|di\b(?=\s+[A-ZÀ-Ý])|da\b(?=\s+[A-ZÀ-Ý]{2})|door\b|av\b|af\b|autor(?:in|en|es|a|ka|zy)?\b\s*:?|authors?\b\s*:|auteurs?\b\s*:|autore\b\s*:?"
    r"|автор(?:ы)?\b\s*:?|текст\s*:|беседовал[аи]?\b|интервью (?:провел|провёл|вела|взял)[аи]?\b|text\s*:|tekst\s*:|redaktion\s*:|editor\s*:|yazar\s*:?|szerző\s*:)"
    r"\s*(?P<names>.{3,120})",
    re.IGNORECASE,
)

CAPTION = lazy_compile(
    r"(?:(?:file )?photo(?:graph|s)?(?: (?:by|credit|courtesy)\b| ?:|\s*[/|©])|image(?: (?:source|credit|caption|copyright))?\s*[:,]|image (?:source|caption|credit)|pictured?\s*:|picture(?: by| ?:)|credits?\s*:"
    r"|(?:foto|bild|fotos|quelle|bildquelle|symbolbild|archivbild|archivfoto|fotograf)\s*[:/©]|crédits?\s*(?:photo)?\s*:|photo d['’]archives|фото(?:графия)?\s*[:/©.]|фото\b(?= [а-я])|foto\s+di\b|imagen\s*:|fotografía\s*:|©|\(c\) |(?:getty|afp|reuters|ap|dpa|epa|shutterstock|istock)\s*(?:/|photo|images))",
)
CREDIT = lazy_compile(
    r"\b(?:photo|foto|image|bild|credit|picture|фото|источник)\s*(?:by|:|/)|©"
    r"|\b(?:getty|afp|reuters|ap photo|epa|dpa|shutterstock|istock|picture alliance|keystone|imago|тасс|риа новости|alamy)\b",
)
"""A photographer or agency; a line is credited where one is named at its very end."""
_IN_CREDITS = (
    "photo", "foto", "image", "bild", "credit", "picture", "фото", "источник", "©", "getty", "afp", "reuters",
    "epa", "dpa", "shutterstock", "istock", "keystone", "imago", "тасс", "риа новости", "alamy",
)  # fmt: skip


def may_credit(text: str) -> bool:
    """Whether :data:`CREDIT` can match in a folded text. Fast; no false negatives."""
    return True in [word in text for word in _IN_CREDITS]


AFTER_CREDIT = lazy_compile(r"[^()\[\].!?]{0,60}[)\]]?\.?")

SIGN_OFF = lazy_compile(
    r"(?:the )?(?:[\w-]+ ){0,4}?(?:press[- ](?:secretary|service|office|officer|release|department|centre|center)|spokes(?:man|woman|person)|information department)\b.{0,80}"
    r"|(?:reporting|writing|editing|compiled|additional reporting|translated|edited) (?:by|and)\b.{3,140}"
    r"|(?:пресс-(?:секретарь|служба|центр|релиз)|отдел информации|управление информации|департамент (?:печати|информации)).{0,80}"
    r"|(?:pressesprecher(?:in)?|pressestelle|pressedienst|service de presse|attaché de presse|porte-parole|servicio de prensa|oficina de prensa|ufficio stampa)\b.{0,80}",
    re.IGNORECASE,
)

QUESTION_WORD = lazy_compile(r"[?？]['\"”’»]*$")

INTERVIEW_WORDS = "|".join(language.interviews.words for language in LANGUAGES if language.interviews.words)
"""What an interview is called in a headline."""
# "Interview with X", in the middle of a headline, opens what says who is interviewed.
INTERVIEW_PART = lazy_compile(
    r"\s*(?:\s[-–—|]+|[:.|–—])\s+(?P<rest>"
    r"(?:(?:an?|the|our|exclusive|full|big|эксклюзивное|большое|das|ein|exklusives)\s+){0,2}"
    rf"(?:{INTERVIEW_WORDS})"
    r"\s+(?:with|of|by|to|mit|von|с|со|з|із|avec|de|du|con|com|a|al|ao|z|ze|s|se|given by)\b.{3,})$",
    re.IGNORECASE,
)
