"""JSON Feed 1.1 as a JSON Schema, written from https://www.jsonfeed.org/version/1.1/."""

ADDRESS = {"type": "string", "pattern": "^https?://"}
MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"}
AUTHORS = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "minProperties": 1,
        "properties": {"name": {"type": "string"}, "url": ADDRESS},
    },
}
ATTACHMENT = {
    "type": "object",
    "required": ["url", "mime_type"],
    "properties": {
        "url": ADDRESS,
        "mime_type": {"type": "string", "pattern": "^[a-z]+/[a-z0-9.+-]+$"},
        "size_in_bytes": {"type": "integer", "minimum": 1},
    },
}
ITEM = {
    "type": "object",
    "required": ["id"],
    "anyOf": [{"required": ["content_html"]}, {"required": ["content_text"]}],
    "properties": {
        "id": {"type": "string", "minLength": 1},
        "url": ADDRESS,
        "title": {"type": "string"},
        "content_html": {"type": "string"},
        "summary": {"type": "string"},
        "image": ADDRESS,
        "date_published": MOMENT,
        "date_modified": MOMENT,
        "authors": AUTHORS,
        "tags": {"type": "array", "items": {"type": "string"}},
        "language": {"type": "string"},
        "attachments": {"type": "array", "items": ATTACHMENT},
    },
    "additionalProperties": False,
}
SCHEMA = {
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string", "minLength": 1},
        "home_page_url": ADDRESS,
        "feed_url": ADDRESS,
        "description": {"type": "string"},
        "language": {"type": "string"},
        "authors": AUTHORS,
        "items": {"type": "array", "items": ITEM},
    },
    "additionalProperties": False,
}
