/**
 * The Confluence, headless: the newsroom from Wagtail's API alone.
 *
 * From top to bottom: settings, the API, words, elements, rich text, an article's blocks, parts of pages, pages, and the
 * router that shows them. An address here is `?path=/news/&kind=interview`: the site's own path and the filters, which any
 * static server can serve, and which any link or form can lead to.
 *
 * Whatever the API says is text until proven otherwise: elements are made by `el`, never from strings, and rich text
 * passes `richText`, which copies what it allows.
 */

// ------------------------------------------------------------------------------------------------------------ Settings

const NAME = "The Confluence";
const FRONT_PAGE = "home.HomePage";
const SECTION = "cstonews_pages.NewsIndexPage";
const INTERVIEW = "cstonews_pages.InterviewPage";
/** The most that Wagtail's API gives at a time, unless a site says otherwise (`WAGTAILAPI_LIMIT_MAX`). */
const PER_PAGE = 20;

/** The language where an address names none. */
const DEFAULT_LOCALE = "en";

/** Pages that are in no tree of a language: their addresses name the reader's. */
const OUTSIDE_THE_TREE = /^\/(people|quotes|search)\//;

/** Paths of the site that are files, not pages: links to them lead there. */
const FILES = /^\/(documents|media|static|admin|api)\//;

const started = new URLSearchParams(location.search);
/** The API's version: 3, or `?api=v2`, which every link then keeps. */
const VERSION = started.get("api") === "v2" ? "v2" : "v3";
const ROOT = document.querySelector("meta[name=newsroom-api]").content;
const API = new URL(`${ROOT}${VERSION}/`, location.href);

// ------------------------------------------------------------------------------------------------------------- The API

/** A response that is no success: `status` is 0 where there was none. */
class ApiError extends Error {
    constructor(status, message = "") {
        super(message);
        this.status = status;
    }
}

/** Ends the requests of a page that the reader has left. */
let navigation = new AbortController();

/** The JSON at a path below the API. Parameters without a value are left out. */
async function get(path, parameters = {}, signal = navigation.signal) {
    const url = new URL(path, API);
    for (const [name, value] of Object.entries(parameters)) {
        if (value) url.searchParams.set(name, value);
    }
    let response;
    try {
        // Without cookies: everybody sees what is public, an editor too.
        response = await fetch(url, { credentials: "omit", signal });
    } catch (error) {
        if (error.name === "AbortError") throw error;
        throw new ApiError(0);
    }
    const answer = await response.json().catch(() => null);
    if (!response.ok || answer === null) throw new ApiError(response.ok ? 0 : response.status, reason(answer));
    return answer;
}

/** Why the API refused, in its own words; both versions'. */
function reason(answer) {
    const said = answer?.message ?? answer?.detail;
    if (Array.isArray(said)) return said.map((one) => one.msg ?? "").join(" ");
    return typeof said === "string" ? said : "";
}

/** The front pages, once the menu is known. */
let homes = [];

/** A list, as `{count, items}` whatever the version. */
async function list(path, parameters, signal = navigation.signal) {
    const { count, meta, items } = await get(path, parameters, signal);
    return { count: count ?? meta.total_count, items };
}

/** A list that a page can do without: where the API refuses it, it is empty. */
async function spare(asked) {
    try {
        return (await asked) ?? { count: 0, items: [] };
    } catch (error) {
        if (error instanceof ApiError) return { count: 0, items: [] };
        throw error;
    }
}

const HTML = { rich_text_format: "html" };

const api = {
    articles: (filters) => list("articles/", filters),
    people: (filters) => list("people/", filters),
    quotes: (filters) => list("quotes/", filters),
    /** A page by its path. The API finds those of the first language; those of the others it has by their slug. */
    async page(path) {
        try {
            return await get("pages/find/", { html_path: path, ...HTML });
        } catch (error) {
            const slug = path.split("/").filter(Boolean).pop();
            if (!(error instanceof ApiError) || error.status !== 404 || !slug) throw error;
            const [{ fronts }, { items }] = await Promise.all([api.menu(), list("pages/", { slug, limit: PER_PAGE })]);
            const found = [...fronts, ...items].find((one) => pathOf(one) === path);
            if (!found) throw error;
            return get(`pages/${found.id}/`, HTML);
        }
    },
    preview: (token) => get("page_preview/", { ...token, ...HTML }),
    person: (slug) => get(`people/${slug}/`),
    /** The people whom a form can offer. */
    async speakers() {
        const { count, items } = await list("people/", { order: "name", limit: PER_PAGE });
        const rest = Array.from({ length: Math.min(Math.ceil(count / PER_PAGE), 10) - 1 }, (_, index) =>
            list("people/", { order: "name", limit: PER_PAGE, offset: (index + 1) * PER_PAGE }));
        return [...items, ...(await Promise.all(rest)).flatMap((one) => one.items)];
    },
    /** The front page of each language, and the sections that a menu shows. They are asked for once, for all pages. */
    menu: once(async () => {
        const [fronts, sections] = await Promise.all([
            list("pages/", { type: FRONT_PAGE }, null),
            list("pages/", { type: SECTION, show_in_menus: "1", limit: PER_PAGE }, null),
        ]);
        homes = fronts.items;
        return { fronts: fronts.items, sections: sections.items };
    }),
};

/** A function that is called until it succeeds, and whose result then stays. */
function once(ask) {
    let result;
    return () => (result ??= ask().catch((error) => {
        result = undefined;
        throw error;
    }));
}

// --------------------------------------------------------------------------------------------------------------- Words

