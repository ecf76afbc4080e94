/* Imports in the browser: files are sent in slices, progress is asked for, ticks are kept. */

(() => {
  const { Controller } = window.StimulusModule;

  const PATIENCE = 5;
  const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  const token = (form) => form.querySelector("[name=csrfmiddlewaretoken]").value;
  const fill = (text, values) => text.replace(/%\((\w+)\)s/g, (whole, name) => values[name] ?? whole);
  const megabytes = (bytes) => (bytes / 1048576).toFixed(bytes < 10485760 ? 1 : 0);

  class Refused extends Error {
    constructor(answer, data) {
      super(data.error || "");
      this.status = answer.status;
      this.data = data;
    }
  }

  /* Posts, and gives what is answered as JSON. What the server refuses is an error of its own kind. */
  const post = async (url, body, csrf, signal) => {
    const answer = await fetch(url, {
      method: "POST",
      body,
      signal,
      credentials: "same-origin",
      headers: { "X-CSRFToken": csrf, Accept: "application/json" },
    });
    const data = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Refused(answer, data);
    return data;
  };

  class UploadController extends Controller {
    static targets = [
      "text",
      "zone",
      "input",
      "hint",
      "list",
      "sending",
      "sentence",
      "progress",
      "amount",
      "error",
      "submit",
    ];

    static values = { sending: String, sent: String, failed: String, cancelled: String, remove: String };

    connect() {
      this.files = [];
      this.hintTarget.hidden = false;
      // The screen may come back from the browser's memory.
      this.back = () => {
        this.isSent = false;
      };
      window.addEventListener("pageshow", this.back);
    }

    disconnect() {
      window.removeEventListener("pageshow", this.back);
    }

    choose() {
      this.add([...this.inputTarget.files]);
      // They are sent by this script; and the same file may be chosen again.
      this.inputTarget.value = "";
    }

    over(event) {
      event.preventDefault();
      this.zoneTarget.classList.add("cstonews-drop--over");
    }

    leave() {
      this.zoneTarget.classList.remove("cstonews-drop--over");
    }

    async drop(event) {
      event.preventDefault();
      this.leave();
      const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
      const files = [...event.dataTransfer.files];
      this.add(entries.length ? (await Promise.all(entries.map((entry) => this.within(entry)))).flat() : files);
    }

    /* The files of what was dropped; of a folder, those in it. */
    async within(entry) {
      if (entry.isFile) {
        return [await new Promise((done, fail) => entry.file(done, fail))];
      }
      const reader = entry.createReader();
      const found = [];
      for (;;) {
        // A reader gives some at a time, and nothing at the end.
        const some = await new Promise((done, fail) => reader.readEntries(done, fail));
        if (!some.length) break;
        found.push(...some);
      }
      const inside = await Promise.all(
        found.filter((one) => !one.name.startsWith(".")).map((one) => this.within(one)),
      );
      return inside.flat();
    }

    add(files) {
      this.files.push(...files);
      this.show();
    }

    show() {
      this.listTarget.replaceChildren(
        ...this.files.map((file) => {
          const row = document.createElement("li");
          const name = document.createElement("span");
          name.textContent = `${file.name} (${megabytes(file.size)} MB)`;
          const button = document.createElement("button");
          button.type = "button";
          button.className = "button button-small button-secondary";
          button.textContent = "×";
          button.setAttribute("aria-label", fill(this.removeValue, { name: file.name }));
          button.addEventListener("click", () => {
            this.files = this.files.filter((one) => one !== file);
            this.show();
            this.inputTarget.focus();
          });
          row.append(name, button);
          return row;
        }),
      );
    }

    async submit(event) {
      if (this.isSending || !this.files.length) {
        if (this.isSending || this.isSent) event.preventDefault();
        this.isSent = true;
        return;
      }
      event.preventDefault();
      this.isSending = true;
      this.errorTarget.textContent = "";
      this.submitTarget.disabled = true;
      this.stopper = new AbortController();
      let told = null;
      try {
        const form = new FormData(this.element);
        form.delete("files");
        form.set("announced", JSON.stringify(this.files.map((file) => [file.name, file.size])));
        told = await post(this.element.action, form, token(this.element), this.stopper.signal);
        this.sendingTarget.hidden = false;
        this.sendingTarget.focus();
        await this.send(told);
        const done = await post(told.complete, new FormData(), token(this.element), this.stopper.signal);
        window.location.assign(done.next);
      } catch (error) {
        await this.give(error, told);
      }
    }

    async send(told) {
      const all = this.files.reduce((sum, file) => sum + file.size, 0);
      let before = 0;
      for (const [place, file] of this.files.entries()) {
        this.sentenceTarget.textContent = fill(this.sendingValue, { name: file.name });
        let offset = 0;
        let failures = 0;
        while (offset < file.size) {
          const slice = file.slice(offset, offset + told.size);
          try {
            const url = `${told.slices[place]}?offset=${offset}`;
            const answer = await post(url, slice, token(this.element), this.stopper.signal);
            offset = answer.received;
            failures = 0;
          } catch (error) {
            // The slice may have arrived, and only the answer was lost.
            const received = error.data?.received;
            if (received === undefined && (error instanceof Refused || error.name === "AbortError")) throw error;
            failures += 1;
            if (failures > PATIENCE) throw error;
            if (received === undefined) await sleep(500 * 2 ** failures);
            else offset = received;
          }
          this.progressTarget.value = all ? (before + offset) / all : 1;
          this.amountTarget.textContent = fill(this.sentValue, {
            sent: megabytes(before + offset),
            all: megabytes(all),
          });
        }
        before += file.size;
      }
    }

    cancel() {
      this.stopper?.abort();
    }

    /* Tells why it ended, and has nothing kept of what was sent. */
    async give(error, told) {
      const isCancelled = error.name === "AbortError";
      if (told) await post(told.discard, new FormData(), token(this.element)).catch(() => {});
      this.isSending = false;
      this.submitTarget.disabled = false;
      this.sendingTarget.hidden = true;
      this.errorTarget.textContent = isCancelled ? this.cancelledValue : error.message || this.failedValue;
      if (!(error instanceof Refused) && !isCancelled) this.errorTarget.textContent = this.failedValue;
      this.submitTarget.focus();
    }
  }

  class ProgressController extends Controller {
    static targets = ["title", "bar", "sentence", "pace", "live", "error", "form"];

    static values = { url: String, here: String, state: String, lost: String };

    connect() {
      this.isConnected = true;
      this.spoken = 0;
      this.since = null;
      this.run();
    }

    disconnect() {
      this.isConnected = false;
    }

    async run() {
      while (this.isConnected) {
        let wait = 3000;
        try {
          const body = new FormData();
          if (this.since) {
            body.set("since", this.since.done);
            body.set("milliseconds", Math.round(performance.now() - this.since.at));
          }
          const found = await post(this.urlValue, body, token(this.formTarget));
          this.errorTarget.textContent = "";
          if (found.state !== this.stateValue && !(this.isGoingOn(found.state) && this.isGoingOn(this.stateValue))) {
            window.location.assign(found.next || this.hereValue);
            return;
          }
          this.show(found);
          wait = found.again;
        } catch (error) {
          if (error instanceof Refused && [403, 404].includes(error.status)) {
            window.location.assign(this.hereValue);
            return;
          }
          this.errorTarget.textContent = this.lostValue;
        }
        await sleep(wait);
      }
    }

    /* Reading and checking follow each other on one screen. */
    isGoingOn(state) {
      return ["reading", "planning"].includes(state);
    }

    show(found) {
      if (this.since?.phase !== found.phase) {
        this.since = { phase: found.phase, done: found.done, at: performance.now() };
      }
      this.titleTarget.textContent = found.title;
      this.sentenceTarget.textContent = found.sentence;
      this.paceTarget.textContent = found.pace;
      if (found.total) {
        this.barTarget.max = found.total;
        this.barTarget.value = found.done;
      } else {
        this.barTarget.removeAttribute("value");
      }
      // Read aloud now and then, not with every step.
      if (performance.now() - this.spoken > 10000) {
        this.spoken = performance.now();
        this.liveTarget.textContent = [found.title, found.sentence, found.pace].filter(Boolean).join(". ");
      }
    }
  }

  class PlanController extends Controller {
    static values = { failed: String };

    async tick(event) {
      if (event.target.name !== "chosen") return;
      const box = event.target;
      const body = new FormData();
      body.set("shown", box.value);
      if (box.checked) body.set("chosen", box.value);
      try {
        const found = await post(this.element.action, body, token(this.element));
        this.tell(found.sentence);
      } catch {
        box.checked = !box.checked;
        this.tell(this.failedValue);
      }
    }

    tell(text) {
      document.getElementById("cstonews-ticked").textContent = text;
    }
  }

  /* A form that is sent once, however often its button is pressed. */
  class OnceController extends Controller {
    submit(event) {
      if (this.isSent) event.preventDefault();
      this.isSent = true;
    }

    connect() {
      this.isSent = false;
      this.back = () => {
        this.isSent = false;
      };
      // The screen may come back from the browser's memory.
      window.addEventListener("pageshow", this.back);
    }

    disconnect() {
      window.removeEventListener("pageshow", this.back);
    }
  }

  const { app } = window.wagtail;
  app.register("cstonews-upload", UploadController);
  app.register("cstonews-progress", ProgressController);
  app.register("cstonews-plan", PlanController);
  app.register("cstonews-once", OnceController);
})();
