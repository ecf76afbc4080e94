/* The workbench: lines are chosen and corrected, and the page beside them follows. Without this script, the same
   is done with forms. What is said to the editor comes from the template and from the server. */

(function () {
  "use strict";

  const KEYS = { j: "join", s: "split", n: "speaker" };
  const SOON = 200;
  const SLOW = 4000;

  class Workbench {
    constructor(root) {
      this.root = root;
      this.form = root.querySelector("[data-form]");
      this.list = root.querySelector("[data-list]");
      this.frame = root.querySelector("[data-page]");
      this.version = root.dataset.version;
      this.blocks = new Map();
      this.shown = null;
      this.anchor = null;
      this.people = new Map();
      this.queue = Promise.resolve();
      if (!this.list) return;
      root.classList.add("is-live");
      this.list.setAttribute("role", "listbox");
      this.list.setAttribute("aria-multiselectable", "true");
      root.querySelector("[data-keys]").hidden = false;
      root.querySelector("[data-split-text]").hidden = false;
      this.keys = new Map();
      for (const option of this.field("label").options) {
        if (option.dataset.key) this.keys.set(option.dataset.key, option.value);
      }
      this.enliven([...this.list.children]);
      this.listen();
      this.paint();
      if ("waiting" in root.dataset) this.read();
    }

    field(name) {
      return this.form.querySelector(`[data-${name}], [data-field="${name}"]`);
    }

    rows() {
      return [...this.list.children];
    }

    row(number) {
      return document.getElementById(`cstonews-line-${number}`);
    }

    chosen() {
      return [...this.list.querySelectorAll("[aria-selected='true']")];
    }

    // ---------------------------------------------------------------- lines

    enliven(rows) {
      for (const row of rows) {
        row.setAttribute("role", "option");
        row.setAttribute("aria-selected", "false");
        row.tabIndex = -1;
        row.querySelector(".cstonews-line__pick")?.remove();
      }
      if (!this.list.querySelector("[tabindex='0']") && this.list.firstElementChild) {
        this.list.firstElementChild.tabIndex = 0;
      }
    }

    listen() {
      this.list.addEventListener("keydown", (event) => this.onKey(event));
      this.list.addEventListener("click", (event) => this.onClick(event));
      this.list.addEventListener("focusin", (event) => this.mark(event.target.closest("[data-line]")));
      this.list.addEventListener("mouseover", (event) => {
        if (this.hasMoved(event)) this.mark(event.target.closest("[data-line]"), true);
      });
      this.list.addEventListener("mouseleave", (event) => {
        if (this.hasMoved(event)) this.mark(this.current());
      });
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        if (event.submitter) this.ask(event.submitter.value);
      });
      this.form.addEventListener("keydown", (event) => {
        // The browser would press the first button of the form.
        if (event.key !== "Enter" || !event.target.matches("input")) return;
        event.preventDefault();
        event.target.closest("details")?.querySelector("button[type=submit]")?.click();
      });
      this.root.addEventListener("click", (event) => {
        const go = event.target.closest("[data-go]");
        const more = event.target.closest("[data-from]");
        if (go || more) event.preventDefault();
        if (go) this.go(Number(go.dataset.go));
        if (more) this.load(more);
      });
      this.frame.addEventListener("load", () => this.findBlocks());
      this.field("name").addEventListener("input", () => this.suggest());
      const split = this.field("split");
      split.addEventListener("input", () => {
        const place = split.selectionStart;
        split.value = split.dataset.text || "";
        split.setSelectionRange(place, place);
      });
      for (const panel of this.form.querySelectorAll("details")) {
        panel.addEventListener("toggle", () => this.onPanel(panel));
      }
      const after = this.root.querySelector("[data-after]");
      this.list.addEventListener("scroll", () => {
        const rest = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight;
        if (rest < 800 && !after.hidden) this.load(after.querySelector("[data-from]"));
      });
      if (this.frame.contentDocument?.readyState === "complete") this.findBlocks();
    }

    onKey(event) {
      const row = event.target.closest("[data-line]");
      if (!row) return;
      const control = event.ctrlKey || event.metaKey;
      // Other alphabets have other letters on the same keys.
      const letter = /^[a-z]$/i.test(event.key)
        ? event.key.toLowerCase()
        : /^Key[A-Z]$/.test(event.code)
          ? event.code.slice(3).toLowerCase()
          : "";
      let done = true;
      if (control && letter === "z") this.ask(event.shiftKey ? "redo" : "undo");
      else if (control && letter === "y") this.ask("redo");
      else if (control && letter === "a") this.choose(this.rows(), row);
      else if (control || event.altKey) done = false;
      else if (event.key === "ArrowDown") this.step(row.nextElementSibling, event.shiftKey);
      else if (event.key === "ArrowUp") this.step(row.previousElementSibling, event.shiftKey);
      else if (event.key === "Home") this.step(this.list.firstElementChild, event.shiftKey);
      else if (event.key === "End") this.step(this.list.lastElementChild, event.shiftKey);
      else if (event.key === " ") this.toggle(row);
      else if (event.key === "Escape") this.choose([], row);
      else if (event.key === "Backspace" || event.key === "Delete") this.ask("take-back");
      else if (KEYS[letter] === "join") this.ask("join");
      else if (KEYS[letter]) this.open(KEYS[letter]);
      else if (this.keys.has(letter)) this.ask("label", { label: this.keys.get(letter) });
      else done = false;
      if (done) event.preventDefault();
    }

    /* Lines also move below a mouse that rests. */
    hasMoved({ screenX, screenY }) {
      const place = `${screenX},${screenY}`;
      const moved = this.mouse !== place;
      this.mouse = place;
      return moved;
    }

    onClick(event) {
      this.hasMoved(event);
      const row = event.target.closest("[data-line]");
      if (!row) return;
      if (event.shiftKey) this.step(row, true);
      else if (event.ctrlKey || event.metaKey) this.toggle(row);
      else this.step(row, false);
      const caret = document.caretPositionFromPoint
        ? document.caretPositionFromPoint(event.clientX, event.clientY)
        : null;
      const text = row.querySelector(".cstonews-line__text");
      this.cursor = caret && text.contains(caret.offsetNode) ? caret.offset : null;
    }

    /* Go to a line: alone, or with all lines from where the choice began. */
    step(row, extend) {
      if (!row) return;
      if (extend && this.anchor?.isConnected) {
        const rows = this.rows();
        const ends = [rows.indexOf(this.anchor), rows.indexOf(row)].sort((a, b) => a - b);
        this.choose(rows.slice(ends[0], ends[1] + 1), row);
      } else {
        this.anchor = row;
        this.choose([row], row);
      }
      this.cursor = null;
    }

    toggle(row) {
      const rows = new Set(this.chosen());
      if (!rows.delete(row)) rows.add(row);
      this.anchor = row;
      this.choose([...rows], row);
    }

    choose(rows, current) {
      for (const row of this.chosen()) row.setAttribute("aria-selected", "false");
      for (const row of rows) row.setAttribute("aria-selected", "true");
      for (const row of this.list.querySelectorAll("[tabindex='0']")) row.tabIndex = -1;
      current.tabIndex = 0;
      current.focus();
      current.scrollIntoView({ block: "nearest" });
      this.paint();
    }

    current() {
      return this.list.contains(document.activeElement)
        ? document.activeElement.closest("[data-line]")
        : this.chosen()[0] || null;
    }

    paint() {
      const rows = this.chosen();
      const told = this.root.querySelector("[data-chosen]");
      told.textContent = rows.length > 1 ? `${this.root.dataset.textChosen} ${rows.length}` : "";
      const label = rows.length ? rows[0].dataset.label : "";
      this.field("label").value = rows.every((row) => row.dataset.label === label) ? label : "";
      this.fillSplit();
    }

    async go(number) {
      if (!this.row(number)) {
        const answer = await this.fetch(`${this.root.dataset.linesUrl}?from=${Math.max(number - 50, 1)}`);
        if (!answer) return;
        this.renew(answer);
      }
      const row = this.row(number);
      if (row) this.step(row, false);
    }

    async load(link) {
      const from = link.dataset.from;
      const holder = link.closest("p");
      if (!from || holder.dataset.busy) return;
      holder.dataset.busy = "1";
      const answer = await this.fetch(`${this.root.dataset.linesUrl}?from=${from}`);
      delete holder.dataset.busy;
      if (!answer) return;
      const rows = this.made(answer.window);
      const hadFocus = holder.contains(document.activeElement);
      if ("before" in holder.dataset) {
        const first = this.list.firstElementChild;
        const known = Number(first?.dataset.line || 0);
        this.list.prepend(...rows.filter((row) => Number(row.dataset.line) < known));
        this.offer("before", answer.first);
        first?.scrollIntoView({ block: "nearest" });
      } else {
        const known = Number(this.list.lastElementChild?.dataset.line || 0);
        this.list.append(...rows.filter((row) => Number(row.dataset.line) > known));
        this.offer("after", answer.next);
      }
      this.enliven(this.rows().filter((row) => !row.hasAttribute("role")));
      // The button is gone after the last lines.
      if (hadFocus && holder.hidden) this.focusLines(rows[0]);
    }

    offer(where, number) {
      const holder = this.root.querySelector(`[data-${where}]`);
      holder.hidden = !number;
      holder.querySelector("[data-from]").dataset.from = number || "";
    }

    made(html) {
      const template = document.createElement("template");
      template.innerHTML = html;
      return [...template.content.querySelectorAll("[data-line]")];
    }

    /* Other lines in place of all that are there. */
    renew(answer) {
      this.list.replaceChildren(...this.made(answer.window));
      this.anchor = null;
      this.enliven(this.rows());
      this.offer("before", answer.first);
      this.offer("after", answer.next);
    }

    async read() {
      const answer = await this.fetch(`${this.root.dataset.linesUrl}?from=1`);
      if (!answer) return;
      this.renew(answer);
      Object.assign(this.frame.dataset, answer.fields);
      this.showPage();
      this.showSummary();
    }

    // ---------------------------------------------------------------- corrections

    open(name) {
      const panel = this.form.querySelector(`[data-panel="${name}"]`);
      panel.open = true;
      this.onPanel(panel);
      panel.querySelector("textarea, input")?.focus();
    }

    onPanel(panel) {
      if (panel.open && panel.dataset.panel === "split") this.fillSplit();
    }

    fillSplit() {
      const split = this.field("split");
      const row = this.chosen()[0];
      const text = row ? row.querySelector(".cstonews-line__text").textContent : "";
      if (split.dataset.text === text && this.cursor == null) return;
      split.dataset.text = split.value = text;
      const place = this.cursor ?? 0;
      split.setSelectionRange(place, place);
    }

    /* One correction after the other, in the order in which they were asked for. */
    ask(what, more) {
      const rows = this.chosen();
      const current = this.current();
      const lines = (rows.length ? rows : current ? [current] : []).map((row) => Number(row.dataset.line));
      const needsLines = what !== "undo" && what !== "redo";
      if (needsLines && !lines.length) {
        this.say(this.root.dataset.textChoose, true);
        return;
      }
      const values = { do: what, lines, ...more };
      if (what === "label") values.label ??= this.field("label").value;
      if (what === "split") {
        // The server counts characters, not the halves of which some consist here.
        const split = this.field("split");
        values.offset = [...split.value.slice(0, split.selectionStart)].length;
      }
      if (what === "speaker") {
        values.name = this.field("name").value;
        values.role = this.form.querySelector("#cstonews-role").value;
        const known = this.people.get(values.name);
        values.person = known ? known.id : null;
        values.role ||= known ? known.role : "";
      }
      this.queue = this.queue.then(() => this.send(values));
    }

    async send(values) {
      const before = values.do === "label" ? this.foretell(values) : [];
      const token = this.form.querySelector("[name=csrfmiddlewaretoken]").value;
      const answer = await this.fetch(this.root.dataset.url, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body: JSON.stringify(values),
      });
      if (!answer) {
        for (const [label, words] of before) label.textContent = words;
        return;
      }
      const inList = this.list.contains(document.activeElement) || document.activeElement === document.body;
      const chosen = this.chosen().map((row) => Number(row.dataset.line));
      if (answer.window) this.renew(answer);
      else this.change(answer);
      const numbers = answer.window ? [answer.focus] : chosen;
      const row = this.row(answer.focus) || this.row(chosen[0]);
      const rows = numbers.map((number) => this.row(number)).filter(Boolean);
      if (row && inList) this.choose(rows.length ? rows : [row], row);
      else for (const one of rows) one.setAttribute("aria-selected", "true");
      this.paint();
      this.say(answer.message);
      this.version = answer.version;
      Object.assign(this.frame.dataset, answer.fields);
      const wasOn = document.activeElement;
      this.field("undo").disabled = !answer.undo;
      this.field("redo").disabled = !answer.redo;
      // A button that cannot be pressed loses the focus.
      if (wasOn.disabled) this.focusLines(row);
      this.showPage();
      this.showSummary();
    }

    focusLines(row) {
      (row || this.list.querySelector("[tabindex='0']") || this.list.firstElementChild)?.focus();
    }

    /* The new label is there at once; the answer about a long document takes a while. */
    foretell({ lines, label }) {
      const option = [...this.field("label").options].find((one) => one.value === label);
      const before = [];
      for (const number of lines) {
        const place = this.row(number)?.querySelector(".cstonews-line__label");
        if (!place || !option) continue;
        before.push([place, place.textContent]);
        place.textContent = option.textContent;
      }
      return before;
    }

    /* Only the lines that look different now. Both the lines and what moved are in order. */
    change(answer) {
      const spans = answer.blocks;
      let next = 0;
      for (const row of spans.length ? this.rows() : []) {
        const number = Number(row.dataset.line);
        while (next < spans.length && spans[next][1] < number) next += 1;
        if (next === spans.length) break;
        const [first, , moved, block] = spans[next];
        if (number < first) continue;
        if (moved == null && block == null) delete row.dataset.block;
        else if (moved == null) row.dataset.block = block;
        else if (row.dataset.block) row.dataset.block = Number(row.dataset.block) + moved;
      }
      for (const [number, html] of Object.entries(answer.rows)) {
        const old = this.row(number);
        if (!old) continue;
        const [fresh] = this.made(html);
        const wasAnchor = this.anchor === old;
        const hadFocus = old === document.activeElement;
        const index = old.tabIndex;
        const selected = old.getAttribute("aria-selected");
        old.replaceWith(fresh);
        this.enliven([fresh]);
        fresh.setAttribute("aria-selected", selected);
        fresh.tabIndex = index;
        if (wasAnchor) this.anchor = fresh;
        if (hadFocus) fresh.focus();
      }
    }

    suggest() {
      clearTimeout(this.soon);
      this.soon = setTimeout(async () => {
        const typed = this.field("name").value.trim();
        if (typed.length < 2 || this.people.has(typed)) return;
        const answer = await this.fetch(`${this.root.dataset.peopleUrl}?q=${encodeURIComponent(typed)}`);
        if (!answer) return;
        this.people = new Map();
        const options = answer.people.map((person) => {
          // Namesakes are told apart on the page.
          this.people.set(person.name, this.people.has(person.name) ? null : person);
          const option = document.createElement("option");
          option.value = person.name;
          option.label = person.role ? `${person.name}, ${person.role}` : person.name;
          return option;
        });
        this.field("people").replaceChildren(...options);
      }, SOON);
    }

    async fetch(url, options) {
      const slow = setTimeout(() => this.say(this.root.dataset.textSlow), SLOW);
      try {
        const response = await fetch(url, { credentials: "same-origin", ...options });
        const isJson = (response.headers.get("Content-Type") || "").includes("json");
        if (isJson) {
          const answer = await response.json();
          if (response.ok) {
            this.say("", true);
            return answer;
          }
          this.say(answer.problem || this.root.dataset.textFailed, true);
          return null;
        }
        if (response.ok && !response.redirected) return await response.text();
        this.say(this.root.dataset.textFailed, true);
      } catch {
        this.say(this.root.dataset.textFailed, true);
      } finally {
        clearTimeout(slow);
      }
      return null;
    }

    say(text, isProblem) {
      const problem = this.root.querySelector("[data-problem]");
      if (isProblem) {
        problem.textContent = text;
        problem.hidden = !text;
      } else {
        this.root.querySelector("[data-status]").textContent = text;
      }
    }

    // ---------------------------------------------------------------- the page

    showPage(block) {
      const scroll = this.frame.contentWindow?.scrollY || 0;
      this.isReady = false;
      this.returnTo = block == null ? scroll : null;
      this.wantedBlock = block ?? null;
      // Of a long page only the blocks around one are shown: those around where the editor is.
      this.around = block ?? this.current()?.dataset.block ?? this.around ?? 0;
      this.frame.src = `${this.root.dataset.pageUrl}?v=${this.version}&block=${this.around}`;
    }

    async showSummary() {
      const html = await this.fetch(this.root.dataset.summaryUrl);
      if (html) this.root.querySelector("[data-summary]").innerHTML = html;
    }

    /* The elements of each block: they stand between two comments that name it. */
    findBlocks() {
      const page = this.frame.contentDocument;
      this.blocks = new Map();
      this.isReady = true;
      if (!page?.body) return;
      const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_COMMENT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const found = /^cstonews-block (\d+)$/.exec(node.data);
        if (!found) continue;
        const number = Number(found[1]);
        const elements = this.blocks.get(number) || [];
        for (let next = node.nextSibling; next && next.data !== "/cstonews-block"; next = next.nextSibling) {
          if (next.nodeType !== Node.ELEMENT_NODE) continue;
          next.dataset.cstonewsBlock = number;
          elements.push(next);
        }
        this.blocks.set(number, elements);
      }
      this.findFields(page);
      page.addEventListener("mouseover", (event) => this.markLines(event.target));
      page.addEventListener("focusin", (event) => this.markLines(event.target));
      page.addEventListener("click", (event) => {
        // Links of a preview lead nowhere; they show their lines.
        if (event.target.closest("a")) event.preventDefault();
        const number = this.markLines(event.target);
        if (number) this.go(number);
      });
      if (this.returnTo) this.frame.contentWindow.scrollTo(0, this.returnTo);
      this.shown = null;
      if (this.wantedBlock != null) this.mark(this.current());
    }

    /* Headline and lead are found by their words: templates show them where they like. */
    findFields(page) {
      this.fields = new Map();
      const same = (text) => text.replace(/\s+/g, " ").trim();
      for (const field of ["title", "subtitle", "lead"]) {
        const line = this.list.querySelector(`[data-field="${field}"] .cstonews-line__text`);
        const words = same(this.frame.dataset[field] || line?.textContent || "");
        if (!words) continue;
        const places = [...page.body.querySelectorAll("h1, h2, p, div, strong, em")];
        const found = places.filter((place) => same(place.textContent) === words).pop();
        if (!found) continue;
        found.dataset.cstonewsField = field;
        this.fields.set(field, [found]);
      }
    }

    elementsOf(row) {
      if (row?.dataset.block) return this.blocks.get(Number(row.dataset.block)) || null;
      if (row?.dataset.field) return this.fields?.get(row.dataset.field) || [];
      return [];
    }

    /* Mark what becomes of a line; where it is not among the blocks that are shown, show those. */
    mark(row, isHover) {
      for (const other of this.list.querySelectorAll(".is-marked")) other.classList.remove("is-marked");
      this.outline([]);
      if (!row) return;
      const elements = this.elementsOf(row);
      if (elements === null) {
        if (!isHover && this.isReady && this.wantedBlock !== Number(row.dataset.block)) this.showPage(Number(row.dataset.block));
        return;
      }
      this.outline(elements);
      if (elements.length) elements[0].scrollIntoView({ block: "nearest" });
    }

    outline(elements) {
      for (const element of this.shown || []) {
        element.style.removeProperty("outline");
        element.style.removeProperty("outline-offset");
        delete element.dataset.cstonewsMarked;
      }
      for (const element of elements) {
        element.style.outline = "3px solid #00a885";
        element.style.outlineOffset = "4px";
        element.dataset.cstonewsMarked = "";
      }
      this.shown = elements;
    }

    /* Mark the lines of what is pointed at in the page; gives the first one's number. */
    markLines(target) {
      const place = target.closest?.("[data-cstonews-block], [data-cstonews-field]");
      for (const other of this.list.querySelectorAll(".is-marked")) other.classList.remove("is-marked");
      if (!place) return null;
      const { cstonewsBlock: block, cstonewsField: field } = place.dataset;
      const wanted = block ? `[data-block="${block}"]` : `[data-field="${field}"]`;
      const rows = [...this.list.querySelectorAll(wanted)];
      for (const row of rows) row.classList.add("is-marked");
      rows[0]?.scrollIntoView({ block: "nearest" });
      this.outline(block ? this.blocks.get(Number(block)) || [] : [place]);
      return rows.length ? Number(rows[0].dataset.line) : null;
    }
  }

  function start() {
    document.querySelectorAll("[data-cstonews-workbench]").forEach((root) => new Workbench(root));
    // A form is sent once, whatever is pressed meanwhile; the server, too, saves once.
    document.querySelectorAll(".cstonews-workbench__actions").forEach((form) => {
      form.addEventListener("submit", (event) => {
        if (form.dataset.sent) event.preventDefault();
        form.dataset.sent = "1";
      });
    });
    window.addEventListener("pageshow", () => {
      document.querySelectorAll(".cstonews-workbench__actions").forEach((form) => delete form.dataset.sent);
    });
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
