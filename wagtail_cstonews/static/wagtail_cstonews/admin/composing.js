/* "Questions and answers" and "Find quotes" above the body of an article.
 *
 * The server says what it understood of a text, and this puts it into the form by Wagtail's own objects: the
 * root block of a stream, and the choosers of people. Nothing is saved before the editor saves.
 */
(() => {
  "use strict";

  const SIDES = ["interviewee", "interviewer"];
  const CONTEXT = ["title", "lead", "language"].concat(
    SIDES.flatMap((side) => [side, `${side}_name`, `${side}_role`]),
  );

  const field = (name) => document.querySelector(`form [name="${name}"]`);
  const streamOf = (name) => document.getElementById(`${name}-root`)?.rootBlock;

  const put = (name, value) => {
    const input = field(name);
    if (!input) return;
    input.value = value;
    for (const kind of ["input", "change"]) input.dispatchEvent(new Event(kind, { bubbles: true }));
  };

  const choose = (name, state) => {
    const panel = window.wagtail.editHandler?.getPanelByName(name);
    panel?.getBoundWidget()?.setState(state);
  };

  class ComposingController extends window.StimulusModule.Controller {
    static targets = ["text", "problem", "status", "found", "row"];

    static values = {
      url: String,
      stream: String,
      pageType: String,
      paragraphs: Boolean,
      busy: String,
      done: String,
      failed: String,
    };

    get stream() {
      return streamOf(this.streamValue);
    }

    /* What the page holds, and what was pasted. */
    get question() {
      const data = new FormData();
      data.set("page_type", this.pageTypeValue);
      data.set("text", this.textTarget.value);
      for (const name of CONTEXT) data.set(name, field(name)?.value ?? "");
      if (!this.paragraphsValue) return data;
      const blocks = this.stream.children;
      const paragraphs = blocks.filter((child) => child.type === "paragraph");
      this.asked = new Map(paragraphs.map((child) => [child.prefix, child]));
      data.set("paragraphs", JSON.stringify(paragraphs.map((child) => [child.prefix, child.block.getValue()])));
      const quotes = blocks.filter((child) => child.type === "quote").concat(streamOf("quotes")?.children ?? []);
      data.set("known", JSON.stringify(quotes.map((child) => child.block.getValue().quote ?? "")));
      return data;
    }

    async ask() {
      if (this.asking) return;
      this.asking = true;
      this.clear();
      this.statusTarget.textContent = this.busyValue;
      const { CSRF_HEADER_NAME, CSRF_TOKEN } = window.wagtailConfig;
      try {
        const response = await fetch(this.urlValue, {
          method: "POST",
          body: this.question,
          headers: { [CSRF_HEADER_NAME]: CSRF_TOKEN, "X-Requested-With": "XMLHttpRequest" },
        });
        const answer = await response.json();
        this.statusTarget.textContent = "";
        if (answer.problem) {
          this.problemTarget.textContent = answer.problem;
          return;
        }
        this.answer = answer;
        this.foundTarget.innerHTML = answer.html;
        this.foundTarget.querySelector("h3").focus();
      } catch {
        this.statusTarget.textContent = "";
        this.problemTarget.textContent = this.failedValue;
      } finally {
        this.asking = false;
      }
    }

    insert() {
      const first = this.paragraphsValue ? this.insertQuotes() : this.insertQuestions();
      this.clear();
      this.textTarget.value = "";
      const dialog = this.element.closest("[data-controller~='w-dialog']");
      dialog.dispatchEvent(new CustomEvent("w-dialog:hide"));
      document.dispatchEvent(
        new CustomEvent("w-messages:add", { detail: { clear: true, text: this.doneValue, type: "success" } }),
      );
      // The dialog gives the focus back to its button.
      if (first) setTimeout(() => first.focus(), 50);
    }

    insertQuestions() {
      const { blocks, notes, sides } = this.answer;
      const chosen = this.rowTargets.filter((row) => row.checked).map((row) => blocks[row.value]);
      if (!chosen.length) return null;
      for (const name of SIDES) {
        const said = sides[name];
        const isFree = ["", "_name"].every((end) => field(name + end) && !field(name + end).value);
        if (!said || !isFree) continue;
        if (said[name]) choose(name, said[name]);
        for (const end of ["_name", "_role"]) put(name + end, said[name + end]);
      }
      for (const note of notes) this.append(streamOf("quotes"), note);
      return chosen.map((state) => this.append(this.stream, state))[0];
    }

    insertQuotes() {
      const { blocks, notes, places } = this.answer;
      const gone = new Set();
      const last = new Map();
      let first = null;
      this.rowTargets.forEach((row, number) => {
        const paragraph = this.asked.get(places[number]);
        // The editor may have deleted the paragraph in another window of the dialog's life.
        const isThere = paragraph && this.stream.children.includes(paragraph);
        let made = null;
        if (row.value === "note") this.append(streamOf("quotes"), notes[number]);
        else if (row.value === "end" || (row.value && !isThere)) made = this.append(this.stream, blocks[number]);
        else if (row.value) {
          const at = this.stream.children.indexOf(last.get(paragraph) ?? paragraph) + 1;
          made = this.stream.insert(blocks[number], at, {});
          last.set(paragraph, made);
          if (row.value === "replace") gone.add(paragraph);
        }
        first = first ?? made;
      });
      for (const paragraph of gone) this.stream.deleteBlock(this.stream.children.indexOf(paragraph), {});
      return first;
    }

    append(stream, state) {
      return stream?.insert(state, stream.children.length, {});
    }

    clear() {
      for (const target of [this.problemTarget, this.statusTarget, this.foundTarget]) target.replaceChildren();
    }
  }

  window.wagtail.app.register("cstonews-composing", ComposingController);
})();
