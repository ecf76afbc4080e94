"""Recognises the URLs of embeddable media (oEmbed providers, media files, players). Nothing is fetched."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from ...text.patterns import lazy_compile

MEDIA_FILE = lazy_compile(
    r"\.(?:mp3|m4a|aac|oga|ogg|opus|wav|flac|weba|mp4|m4v|mov|webm|ogv|avi|mpe?g|3gp|wmv|flv)$", re.IGNORECASE
)

_LONGEST = 2000
"""Characters of a URL; longer ones are not matched against the patterns."""

# The oEmbed providers that WordPress and Wagtail know: the host, and the paths that can be embedded.
_SHOWN: tuple[tuple[str, str], ...] = (
    (
        r"(?:m\.|music\.)?youtube(?:-nocookie)?\.com",
        r"/(?:watch|playlist|attribution_link|shorts/|live/|embed/|v/|e/).*",
    ),
    (r"youtu\.be", r"/[\w-]{5,}.*"),
    (r"(?:player\.)?vimeo\.com", r"/(?:video/|channels/.+/|groups/.+/|album/.+/|showcase/.+/)?\d+.*"),
    (r"(?:geo\.)?dailymotion\.com", r"/(?:embed/)?(?:video|playlist)/.+|/player.*"),
    (r"dai\.ly", r"/.+"),
    (
        r"(?:mobile\.)?(?:twitter|x)\.com",
        r"/(?:[^/]+/status(?:es)?/\d+|i/(?:web/status|moments|events|broadcasts|spaces)/).*",
    ),
    (r"instagr(?:am\.com|\.am)", r"/(?:[^/]+/)?(?:p|tv|reels?)/[\w-]+.*"),
    (
        r"(?:(?:m|web|mbasic)\.)?facebook\.com",
        r"/(?:[^/]+/(?:posts|videos|activity|photos)/.+|(?:photo|watch|video|story|permalink|reel|plugins)\b.*"
        r"|(?:media/set|questions|notes)/?.*)",
    ),
    (r"fb\.watch", r"/.+"),
    (r"(?:[\w-]+\.)?tiktok\.com", r"/(?:@[^/]+/(?:video|photo)/\d+|embed/|t/|v/|player/).*"),
    (r"threads\.(?:net|com)", r"/@[^/]+/post/.+"),
    (r"bsky\.app", r"/profile/.+/post/.+"),
    (r"(?:w\.|m\.|on\.)?soundcloud\.com", r"/(?:[^/]+/.+|player/?.*)"),
    (
        r"open\.spotify\.com",
        r"/(?:[\w-]+/)?(?:embed(?:-podcast)?/)?(?:track|album|artist|playlist|episode|show|user)/.+",
    ),
    (r"podcasts\.apple\.com|embed\.podcasts\.apple\.com|music\.apple\.com", r"/.+"),
    (r"(?:player-widget\.)?mixcloud\.com", r"/.+/.+|/widget/.*"),
    (r"[\w-]+\.bandcamp\.com", r"/(?:track|album)/.+"),
    (r"bandcamp\.com", r"/EmbeddedPlayer.*"),
    (r"(?:embed\.)?reverbnation\.com|audiomack\.com|anchor\.fm|(?:widget\.)?spreaker\.com", r"/.+"),
    (r"(?:embed\.)?(?:www\.)?ted\.com", r"/talks/.+"),
    (r"(?:clips\.|player\.|m\.)?twitch\.tv", r"/.+"),
    (r"(?:embed\.)?flickr\.com", r"/photos/.+"),
    (r"flic\.kr", r"/.+"),
    (
        r"(?:[\w-]+\.)?slideshare\.net|speakerdeck\.com|(?:[\w-]+\.)?scribd\.com|(?:e\.)?issuu\.com",
        r"/.+",
    ),
    (r"wordpress\.tv|(?:video\.wordpress|videopress|v\.wordpress)\.com", r"/.+"),
    (r"(?:old\.|embed\.)?reddit\.com|redditmedia\.com", r"/r/.+/comments/.+"),
    (r"[\w-]+\.tumblr\.com", r"/post/.+"),
    (r"(?:[\w-]+\.)?pinterest\.[a-z.]{2,6}|pin\.it", r"/.+"),
    (r"kickstarter\.com", r"/projects/.+"),
    (r"(?:i\.)?imgur\.com", r"/(?:a/|gallery/)?\w{5,}.*"),
    (r"(?:media\.)?giphy\.com|gph\.is", r"/.+"),
    (r"gfycat\.com|streamable\.com|animoto\.com|cloudup\.com|coub\.com|rutube\.ru|loom\.com", r"/.+"),
    (r"vk\.(?:com|ru)|vkvideo\.ru", r"/(?:video|wall|clip|post).*"),
    (r"(?:m\.)?ok\.ru", r"/video(?:embed)?/.+"),
    (r"t\.me|telegram\.me", r"/(?:s/)?\w{4,}/\d+.*"),
    (r"archive\.org", r"/(?:details|embed)/.+"),
    (r"(?:[\w-]+\.)?wistia\.(?:com|net)|(?:[\w-]+\.)?vidyard\.com|fast\.wistia\.net", r"/.+"),
    (r"(?:[\w-]+\.)?crowdsignal\.(?:com|net)|poll(?:daddy|\.fm)(?:\.com)?|(?:[\w-]+\.)?survey\.fm", r"/.+"),
    (r"gist\.github\.com", r"/.+"),
    (r"codepen\.io", r"/.+/(?:pen|embed|details|full)/.+"),
    (r"(?:[\w-]+\.)?smugmug\.com|screencast\.com|(?:[\w-]+\.)?someecards\.com", r"/.+"),
    (r"(?:[\w-]+\.)?infogram\.com|(?:datawrapper\.dwcdn|public\.flourish)\.\w+|flo\.uri\.sh", r"/.+"),
    (r"(?:cdn\.)?knightlab\.com", r"/libs/.+"),
)
_PROVIDERS = tuple((lazy_compile(host), lazy_compile(path)) for host, path in _SHOWN)
_ADDRESS = lazy_compile(r"https?://[^\s<>\"\[\]]+", re.IGNORECASE)
_PLAYER_SCRIPT = lazy_compile(r"https?://gist\.github\.com/[^?#]+\.js(?:[?#].*)?", re.IGNORECASE)


def is_address(text: str) -> bool:
    """Whether a line consists of a single URL.

    >>> is_address("https://youtu.be/abcdefgh"), is_address("See https://youtu.be/abcdefgh")
    (True, False)
    """
    return len(text) <= _LONGEST and _ADDRESS.fullmatch(text) is not None


def is_shown(url: str) -> bool:
    """Whether the URL can be embedded through oEmbed.

    >>> is_shown("https://www.youtube.com/watch?v=abc"), is_shown("https://www.youtube.com/user/abc")
    (True, False)
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    host = (parts.hostname or "").removeprefix("www.")
    path = parts.path or "/"
    return any(name.fullmatch(host) and shown.fullmatch(path) for name, shown in _PROVIDERS)


