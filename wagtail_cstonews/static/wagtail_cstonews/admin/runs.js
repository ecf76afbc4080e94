/* Runs of imports: progress that is live, previews that come piece by piece, forms that are sent once. */

(() => {
  const { Controller } = window.StimulusModule;

  const PAUSE = 1500;
  const MOST_ROWS = 200;
  const MOST_ATTEMPTS = 5;
  const SPOKEN_EVERY = 10000;

  const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  const ask = async (url, options = {}) => {
    const response = await fetch(url, {
      credentials: "same-origin",
      headers: { Accept: "application/json", ...options.headers },
      method: options.method || "GET",
    });
    const type = response.headers.get("Content-Type") || "";
    if (!response.ok || !type.includes("json")) throw new Error(String(response.status));
    return response.json();
  };

  /* A form whose buttons work once. */
  class Once extends Controller {
    connect() {
      this.onSubmit = (event) => {
        if (this.isSent) event.preventDefault();
        this.isSent = true;
        // A disabled button's name would not be sent.
        setTimeout(() => this.lock(true), 0);
      };
      this.onShow = (event) => {
        if (!event.persisted) return;
        this.isSent = false;
        this.lock(false);
      };
      this.element.addEventListener("submit", this.onSubmit);
      window.addEventListener("pageshow", this.onShow);
    }

    disconnect() {
      this.element.removeEventListener("submit", this.onSubmit);
      window.removeEventListener("pageshow", this.onShow);
    }

    lock(isLocked) {
      this.element.querySelectorAll("button[type=submit]").forEach((button) => {
        button.disabled = isLocked;
      });
    }
  }

  /* Rows of a preview, a piece at a time, with a tally of what they say. */
  class Preview extends Controller {
    static targets = ["rows", "tally", "busy", "more", "next"];

    static values = { url: String };

    connect() {
      this.isOver = false;
      this.counts = {};
      this.rowsTarget.querySelectorAll("tr[data-kind]").forEach((row) => {
        this.counts[row.dataset.kind] = (this.counts[row.dataset.kind] || 0) + 1;
      });
      this.tell();
      this.tallyTarget.hidden = false;
      if (this.hasNextTarget) this.nextTarget.hidden = true;
      this.load();
    }

    disconnect() {
      this.isOver = true;
    }

    async load() {
      let url = this.hasUrlValue ? this.urlValue : "";
      const path = url.split("?")[0];
      let attempts = 0;
      while (url && !this.isOver) {
        try {
          const piece = await ask(url);
          attempts = 0;
          this.add(piece);
          url = piece.following === null ? "" : `${path}?from=${piece.following}`;
        } catch {
          attempts += 1;
          if (attempts === MOST_ATTEMPTS) {
            if (this.hasNextTarget) this.nextTarget.hidden = false;
            break;
          }
          await wait(PAUSE);
        }
      }
      this.busyTarget.hidden = true;
    }

    add(piece) {
      const body = document.createElement("tbody");
      body.innerHTML = piece.rows;
      [...body.children].forEach((row) => {
        if (row.dataset.kind === "kept" || this.rowsTarget.children.length < MOST_ROWS) {
          this.rowsTarget.append(row);
        } else {
          this.moreTarget.hidden = false;
        }
      });
      Object.entries(piece.counts).forEach(([kind, count]) => {
        this.counts[kind] = (this.counts[kind] || 0) + count;
      });
      this.tell();
    }

    tell() {
      this.tallyTarget.querySelectorAll("[data-kind]").forEach((part) => {
        part.querySelector("b").textContent = String(this.counts[part.dataset.kind] || 0);
      });
    }
  }

  /* A run at work: look again and again, and do its next step where nobody else does. */
  class Progress extends Controller {
    static targets = ["live", "spoken", "problem"];

    static values = { url: String, step: String, steps: Boolean, token: String };

    connect() {
      this.isOver = false;
      this.spokenAt = -SPOKEN_EVERY;
      this.watch();
    }

    disconnect() {
      this.isOver = true;
    }

    async watch() {
      let attempts = 0;
      let { stepsValue: steps } = this;
      while (!this.isOver) {
        if (!steps) await wait(PAUSE);
        try {
          const found = steps
            ? await ask(this.stepValue, { method: "POST", headers: { "X-CSRFToken": this.tokenValue } })
            : await ask(this.urlValue);
          attempts = 0;
          this.problemTarget.hidden = true;
          if (found.done) {
            window.location.reload();
            return;
          }
          steps = found.steps;
          this.liveTarget.innerHTML = found.html;
          this.speak();
        } catch {
          attempts += 1;
          if (attempts >= MOST_ATTEMPTS) this.problemTarget.hidden = false;
          await wait(PAUSE * attempts);
        }
      }
    }

    /* Read aloud now and then, not with every step. */
    speak() {
      if (performance.now() - this.spokenAt < SPOKEN_EVERY) return;
      this.spokenAt = performance.now();
      const said = this.liveTarget.querySelector(".cstonews-state")?.textContent ?? "";
      this.spokenTarget.textContent = said.replace(/\s+/g, " ").trim();
    }
  }

  const { app } = window.wagtail;
  app.register("cstonews-once", Once);
  app.register("cstonews-preview", Preview);
  app.register("cstonews-run", Progress);
})();
