# ruff: noqa: E501
"""The templates of stored messages, made by ``python -m tests.catalogues``: change the messages instead."""

from django.utils.translation import gettext_noop as _

TEMPLATES = (
    _("A file, a folder, an archive, or - for standard input."),
    _("A proposal waits: look at it in the admin, accept or dismiss it."),
    _("A word that mixes alphabets was mended."),
    _("A word that mixes alphabets was mended: {}. Check the spelling."),
    _(
        "An earlier import kept it as a draft, because extraction was not sure enough of it. Look at it, then publish it; or say with --publish-above how sure is enough."
    ),
    _("An error ended it ({}). What was written stays; once the cause is gone, the same command goes on."),
    _(
        "Another document with the key {} came earlier in this run, and only the first is imported. Give each an address or id of its own."
    ),
    _("Another run names them, too."),
    _("Both the desk and the document changed the same places. Say at each of them what holds."),
    _("Control or invisible characters were removed, or letters composed."),
    _("Edited in the admin since, and left as it is."),
    _("Edited in the admin since, and left as they are."),
    _("Extract all stored originals again, without the files."),
    _("Extract in so many processes; one more writes (default: the setting WORKERS, else 1)."),
    _("Extract the stored originals of a run again, without the files: extraction has improved."),
    _("Extraction failed ({}: {}). Please report it, with the document."),
    _(
        "Extraction is {} sure of it, and pages are published from {} on: it is a draft. Look at it, then publish it."
    ),
    _(
        "Fetch the PDFs and office files that articles link to from the web, those missing from earlier imports, too. They become documents of Wagtail."
    ),
    _("Fetch the images that articles name from the web, those missing from earlier imports, too."),
    _("Give options as one ImportOptions, or by name, not both: {}"),
    _("HTML entities in plain text were resolved."),
    _("Half characters (lone surrogates) were mended or marked with �."),
    _("Hand the documents to the task queue (TASKS in the settings), for any number of workers."),
    _("Have the documents' addresses lead to the pages (wagtail.contrib.redirects)."),
    _("Images of the document's text are not among the article's; how many, and which."),
    _("Import everything into the section's translation."),
    _("It came earlier in this run."),
    _("It changed, and the proposal to take over the change was dismissed. Its page stays as it is."),
    _(
        "It changed, but its page is locked, and is left as it is. The new text waits as a proposal: look at it in the admin."
    ),
    _(
        "It changed, but its page is locked, and is left as it is. Unlock it and import again, or bring in by hand what is wanted."
    ),
    _(
        "It changed, but its page was edited by hand since the import, and is left as it is. Bring in by hand what is wanted."
    ),
    _(
        "It changed, but its page was edited by hand since the import, and is left as it is. The new text waits as a proposal: look at it in the admin."
    ),
    _("It could not be undone ({}: {}), and is left as it is."),
    _("It could not be written ({}: {}). The log has the details."),
    _(
        "It did not come to its end: its process was killed, or lost the database. What was written stays, each document whole; the same command goes on from there."
    ),
    _(
        "It is longer than the database takes at once. Set max_allowed_packet in the configuration of MySQL or MariaDB to 64M or more, for the server and, where it is set there, the client; then import it again."
    ),
    _(
        "It is no article any more, but a list of articles, a home page or the like. Its page is left as it is. What it says now waits as a proposal; --keep-lists makes a draft of it."
    ),
    _("It is no article, but a list of articles or the like. Its draft is not published."),
    _(
        "It is no article, but a list of articles, a home page or the like, and was imported as one. Its page is left as it is: look at it, and delete it if it should not be."
    ),
    _(
        "It is no article: a list of articles, a home page, or a text that ends within other articles' summaries. No page was made; --keep-lists makes a draft of it."
    ),
    _("It is used elsewhere."),
    _(
        "It took longer than the {} seconds that a document may take. Look at it: leave it out, or allow more (--document-seconds)."
    ),
    _("It was changed by hand since, and is left as it is."),
    _("It was stopped. What was written stays; the same command goes on from there."),
    _("Its draft is in a workflow, and is not published past it."),
    _("Its draft is not as an import wrote it: a proposal was accepted. It is not published."),
    _("Its draft was edited by hand since the import, and is not published."),
    _("Its page has a time to go live, and is not published before."),
    _("Its page is locked, and its draft is not published."),
    _("Its page was deleted since."),
    _("Its page was deleted since. Import with --recreate to make it again."),
    _("Its page was deleted since; only its record is undone."),
    _("Its page was edited by hand since the import; that is in the page's history now."),
    _("Its page was edited since, and is left as it is."),
    _("Its page was locked by hand, and is left as it is. Unlock it to have it removed."),
    _("Its page was moved since, and is left as it is."),
    _("Its page was published or unpublished since, and is left as it is."),
    _("Its page was unpublished by hand and stays so: the new text is a draft."),
    _("Its page was unpublished by hand, and stays so."),
    _("Its record was deleted since."),
    _("Its source keeps it from the public: it is saved as a draft, even with --publish."),
    _(
        "JSON Lines is read, with one object a line. If the file is an array, convert it: jq -c '.[]' {} > rows.jsonl. If it is JSON Lines already, add --format jsonl."
    ),
    _("JSON Lines must be UTF-8, and this is UTF-16. Save it as UTF-8."),
    _(
        "Learn first what the documents of each site have in common, where there are three or more (default, by the setting SITE_PROFILES); --no-site-profiles reads each document by itself."
    ),
    _("Lines of an article's own HTML stand in no block."),
    _("Links stand where the article holds only plain text; how many."),
    _(
        "Make a page of the document of this address, id or source, though it says nearly the same as another one. May be repeated; without KEY, of all such documents (write it after the paths)."
    ),
    _("Make drafts of what is no article, too: lists of articles, home pages, search results."),
    _("Make pages again that were deleted since their import."),
    _("More prose was left out as teasers than stands in the article."),
    _("More prose was left out as teasers than stands in the article. Look at the lines."),
    _(
        "Nearly the same article as {}{}: {} of their word sequences are the same. If they are two, --keep-near-duplicates with its address, id or source makes a page of it."
    ),
    _("No article was found in it: neither title nor paragraph. Look at the source, or leave it out."),
    _("No line looks like the title. The first sentence stands in for it: give the page one."),
    _("No line looks like the title; the first sentence, if there is one, stands in for it."),
    _(
        'No other process could be started to work in. Call it from a script with if __name__ == "__main__", or work in one process (--workers 1).'
    ),
    _("No page could be made of it ({}: {}). Please report it."),
    _("No paragraphs of an article were found."),
    _("No paragraphs were found. Look at the lines, and copy what belongs to the article."),
    _("No redirect leads from its address {}, which is none ({}). Correct it in the source."),
    _("No-break and other odd spaces became plain spaces."),
    _("Nobody is sure enough to have said a quote; the guesses stand beside it."),
    _("Not sure of it ({}). Look at the page."),
    _("Nothing was extracted."),
    _(
        "One of its translations has a page in {} already. This page is linked to none of them: look which of the two belongs to them."
    ),
    _("Only the document of this address, id or source, as reports name it. May be repeated."),
    _("Only this run named them."),
    _("Only this run used it."),
    _("Other pages name them."),
    _("Print what would be done and why; write nothing."),
    _("Publish the pages; drafts otherwise."),
    _(
        "Read only items of this type of a WordPress export, or any (default: post and page). May be repeated."
    ),
    _("Read only the first N documents."),
    _(
        "Read only what has this status in a WordPress export: publish, draft, pending, future, private, protected (by a password) or any; by default the first four. May be repeated. All but what is published there stays a draft, even with --publish."
    ),
    _("Run {} changed it since. Undo run {} first."),
    _("Several people are called {}. Choose the right one on the page."),
    _("Shortcodes of WordPress plugins stand in the text as they came."),
    _("Some characters could not be read in the document's character set."),
    _("Text in the wrong character set was mended."),
    _("Text in the wrong character set was mended: {}. Compare it with the original."),
    _("The address {} cannot be linked to and is not on the page."),
    _("The article links to {} files; {} are taken over, the others are not."),
    _("The article step {} {}. Mend it, then import the document again."),
    _("The collection, by name or id, that images go into (default: the root)."),
    _("The collection, by name or id, that linked files go into (default: the root)."),
    _("The date stands in a sentence, and may be that of what happened."),
    _("The date that came with the document could not be read."),
    _("The date {} could not be read, or cannot be that of a page. Write it as YYYY-MM-DD."),
    _("The date {} is from a sentence on line {}, and may be that of what happened. Check it."),
    _("The document changed, but its article did not."),
    _("The document holds no text."),
    _("The document holds no text. Check the source, or leave it out."),
    _(
        "The document is in {}, and {} has no translation into that. The page is in {}: translate the section, delete the page, and import with --recreate."
    ),
    _(
        "The document is in {}, which is no locale of the site. The page is linked to no translations. Add the locale in the admin, under Settings."
    ),
    _("The file {} is not on the site and {}: {}."),
    _("The image {} is not on the page: {}."),
    _(
        "The most processor time that extracting one document may take (default: the setting DOCUMENT_SECONDS); one that takes longer fails, and the import goes on."
    ),
    _("The page type refuses it: {} Give the field a default, or allow what is missing."),
    _("The page was edited since you looked at it. Look at the proposal again."),
    _("The pool was closed before the work was done."),
    _(
        "The process that read the documents did not come to its end. What it had handed out was imported; the same command goes on from there."
    ),
    _(
        "The process that worked on it died, twice: it crashed, or had no memory left. Look at the document, and leave it out or import it by itself."
    ),
    _("The same text as {}, which failed."),
    _("The same text as {}."),
    _("The section of the import is gone."),
    _("The section of the import was deleted. Say with --to where the pages belong."),
    _("The section's address (/news/) or page id."),
    _("The site has no locale {}; it has {}. Add it in the admin, under Settings."),
    _("The site has no section yet: make a page of the type {} in the admin, and give its address."),
    _("The site has no tag {}, and none may be made. Choose one."),
    _(
        "The site of documents without an address (default: the folder, archive or file of rows that they come in)."
    ),
    _("The tag {}… is longer than {} characters and is left out."),
    _("The text has a headline of its own that is not the title that came with it."),
    _(
        "The text is headed “{}”, which is not the title that came with the document. Look which of the two belongs to it."
    ),
    _(
        "The text is no article: a list of articles, a home page, or a text that ends within other articles' summaries."
    ),
    _(
        "The text reads as an interview now, but its page is a news article and stays one. Delete the page and import with --recreate to change that."
    ),
    _("The title is longer than {} characters; the whole of it is in the subtitle."),
    _("The version before the run was purged from its page's history, so it cannot be restored."),
    _("The {} is longer than {} characters and was cut."),
    _("There are pages below its page. Move or delete them first."),
    _("There is a reader named {}. Unregister it first to replace it."),
    _("There is no block {}."),
    _("There is no page at {}. {}"),
    _(
        "There is no sentence in it: what was found are signs, names or menus, and no page is made of them. Look at the source, or leave it out; one that comes with a title becomes a page."
    ),
    _("They are used elsewhere."),
    _("They have offices or spellings that are not of this run."),
    _("Turn scraped documents into articles: one JSON object a line (see article.schema.json)."),
    _("Undone {}, but for {} changes that were kept."),
    _("What its page was given since stays: {}."),
    _("What the files hold, whatever their names."),
    _("What to do where a document changed and its page was edited by hand (default: propose)."),
    _("Which one to use of rows that hold both HTML and text (default: html)."),
    _("Who the pages and their history name as the author."),
    _(
        "With --publish: leave as drafts the pages of which extraction is less sure, from 0 to 1 (default: the setting PUBLISH_ABOVE, 0.5)."
    ),
    _("a dated summary after the article"),
    _("a heading over other articles"),
    _("a short line between paragraphs"),
    _("a summary after the article"),
    _("a summary before the title"),
    _("a summary or title of another article, above the title"),
    _("a {} inside the body"),
    _("among readers' comments"),
    _("an editor said so of this line"),
    _("navigation or the site about itself"),
    _("only symbols"),
    _("points to another article"),
    _("repeats line {}"),
    _("repeats on "),
    _("repeats on {} of {} documents of {}"),
    _("repeats the title in line {}"),
    _("set apart after the article, about something else"),
    _("stands above the headline on other "),
    _("stands above the headline on other documents of {}, too"),
    _("stands after the article"),
    _("stands after the sign-off"),
    _("stands before the article"),
    _("stands before the title"),
    _("stands between title and body"),
    _("the date of a summary"),
    _("the date of the summary below it"),
    _("the headline again"),
    _("the headline again, with its date"),
    _("the headline or summary of another "),
    _("the headline or summary of another document of {}"),
    _("under a heading over other articles"),
    _("unlike the paragraphs around it"),
    _("{} ({}) takes no pages of the type {}. {}"),
    _(
        "{} cannot be a suffix of {}: write it in small letters with its dot. Archives and {} are opened by the package; matches_xml says which XML is yours."
    ),
    _("{} cannot name a reader: use small letters and digits, and not {}."),
    _(
        "{} characters could not be read as {}; they are marked with �. Save the source as UTF-8, or correct the marked places."
    ),
    _("{} could not be worked on ({}). The same command goes on once the cause is gone."),
    _("{} did not answer {} times; it is not asked again in this run"),
    _("{} does not answer ({})"),
    _("{} failed; the others were written."),
    _("{} has no public address; {}_TRUSTED_HOSTS can allow it"),
    _("{} has no translation into {}. Translate the page in the admin, or leave out --locale."),
    _("{} images without a caption are not on the page; their addresses are on the imported document."),
    _("{} is no confidence; give 0 to 1, such as 0.5 or 50%"),
    _("{} is no document"),
    _("{} is no label; the labels are {}"),
    _("{} is no name of a host"),
    _("{} is no number of {}; give 1 or more"),
    _("{} is not on record"),
    _("{} lines are shortcodes of plugins, and stand as they came. Replace them."),
    _("{} lines of the text stand in no block. Look at the lines, and copy them."),
    _("{} of {} links stand where only plain text does ({}). Put them on the page by hand."),
    _("{} of {} {} {} no sure speaker. Choose one; guesses are offered."),
    _("{} workers were lost over it"),
    _("{}, which is not derived from {}."),
    _("{}. Put them on the page by hand."),
    _("{}. Say with --format what it holds, or convert it."),
    _("{}. The rest of the file is not read. {}."),
    _("{}. There are: {}."),
    _("{}: cannot be read ({}). Check the path."),
    _("{}: cannot be written ({}). Give --profiles a file in a folder that exists and may be written."),
    _("{}: cannot be written ({}). Give -o a path in a folder that exists and may be written."),
    _(
        "{}: more came than is kept to be read twice. The sites are learnt from the first {} documents; all are read. Give a file instead to learn from all."
    ),
    _("{}: no readable line model ({}). Install the package again."),
    _("{}: of format {}, features {}; needed: {}, {}. Train it again: python -m benchmarks.train_labeller"),
    _("{}: the document has {} lines, more than the {} that are read. Split it."),
    _(
        "{}: the document is {} MB long, more than the {} MB that are read. Split it, or leave out what is not text."
    ),
    _("{}: there is no such file. Without --no-site-profiles it is made."),
    _("{}: trained with other features. Train it again: python -m benchmarks.train_labeller"),
    _("{}: {} is none of {}"),
    _("{}: {}. Name a class as 'package.module.Class'."),
    _("{}: {}: {}. Please report this with the document."),
)