def is_media_file(url: str) -> bool:
    """Whether the URL is that of an audio or video file.

    >>> is_media_file("https://valley.example/a.MP3?x=1")
    True
    """
    return MEDIA_FILE.search(url.partition("#")[0].partition("?")[0]) is not None


def script_address(url: str) -> str | None:
    """The public URL of what an embed script shows, for providers whose script URL contains it.

    >>> script_address("https://gist.github.com/anna/0a1b.js")
    'https://gist.github.com/anna/0a1b'
    """
    if not _PLAYER_SCRIPT.fullmatch(url[:_LONGEST]):
        return None
    return url.partition("?")[0].partition("#")[0].removesuffix(".js")


def public_address(url: str) -> str:
    """The URL that people visit, for the URL of a provider's player frame.

    >>> public_address("https://www.youtube-nocookie.com/embed/abc-_12?rel=0")
    'https://www.youtube.com/watch?v=abc-_12'
    >>> public_address("https://player.vimeo.com/video/123?h=9"), public_address("https://a.example/map")
    ('https://vimeo.com/123', 'https://a.example/map')
    """
    try:
        parts = urlsplit(url)
        query = {name: values[0] for name, values in parse_qs(parts.query, max_num_fields=50).items()}
    except ValueError:
        return url
    host = (parts.hostname or "").removeprefix("www.")
    for name, form, address, parameter in _FRAMES:
        if name.fullmatch(host) and (match := form.fullmatch(parts.path)):
            if parameter and parameter not in query:
                return url
            found = match.expand(address) + query.get(parameter, "")
            return found if is_address(found) else url
    return url


def _frame(host: str, path: str, address: str, parameter: str = "") -> _Frame:
    return lazy_compile(host), lazy_compile(path), address, parameter


_Frame = tuple[re.Pattern[str], re.Pattern[str], str, str]
"""A provider's host; the path of its player frames; the template of the public URL, filled from that path;
and the query parameter whose value completes it."""
_YOUTUBE = r"youtube(?:-nocookie)?\.com"
_FRAMES = (
    _frame(
        _YOUTUBE, r"/(?:embed|v|e)/videoseries/?(?:&.*)?", "https://www.youtube.com/playlist?list=", "list"
    ),
    _frame(_YOUTUBE, r"/(?:embed|v|e)/([\w-]+)/?(?:&.*)?", r"https://www.youtube.com/watch?v=\1"),
    _frame(r"player\.vimeo\.com", r"/video/(\d+)/?", r"https://vimeo.com/\1"),
    _frame(r"dailymotion\.com", r"/embed/video/(\w+)/?", r"https://www.dailymotion.com/video/\1"),
    _frame(r"geo\.dailymotion\.com", r"/player.*", "https://www.dailymotion.com/video/", "video"),
    _frame(r"w\.soundcloud\.com", r"/player/?", "", "url"),
    _frame(r"open\.spotify\.com", r"/embed(?:-podcast)?/(.+)", r"https://open.spotify.com/\1"),
    _frame(r"facebook\.com", r"/plugins/(?:video|post)\.php", "", "href"),
    _frame(r"instagram\.com", r"/(p|tv|reel)/([\w-]+)/embed.*", r"https://www.instagram.com/\1/\2/"),
    _frame(r"embed\.ted\.com", r"/(talks/.+)", r"https://www.ted.com/\1"),
    _frame(r"archive\.org", r"/embed/([^/]+).*", r"https://archive.org/details/\1"),
    _frame(r"rutube\.ru", r"/play/embed/(\w+)/?", r"https://rutube.ru/video/\1/"),
    _frame(r"ok\.ru", r"/videoembed/(\d+)/?", r"https://ok.ru/video/\1"),
    _frame(r"(?:videopress|video\.wordpress)\.com", r"/(?:embed|v)/(\w+)/?", r"https://videopress.com/v/\1"),
)