const WORDS = {
    en: {
        skip: "Skip to the content", sections: "Sections", languages: "Languages", search: "Search",
        searchSite: "Search the newsroom", people: "People", quotes: "Quotes", interview: "Interview", news: "News",
        home: "Front page", loading: "Loading …", latest: "Latest", inTheirWords: "In their words", allQuotes: "All quotes",
        filters: "Narrow the list", kind: "Kind", year: "Year", tag: "Tag", speaker: "Speaker", since: "Since", all: "All",
        interviews: "Interviews", apply: "Show", clear: "Show everything",
        previous: "Previous page", next: "Next page", pages: "Pages",
        page: "Page {number} of {count}", nothing: "Nothing was found.", source: "Source", tags: "Tags", related: "Related",
        moreBy: "More with {name}", moreIn: "More from {title}", by: "By {names}", breadcrumb: "You are here",
        interviewee: "Answers", interviewer: "Questions", offices: "Offices", spellings: "Also spelt {names}",
        articles: "Articles", website: "Website", everyQuote: "Every quote by {name}", everyQuotes: "What was said, and by whom",
        asked: "Asked: “{question}”", peopleIntro: "Everybody whom the newsroom has quoted or interviewed.",
        searchResults: "Search: {query}", askSearch: "What are you looking for?", until: "until {year}", from: "since {year}",
        video: "Watch or read at {host}", credit: "© {name}", external: "(another site)",
        preview: "Preview", previewNote: "This is a draft. Only people with this address can see it, and not for long.",
        previewGone: "This preview is over. Ask for a new one in the editor.",
        notFound: "Page not found", notFoundNote: "There is no such page, or not any more.",
        offline: "The newsroom cannot be reached", offlineNote: "Check the connection, then try again.", retry: "Try again",
        failed: "Something went wrong", failedNote: "The newsroom answered with an error. Try again in a moment.",
        refused: "This list cannot be shown",
        colophon: "The same newsroom, made from its API alone. Everybody and everything in its articles is invented.",
        pagesFound: { one: "{n} article", other: "{n} articles" }, quotesFound: { one: "{n} quote", other: "{n} quotes" },
        peopleFound: { one: "{n} person", other: "{n} people" },
    },
    ru: {
        skip: "К содержанию", sections: "Разделы", languages: "Языки", search: "Найти",
        searchSite: "Поиск по сайту", people: "Люди", quotes: "Цитаты", interview: "Интервью", news: "Новости",
        home: "Главная", loading: "Загрузка …", latest: "Последнее", inTheirWords: "Прямая речь", allQuotes: "Все цитаты",
        filters: "Сузить список", kind: "Вид", year: "Год", tag: "Тема", speaker: "Кто говорит", since: "Начиная с", all: "Все",
        interviews: "Интервью", apply: "Показать", clear: "Показать всё",
        previous: "Предыдущая страница", next: "Следующая страница", pages: "Страницы",
        page: "Страница {number} из {count}", nothing: "Ничего не найдено.", source: "Источник", tags: "Темы", related: "По теме",
        moreBy: "Ещё: {name}", moreIn: "Ещё из раздела «{title}»", by: "{names}", breadcrumb: "Вы здесь",
        interviewee: "Отвечает", interviewer: "Спрашивает", offices: "Должности", spellings: "Другие написания: {names}",
        articles: "Статьи", website: "Сайт", everyQuote: "Все цитаты: {name}", everyQuotes: "Кто что сказал",
        asked: "Вопрос: «{question}»", peopleIntro: "Все, кого цитировала или с кем беседовала редакция.",
        searchResults: "Поиск: {query}", askSearch: "Что вы ищете?", until: "до {year}", from: "с {year}",
        video: "Смотреть или читать на {host}", credit: "© {name}", external: "(другой сайт)",
        preview: "Предпросмотр", previewNote: "Это черновик. Его видят только те, у кого есть этот адрес, и недолго.",
        previewGone: "Предпросмотр закончился. Откройте новый в редакторе.",
        notFound: "Страница не найдена", notFoundNote: "Такой страницы нет или больше нет.",
        offline: "Нет связи с редакцией", offlineNote: "Проверьте подключение и попробуйте ещё раз.", retry: "Ещё раз",
        failed: "Что-то пошло не так", failedNote: "Сервер ответил ошибкой. Попробуйте чуть позже.",
        refused: "Этот список нельзя показать",
        colophon: "Та же редакция, только из её API. Всё и все в статьях вымышлены.",
        pagesFound: { one: "{n} статья", few: "{n} статьи", many: "{n} статей", other: "{n} статьи" },
        quotesFound: { one: "{n} цитата", few: "{n} цитаты", many: "{n} цитат", other: "{n} цитаты" },
        peopleFound: { one: "{n} человек", few: "{n} человека", many: "{n} человек", other: "{n} человека" },
    },
};

const RIGHT_TO_LEFT = /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/i;

/** The language of what surrounds the articles. It follows the tree that a page is in. */
let locale = DEFAULT_LOCALE;

/** A word of the interface, with its gaps filled. */
function t(key, values = {}) {
    const found = (WORDS[locale.split("-")[0]] ?? WORDS.en)[key];
    const form = typeof found === "string" ? found : found[new Intl.PluralRules(locale).select(values.n)] ?? found.other;
    return form.replace(/\{(\w+)\}/g, (gap, name) => values[name] ?? gap);
}

/** `lang` and `dir` of a text, where they are not those around it. */
function languageOf(code) {
    if (!code || code === locale || !/^[\w-]+$/.test(code)) return {};
    return { lang: code, dir: RIGHT_TO_LEFT.test(code) ? "rtl" : "ltr" };
}

/** A date as people read it, from the day (and time) that the API gives in the site's time zone. */
function when({ published_at: published, published_is_date_only: isDay = true }) {
    const [, day, time] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d))?/.exec(published ?? "") ?? [];
    if (!day) return null;
    const text = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${day}T12:00Z`));
    return isDay ? el("time", { datetime: day }, text) : el("time", { datetime: published }, `${text}, ${time}`);
}

// ------------------------------------------------------------------------------------------------------------ Elements

const isThere = (value) => value !== null && value !== undefined && value !== false;

/** An element: `el("p.lead", {lang: "ru"}, "text", other)`. Strings become text; what is null or false is left out. */
function el(selector, attributes = {}, ...children) {
    const [name, ...classes] = selector.split(".");
    const element = document.createElement(name);
    if (classes.length) element.className = classes.join(" ");
    for (const [key, value] of Object.entries(attributes)) {
        if (isThere(value)) element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...children.flat(Infinity).filter(isThere));
    return element;
}

/** The address in this front end of a path of the site, with parameters. */
function here(path, parameters = {}) {
    const query = new URLSearchParams({ path });
    if (locale !== DEFAULT_LOCALE && OUTSIDE_THE_TREE.test(path)) query.set("locale", locale);
    for (const [name, value] of Object.entries(parameters)) if (value) query.set(name, value);
    if (VERSION !== "v3") query.set("api", VERSION);
    return `?${query.toString().replaceAll("%2F", "/")}`;
}

/** An address of the newsroom as one in this front end, another one as it is; null if it is none that may be a link. */
function safeAddress(url) {
    let target;
    try {
        target = new URL(url, API);
    } catch {
        return null;
    }
    if (!["http:", "https:", "mailto:", "tel:"].includes(target.protocol)) return null;
    if (target.origin !== API.origin || FILES.test(target.pathname)) return target.href;
    return here(target.pathname, Object.fromEntries(target.searchParams)) + target.hash;
}

/** A link; only its words where the address may not be one. */
function link(url, ...words) {
    const href = url && safeAddress(url);
    if (!href) return words;
    return el("a", { href, rel: href.startsWith("?") ? null : "noopener noreferrer" }, ...words);
}

/** The path of a page on the site. */
const pathOf = (page) => page.url ?? new URL(page.meta.html_url).pathname;

const isInterview = (page) => (page.type ?? page.meta.type) === INTERVIEW;

/** An image that takes the place it needs before it is there. */
function img(image, { sizes = "(min-width: 60rem) 38rem, 100vw", eager = false } = {}) {
    const absolute = (url) => new URL(url, API).href;
    const srcset = image.srcset?.split(/,\s+/).map((one) => one.replace(/^\S+/, absolute)).join(", ");
    return el("img", {
        src: absolute(image.url), srcset, sizes: srcset ? sizes : null, width: image.width, height: image.height,
        alt: image.alt ?? "", loading: eager ? null : "lazy", decoding: "async", fetchpriority: eager ? "high" : null,
    });
}

// ----------------------------------------------------------------------------------------------------------- Rich text

const ALLOWED = new Set("p br b strong i em a ul ol li hr sup sub h2 h3 h4 h5 h6 blockquote code pre s".split(" "));
/** Elements whose content is no text for readers. Of all others that are not allowed, the content stays. */
const DROPPED = new Set("script style template iframe object embed svg math noscript textarea select title head".split(" "));

// Parsing makes a document in which nothing runs or loads; what is allowed is copied from there, element by element.
const parsing = globalThis.trustedTypes?.createPolicy("rich-text", { createHTML: (html) => html });

/** HTML of the API as nodes: the allowed elements without attributes, links with a safe address, and text. */
function richText(html) {
    const source = String(html ?? "");
    const parsed = new DOMParser().parseFromString(parsing ? parsing.createHTML(source) : source, "text/html");
    return copyChildren(parsed.body);
}

function copyChildren(parent) {
    return [...parent.childNodes].flatMap((node) => {
        if (node.nodeType === Node.TEXT_NODE) return node.data;
        const name = node.localName;
        if (node.nodeType !== Node.ELEMENT_NODE || DROPPED.has(name)) return [];
        if (name === "a") return link(node.getAttribute("href"), ...copyChildren(node));
        return ALLOWED.has(name) ? el(name, {}, copyChildren(node)) : copyChildren(node);
    });
}

/** A plain text with links on words of it: `links` are `{text, url}`. */
function linkedText(text, links = []) {
    const parts = [];
    let rest = text ?? "";
    for (const { text: words, url } of links ?? []) {
        const place = words ? rest.indexOf(words) : -1;
        if (place < 0) continue;
        parts.push(rest.slice(0, place), link(url, words));
        rest = rest.slice(place + words.length);
    }
    return [...parts, rest];
}

// ------------------------------------------------------------------------------------------------ An article's blocks

/** How each type of block is shown. A type that is not here is left out: a site can add its own. */
const BLOCKS = {
    paragraph: (html) => richText(html),
    heading: (text) => el("h2", {}, text),
    linked_heading: ({ text, links }) => el("h2", {}, linkedText(text, links)),
    quote: (value, context) => quoteFigure({ ...value, text: value.quote, speaker: introduced(value.speaker, context) }),
    exchange,
    image: imageFigure,
    list: ({ entries, ordered }) => el(ordered ? "ol" : "ul", {}, entries.map((entry) => el("li", {}, entry))),
    table,
    embed,
    preformatted: (text) => el("pre", { tabindex: 0 }, text),
};

/** Blocks as elements. `context` remembers who spoke last, and who was introduced. */
function blocks(stream, context) {
    return (stream ?? []).flatMap(({ type, value, id }) => {
        if (value === null || !Object.hasOwn(BLOCKS, type)) return [];
        const shown = [BLOCKS[type](value, context)].flat(Infinity).filter(Boolean);
        const first = shown.find((node) => node instanceof Element);
        if (first && id) first.id = `block-${id}`;
        return shown;
    });
}

function speaker({ name, url, role }, { withRole = true } = {}) {
    return [name && el("span.name", {}, link(url, name)), withRole && role && el("span.role", {}, role)];
}

/** A speaker, whose office stands where it is first said: an article that says it five times reads like a register. */
function introduced(who, context) {
    if (!who) return null;
    const known = `${who.name}, ${who.role}`;
    const isKnown = context.introduced.has(known);
    context.introduced.add(known);
    return { ...who, role: isKnown ? null : who.role };
}

function quoteFigure({ text, speaker: who, attribution, source_url: source, language, question }, ...below) {
    return el("figure.quote", languageOf(language),
        question && el("p.quote__question", {}, t("asked", { question })),
        el("blockquote", {}, String(text ?? "").split(/\n+/).map((line) => el("p", {}, line))),
        el("figcaption", {}, speaker(who ?? {}), attribution && el("span.role", {}, attribution),
            source && link(source, t("source")), below));
}

/** A question and its answer. A name stands where it is another one than before. */
function exchange({ question, answer }, context) {
    const label = (side, who) => {
        const isNew = who?.name && context[side] !== who.name;
        if (isNew) context[side] = who.name;
        return isNew && el("p.exchange__speaker", {}, speaker(who, { withRole: false }));
    };
    return el("section.exchange", {},
        el("div.exchange__question", {}, label("asks", question.speaker), el("p", {}, linkedText(question.text, question.links))),
        el("div.exchange__answer", {}, label("answers", answer.speaker), blocks(answer.body, context)));
}

function imageFigure({ image, caption, credit, link: target, caption_links: links }) {
    if (!image) return null;
    return el("figure.image", {}, link(target?.url, img(image)),
        (caption || credit) && el("figcaption", {}, linkedText(caption, links), " ",
            credit && el("span.credit", {}, t("credit", { name: credit }))));
}

function table({ caption, columns, rows }) {
    const cell = (value, column) => el("td", {}, columns[column]?.type === "rich_text" ? richText(value) : value);
    const headed = columns.some(({ heading }) => heading);
    return el("div.table", { tabindex: 0, role: "region", "aria-label": caption || t("articles") }, el("table", {},
        caption && el("caption", {}, caption),
        headed && el("thead", {}, el("tr", {}, columns.map(({ heading }) => el("th", { scope: "col" }, heading)))),
        el("tbody", {}, rows.map(({ values }) => el("tr", {}, values.map(cell))))));
}

/** A file of our own plays here. Other sites' players would watch the reader: they are links. */
function embed(url) {
    const href = safeAddress(url);
    if (!href) return null;
    const { origin, pathname, host } = new URL(href, location.href);
    const kinds = { video: /\.(mp4|m4v|webm)$/i, audio: /\.(mp3|m4a|ogg|opus|wav)$/i };
    const player = Object.keys(kinds).find((kind) => kinds[kind].test(pathname));
    if (player && origin === API.origin) return el(player, { src: href, controls: true, preload: "metadata" });
    return el("p.embed", {}, link(url, t("video", { host })));
}

// ------------------------------------------------------------------------------------------------------ Parts of pages

/** What stands beside a title: date, place, authors. */
const facts = (...found) => el("p.facts", {}, found.flat().filter(Boolean).map((fact) => el("span", {}, fact)));

/** An article in a list: `level` is that of its heading. */
function card(article, { level = 2, look = "plain", eager = false, words = [] } = {}) {
    const image = look === "brief" ? null : article.lead_image;
    const sizes = look === "lead" ? "(min-width: 60rem) 44rem, 100vw" : "(min-width: 44rem) 20rem, 100vw";
    const language = languageOf(article.language);
    return el(`article.card.card--${look}`, {},
        // The title leads there as well: one stop for the keyboard, one name for a screen reader.
        image && el("a.card__image", { href: safeAddress(pathOf(article)), tabindex: -1, "aria-hidden": "true" },
            img({ ...image, alt: "" }, { sizes, eager })),
        el("div.card__text", {},
            facts(isInterview(article) && el("strong", {}, t("interview")), when(article)),
            el(`h${level}`, language, link(pathOf(article), marked(article.title, words))),
            look !== "brief" && article.lead && el("p.card__lead", language, marked(article.lead, words))));
}

const briefs = (articles) =>
    el("ul.briefs", {}, articles.map((article) => el("li", {}, card(article, { look: "brief", level: 3 }))));

const cards = (articles, options) => articles.length
    ? el("ul.list", {}, articles.map((article) => el("li", {}, card(article, options))))
    : el("p.empty", {}, t("nothing"));

/** A text in which the words that were searched for are marked. */
function marked(text, words) {
    if (!words.length) return text;
    const pattern = new RegExp(`(${words.join("|")})`, "giu");
    return text.split(pattern).map((part, index) => (index % 2 ? el("mark", {}, part) : part));
}

/** A tag's slug, by which lists are narrowed. */
const slugOf = (tag) =>
    tag.normalize("NFKC").replace(/[^\p{L}\p{N}_\s-]/gu, "").trim().toLowerCase().replace(/[-\s]+/g, "-");

/** Words, with nothing that means something in a pattern. */
const wordsOf = (query) => query.match(/[\p{L}\p{N}]+/gu) ?? [];

function personCard(person, { words = [], level = 2 } = {}) {
    const { name, url, picture, articles, quotes } = person;
    const office = officeOf(person);
    return el("article.person-card", {},
        portrait(picture, name),
        el("div", {},
            el(`h${level}`, {}, link(url, marked(name, words))),
            office && el("p.role", {}, office.title),
            facts(count("pagesFound", articles), count("quotesFound", quotes))));
}

const portrait = (image, name) => image
    ? el("span.portrait", {}, img({ ...image, alt: "" }, { sizes: "8rem" }))
    : el("span.portrait.portrait--initials", { "aria-hidden": "true" }, initialsOf(name));

const initialsOf = (name) => name.split(/\s+/).map(([letter]) => letter).slice(0, 2).join("");

const count = (key, n) => Number.isInteger(n) && t(key, { n });

/** The office that a person has now, else the one that began last. */
const officeOf = ({ roles }) => roles.toSorted((a, b) =>
    (b.end ?? "9999").localeCompare(a.end ?? "9999") || (b.start ?? "").localeCompare(a.start ?? ""))[0];

/** A field of a form that narrows a list: a choice, of `[value, label]`. */
const choice = (name, label, options, chosen) => options.length > 0 && el("label", {}, el("span", {}, label),
    el("select", { name }, el("option", { value: "" }, t("all")),
        options.map(([value, text]) => el("option", { value, selected: value === chosen }, text))));

const field = (name, label, type, value) =>
    el("label", {}, el("span", {}, label), el("input", { name, type, value, maxlength: type === "search" ? 200 : null }));

/** A form whose fields become the parameters of an address. The router fills it in without leaving the page. */
function form(path, label, { button = t("apply"), ...attributes }, ...fields) {
    return el("form", { action: "", method: "get", "aria-label": label, ...attributes },
        el("input", { type: "hidden", name: "path", value: path }), fields, el("button", {}, button));
}

/** Links to the pages of a list that is longer than one. */
function pagination(route, total) {
    const pages = Math.ceil(total / PER_PAGE);
    if (pages < 2) return null;
    const to = (number, rel, words) => el("a", { rel, href: route.with({ page: number > 1 ? number : "" }) }, words);
    return el("nav.pagination", { "aria-label": t("pages") },
        route.number > 1 && to(route.number - 1, "prev", t("previous")),
        el("span", {}, t("page", { number: route.number, count: pages })),
        route.number < pages && to(route.number + 1, "next", t("next")));
}

/** The part of a list that is on a page of it. */
const slice = ({ number }) => ({ limit: PER_PAGE, offset: (number - 1) * PER_PAGE });

// --------------------------------------------------------------------------------------------------------------- Pages
// Each is a function of the route that returns {title, content}, and a look for <main> where it needs one.

async function frontPage() {
    const [{ items: articles }, { items: quotes }] = await Promise.all([
        api.articles({ locale, limit: 14 }),
        spare(api.quotes({ locale, form: "quote", limit: PER_PAGE })),
    ]);
    const [lead, ...others] = articles;
    const seconds = others.slice(0, 3);
    const content = !lead ? el("p.empty", {}, t("nothing")) : [
        card(lead, { look: "lead", eager: true }),
        el("ul.seconds", {}, seconds.map((article) => el("li", {}, card(article, { look: "second" })))),
        el("div.columns", {},
            el("section", { "aria-labelledby": "latest" },
                el("h2.rubric", { id: "latest" }, t("latest")),
                briefs(others.slice(3))),
            quotes.length > 0 && el("section", { "aria-labelledby": "words" },
                el("h2.rubric", { id: "words" }, t("inTheirWords")), oneOfEach(quotes).slice(0, 3).map(saidIn),
                el("p.more", {}, link("/quotes/", t("allQuotes"))))),
    ];
    return { title: NAME, look: "front", content: [el("h1.visually-hidden", {}, NAME), content] };
}

/** The first quote of each article. */
const oneOfEach = (quotes) => quotes.filter(({ article }, index) =>
    index === quotes.findIndex((other) => other.article.id === article.id));

/** A quote with the article that it stands in. */
const saidIn = ({ article, block, ...quote }) => quoteFigure(quote,
    el("span.role", {}, link(`${article.url}${block ? `#block-${block}` : ""}`, article.title)), when(quote));

async function sectionPage(route, page) {
    const filters = route.pick("kind", "year", "tag", "speaker");
    const isNarrowed = Object.keys(filters).length > 0;
    const asked = api.articles({ ...filters, section: page.id, fields: "tags", ...slice(route) });
    const [{ count: total, items }, newest, oldest, speakers] = await Promise.all([
        isNarrowed ? asked : spare(asked),
        spare(api.articles({ section: page.id, limit: 1 })),
        spare(api.articles({ section: page.id, limit: 1, order: "published_at" })),
        api.speakers(),
    ]);
    const tags = new Map(items.flatMap((article) => article.tags ?? []).map((tag) => [slugOf(tag), tag]));
    if (filters.tag && !tags.has(filters.tag)) tags.set(filters.tag, filters.tag);
    return {
        title: page.title,
        content: [
            el("header.page-head", {}, el("h1", {}, page.title), page.intro && el("div.intro", {}, richText(page.intro))),
            form(route.path, t("filters"), { class: "filters" },
                choice("kind", t("kind"), [["news", t("news")], ["interview", t("interviews")]], filters.kind),
                choice("year", t("year"), yearsBetween(newest.items[0], oldest.items[0]), filters.year),
                choice("tag", t("tag"), [...tags].sort(), filters.tag),
                choice("speaker", t("speaker"), speakers.map(({ slug, name }) => [slug, name]), filters.speaker)),
            summary("pagesFound", total, isNarrowed && route.path),
            cards(items), pagination(route, total),
        ],
    };
}

/** How many there are, and a way back to all of them. */
const summary = (key, n, all) => el("p.summary", {}, t(key, { n }), all && [" ", el("a", { href: here(all) }, t("clear"))]);

function yearsBetween(newest, oldest) {
    const [last, first] = [newest, oldest].map((article) => parseInt(article?.published_at ?? "", 10));
    if (!first || !last) return [];
    const years = Array.from({ length: Math.min(last - first + 1, 120) }, (_, index) => String(last - index));
    return years.map((year) => [year, year]);
}

async function articlePage(route, page) {
    const section = page.meta.parent;
    const person = page.interviewee?.id ? page.interviewee : null;
    const [bySpeaker, fromSection] = await Promise.all([
        spare(person && api.articles({ speaker: person.id, limit: 5 })),
        spare(section && api.articles({ section: section.id, limit: 5 })),
        // The breadcrumb begins at the front page of the article's language.
        spare(api.menu()),
    ]);
    const others = ({ items }) => items.filter(({ id }) => id !== page.id).slice(0, 4);
    return {
        title: page.title,
        look: "reading",
        content: [
            breadcrumb(section),
            el("article.article", languageOf(page.language), articleHead(page), articleBody(page), articleFoot(page)),
            el("aside.more-articles", {},
                more(person && t("moreBy", { name: person.name }), others(bySpeaker)),
                more(section && t("moreIn", { title: section.title }), others(fromSection))),
        ],
    };
}

const breadcrumb = (section) => section && el("nav.breadcrumb", { "aria-label": t("breadcrumb") },
    el("ol", {}, [[homePath(), t("home")], [pathOf(section), section.title]]
        .filter(([path], index) => index === 0 || path !== homePath())
        .map(([path, words]) => el("li", {}, link(path, words)))));

function articleHead(page) {
    const authors = (page.authors ?? []).map(({ value }) => value.name).filter(Boolean);
    const interface_ = { lang: locale, dir: "ltr" };
    const people = [[t("interviewee"), page.interviewee], [t("interviewer"), page.interviewer]].filter(([, who]) => who);
    return el("header.article__head", {},
        isInterview(page) && el("p.kicker", interface_, t("interview")),
        el("h1", {}, page.title),
        page.subtitle && el("p.subtitle", {}, page.subtitle),
        el("div", interface_, facts(when(page), page.dateline,
            authors.length > 0 && t("by", { names: new Intl.ListFormat(locale).format(authors) }), page.outlet)),
        people.length > 0 && el("dl.participants", {}, people.map(([label, who]) =>
            el("div", {}, el("dt", interface_, label), el("dd", {}, speaker(who))))),
        page.lead_image && el("figure.image.image--lead", {},
            img(page.lead_image, { sizes: "(min-width: 60rem) 54rem, 100vw", eager: true }),
            (page.lead_image_caption || page.lead_image_credit) && el("figcaption", {}, page.lead_image_caption, " ",
                page.lead_image_credit && el("span.credit", interface_, t("credit", { name: page.lead_image_credit })))));
}

function articleBody(page) {
    const context = { asks: page.interviewer?.name, answers: page.interviewee?.name, introduced: new Set() };
    introduced(page.interviewee, context);
    return el("div.article__body", {}, page.lead && el("p.lead", {}, page.lead), blocks(page.body, context));
}

function articleFoot(page) {
    const section = page.meta.parent && pathOf(page.meta.parent);
    return el("footer.article__foot", { lang: locale, dir: "ltr" },
        page.tags?.length > 0 && section && el("ul.tags", { "aria-label": t("tags") },
            page.tags.map((tag) => el("li", {}, el("a", { href: here(section, { tag: slugOf(tag) }) }, tag)))),
        page.source_url && el("p", {}, link(page.source_url, t("source"))),
        page.related?.length > 0 && el("section", {}, el("h2.rubric", {}, t("related")),
            el("ul.related", {}, page.related.map(({ text, url, date }) =>
                el("li", {}, link(url, text), when({ published_at: date }))))));
}

const more = (title, articles) => articles.length > 0 && el("section", {}, el("h2.rubric", {}, title), briefs(articles));

async function peoplePage(route) {
    const search = route.query.get("query") ?? "";
    const { count: total, items } = await api.people({ search, order: search ? null : "name", ...slice(route) });
    return {
        title: t("people"),
        content: [
            el("header.page-head", {}, el("h1", {}, t("people")), el("p.intro", {}, t("peopleIntro"))),
            form("/people/", t("people"), { class: "filters", button: t("search") },
                field("query", t("search"), "search", search)),
            summary("peopleFound", total, search && "/people/"),
            el("ul.people", {}, items.map((person) => el("li", {}, personCard(person, { words: wordsOf(search) })))),
            pagination(route, total),
        ],
    };
}

async function personPage(route, slug) {
    const person = await api.person(slug);
    const { name, offices, newest_quotes: quotes, newest_articles: articles } = person;
    const years = ({ start, end }) =>
        [start && t("from", { year: start.slice(0, 4) }), end && t("until", { year: end.slice(0, 4) })];
    return {
        title: name,
        content: [
            el("header.page-head.page-head--person", {}, person.picture && portrait(person.picture, name),
                el("div", {}, el("h1", {}, name),
                    offices.length > 0 && el("p.subtitle", {}, offices[0].title),
                    person.spellings.length > 0 && facts(t("spellings", { names: person.spellings.join(", ") })))),
            el("div.columns", {},
                el("section", { "aria-labelledby": "said" }, el("h2.rubric", { id: "said" }, t("quotes")),
                    // Who speaks is said above.
                    quotes.map((quote) => saidIn({ ...quote, speaker: { ...quote.speaker, name: null } })),
                    el("p.more", {}, el("a", { href: here("/quotes/", { speaker: slug }) }, t("everyQuote", { name })))),
                el("div.beside", {},
                    person.biography && el("div.biography", {}, richText(person.biography)),
                    person.link && el("p", {}, link(person.link, t("website"))),
                    offices.length > 0 && el("section", {}, el("h2.rubric", {}, t("offices")),
                        el("ul.offices", {}, offices.map((office) => el("li", {}, office.title, facts(years(office)))))),
                    el("section", {}, el("h2.rubric", {}, t("articles")), briefs(articles)))),
        ],
    };
}

async function quotesPage(route) {
    const filters = route.pick("speaker", "since", "until");
    const [{ count: total, items }, speakers] = await Promise.all([
        api.quotes({ ...filters, ...slice(route) }),
        api.speakers(),
    ]);
    const chosen = speakers.find(({ slug }) => slug === filters.speaker);
    const title = chosen ? t("everyQuote", { name: chosen.name }) : t("everyQuotes");
    return {
        title,
        content: [
            el("header.page-head", {}, el("h1", {}, title)),
            form("/quotes/", t("filters"), { class: "filters" },
                choice("speaker", t("speaker"), speakers.map(({ slug, name }) => [slug, name]), filters.speaker),
                field("since", t("since"), "date", filters.since)),
            summary("quotesFound", total, Object.keys(filters).length > 0 && "/quotes/"),
            items.length
                ? el("ul.list.list--quotes", {}, items.map((quote) => el("li", {}, saidIn(quote))))
                : el("p.empty", {}, t("nothing")),
            pagination(route, total),
        ],
    };
}

async function searchPage(route) {
    const { query: search = "", kind } = route.pick("query", "kind");
    const words = wordsOf(search);
    const [articles, people] = words.length
        ? await Promise.all([
            api.articles({ search, kind, ...slice(route) }),
            route.number === 1 && api.people({ search, limit: 4 }),
        ])
        : [];
    return {
        title: search ? t("searchResults", { query: search }) : t("search"),
        content: [
            el("header.page-head", {}, el("h1", {}, t("search"))),
            form("/search/", t("search"), { class: "filters", role: "search", button: t("search") },
                field("query", t("askSearch"), "search", search),
                choice("kind", t("kind"), [["news", t("news")], ["interview", t("interviews")]], kind)),
            articles && summary("pagesFound", articles.count),
            people?.items?.length > 0 && el("section", {}, el("h2.rubric", {}, t("people")),
                el("ul.people", {}, people.items.map((one) => el("li", {}, personCard(one, { words, level: 3 }))))),
            articles && cards(articles.items, { words }), articles && pagination(route, articles.count),
        ],
    };
}

/** The draft that an editor previews: the address has the token that the editor was given. */
async function previewPage(route) {
    const { content_type, token } = route.pick("content_type", "token");
    const page = await api.preview({ content_type, token });
    const shown = page.body ? await articlePage(route, page) : await sectionPage(route, page);
    const banner = el("p.preview", { role: "note" }, el("strong", {}, t("preview")), " ", t("previewNote"));
    return { ...shown, title: `${t("preview")}: ${shown.title}`, content: [banner, shown.content] };
}

/** A page of the tree: what it is, the API says. */
async function pageAt(route) {
    const page = await api.page(route.path);
    locale = page.meta.locale ?? locale;
    if (page.meta.type === FRONT_PAGE) return frontPage(route, page);
    if (page.meta.type === SECTION) return sectionPage(route, page);
    if (page.body) return articlePage(route, page);
    throw new ApiError(404);
}

/** What is shown instead of a page that the API did not give, and why. */
function failure(error, route) {
    const says = (title, note, canRetry) => ({
        title: t(title),
        content: el("section.message", { role: "alert" }, el("h1", {}, t(title)), el("p", {}, note),
            canRetry && el("p", {}, el("a.button", { href: route.address }, t("retry"))),
            el("p", {}, link(homePath(), t("home")))),
    });
    if (error instanceof ApiError && error.status === 0) return says("offline", t("offlineNote"), true);
    if (route.query.has("token") && error.status < 500) return says("notFound", t("previewGone"));
    if (error.status === 404) return says("notFound", t("notFoundNote"));
    if (error.status === 400 || error.status === 422) return says("refused", error.message || t("failedNote"));
    console.error(error);
    return says("failed", t("failedNote"), true);
}

// ---------------------------------------------------------------------------------------------------------- The router

const PAGES = [
    [/^\/people\/$/, peoplePage],
    [/^\/people\/([^/]+)\/$/, personPage],
    [/^\/quotes\/$/, quotesPage],
    [/^\/search\/$/, searchPage],
    [/^/, pageAt],
];

/** What the address asks for. */
function currentRoute() {
    const query = new URLSearchParams(location.search);
    const path = `/${(query.get("path") ?? "").split("/").filter(Boolean).map((part) => `${part}/`).join("")}`;
    return {
        path,
        query,
        address: location.search || "?",
        number: Math.max(1, parseInt(query.get("page") ?? "1", 10) || 1),
        /** The parameters of these names that have a value. */
        pick: (...names) => Object.fromEntries(names.map((name) => [name, query.get(name)]).filter(([, value]) => value)),
        /** The same address with other parameters. */
        with: (changes) => here(path, { ...Object.fromEntries(query), path: null, api: null, ...changes }),
    };
}

function pageFor(route) {
    if (route.query.has("token")) return previewPage(route);
    for (const [pattern, page] of PAGES) {
        const match = pattern.exec(route.path);
        if (match) return page(route, match[1]);
    }
    throw new ApiError(404);
}

const main = document.getElementById("content");
const announcer = document.getElementById("announcer");

/** Show what the address asks for. `scroll` is where the reader was on it before. */
async function show({ isFirst = false, scroll = 0 } = {}) {
    navigation.abort();
    const mine = (navigation = new AbortController());
    const route = currentRoute();
    locale = /^[a-z]{2,3}(-[a-z\d]{2,8})*$/i.exec(route.query.get("locale") ?? "")?.[0] ?? DEFAULT_LOCALE;
    const menuAsked = api.menu().catch(() => ({ fronts: [], sections: [] }));
    if (isFirst) render({ title: NAME, content: [] }, { fronts: [], sections: [] }, route);
    main.setAttribute("aria-busy", "true");
    const slow = setTimeout(() => {
        announcer.textContent = t("loading");
        main.classList.add("is-waiting");
        if (isFirst) main.replaceChildren(el("p.waiting", {}, t("loading")));
    }, 250);
    let page;
    try {
        page = await pageFor(route);
    } catch (error) {
        if (mine.signal.aborted) return;
        page = failure(error, route);
    } finally {
        clearTimeout(slow);
    }
    if (mine.signal.aborted) return;
    const menu = await menuAsked;
    if (mine.signal.aborted) return;
    render(page, menu, route);
    if (!isFirst) moveTo(page, scroll);
}

function render(page, menu, route) {
    Object.assign(document.documentElement, { lang: locale, dir: RIGHT_TO_LEFT.test(locale) ? "rtl" : "ltr" });
    document.title = page.title === NAME ? NAME : `${page.title} – ${NAME}`;
    document.querySelector(".skip-link").textContent = t("skip");
    document.getElementById("masthead").replaceChildren(...masthead(menu, route));
    document.getElementById("colophon").replaceChildren(el("div", {}, el("strong", {}, NAME), el("p", {}, t("colophon"))));
    main.className = page.look ?? "";
    main.removeAttribute("aria-busy");
    main.replaceChildren(...[page.content].flat(Infinity).filter(Boolean));
}

/** A new page begins at its title, for eyes, keyboard and screen reader alike. */
function moveTo(page, scroll) {
    announcer.textContent = page.title;
    const title = main.querySelector("h1");
    title?.setAttribute("tabindex", "-1");
    title?.focus({ preventScroll: true });
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && !scroll) target.scrollIntoView();
    else scrollTo(0, scroll);
}

/** Whether a page is of the language that is shown. A site in one language does not name it. */
const isOurs = (page) => (page.meta.locale ?? locale) === locale;

const homePath = () => {
    const home = homes.find(isOurs);
    return home ? pathOf(home) : "/";
};

function masthead({ fronts, sections }, route) {
    const item = (path, words, attributes = {}) => el("li", {}, el("a", { href: here(path), ...attributes }, words));
    const entry = (path, words) => item(path, words, { "aria-current": path === route.path ? "page" : null });
    const language = (front) => item(pathOf(front), languageName(front.meta.locale), {
        lang: front.meta.locale, hreflang: front.meta.locale, "aria-current": isOurs(front) ? "true" : null,
    });
    return [
        el("div.masthead__inner", {},
            el("p.masthead__name", {}, el("a", { href: here(homePath()) }, NAME)),
            el("nav", { "aria-label": t("sections") }, el("ul", {},
                sections.filter(isOurs).map((section) => entry(pathOf(section), section.title)),
                entry("/people/", t("people")), entry("/quotes/", t("quotes")))),
            fronts.length > 1 && el("nav.languages", { "aria-label": t("languages") }, el("ul", {}, fronts.map(language))),
            form("/search/", t("searchSite"), { role: "search", button: t("search") },
                el("label.visually-hidden", { for: "site-search" }, t("searchSite")),
                el("input", {
                    id: "site-search", type: "search", name: "query", maxlength: 200, placeholder: t("search"),
                    value: route.path === "/search/" ? route.query.get("query") : null,
                }))),
        rivers(),
    ];
}

const languageName = (code) => {
    const name = new Intl.DisplayNames(code, { type: "language" }).of(code);
    return name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
};

/** Five rivers that become one. */
function rivers() {
    const SVG = "http://www.w3.org/2000/svg";
    const drawing = document.createElementNS(SVG, "svg");
    const set = (element, attributes) => Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    set(drawing, { class: "rivers", viewBox: "0 0 1200 40", preserveAspectRatio: "none", "aria-hidden": "true" });
    for (const [start, end] of [[3, 18], [12, 19], [20, 20], [29, 21], [38, 22]]) {
        const river = document.createElementNS(SVG, "path");
        set(river, { d: `M0 ${start} C 300 ${start} 500 ${end} 900 ${end} S 1100 20 1200 20` });
        drawing.append(river);
    }
    return drawing;
}

function go(address) {
    history.replaceState({ scroll: scrollY }, "");
    history.pushState({ scroll: 0 }, "", address);
    show();
}

document.addEventListener("click", (event) => {
    const clicked = event.target.closest("a[href]");
    const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (!clicked || !isPlain || event.defaultPrevented || !clicked.getAttribute("href").startsWith("?")) return;
    event.preventDefault();
    go(clicked.href);
});

document.addEventListener("submit", (event) => {
    event.preventDefault();
    const { path, ...filters } = Object.fromEntries(new FormData(event.target));
    go(here(path, filters));
});

history.scrollRestoration = "manual";
addEventListener("popstate", (event) => {
    // A jump within the page, such as the skip link's, is left to the browser.
    if (event.state) show(event.state);
});
addEventListener("pagehide", () => history.replaceState({ scroll: scrollY }, ""));
history.replaceState({ scroll: 0 }, "");
show({ isFirst: true });
