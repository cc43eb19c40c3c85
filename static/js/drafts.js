// Saves a long form to the server while its writer types: 2 seconds after the last key, at the
// latest 10 seconds after the first one not saved, and on leaving. Nothing is kept in the browser.
const QUIET = 2000;
const LONGEST = 10000;
const RETRIES = [5000, 15000, 30000, 60000];

export function startDrafts(scope) {
  scope.querySelectorAll("form[data-draft]").forEach((form) => new Draft(form));
}

class Draft {
  constructor(form) {
    this.form = form;
    this.box = form.querySelector("[data-draft-box]");
    this.version = form.querySelector("input[name=draft_version]");
    if (!this.box || !this.version) return;
    this.url = this.box.dataset.url;
    // A page may say where it shows the state; otherwise it stands in the box of the draft.
    this.text = form.querySelector("[data-draft-status]") ?? this.box.querySelector("[data-draft-text]");
    this.unsavedSince = null;
    this.saving = null;
    this.stopped = false;
    this.failures = 0;
    ["input", "change"].forEach((name) => form.addEventListener(name, () => this.typed()));
    form.addEventListener("submit", (event) => this.submitted(event));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.save();
    });
    window.addEventListener("pagehide", () => this.left());
    this.box.querySelector("[data-draft-keep]").addEventListener("click", () => this.keepMine());
  }

  typed() {
    if (this.unsavedSince === null) this.unsavedSince = Date.now();
    const latest = this.unsavedSince + LONGEST - Date.now();
    this.later(Math.min(QUIET, Math.max(0, latest)));
  }

  later(wait) {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.save(), wait);
  }

  save() {
    window.clearTimeout(this.timer);
    if (this.stopped || this.saving || this.unsavedSince === null) return;
    this.unsavedSince = null;
    this.saving = this.send().finally(() => {
      this.saving = null;
      if (this.unsavedSince !== null && !this.failures) this.later(QUIET);
    });
  }

  async send() {
    let answer;
    let said;
    try {
      answer = await fetch(this.url, {
        method: "POST",
        body: this.typedData(),
        headers: { Accept: "application/json" },
        credentials: "same-origin",
        redirect: "error",
      });
      said = await answer.json();
    } catch {
      return this.tryAgain();
    }
    this.failures = 0;
    if (said.version !== undefined && answer.status !== 409) this.version.value = said.version;
    if (answer.ok) return this.saved(said);
    if (answer.status === 401) return this.tell(said.message, said.sign_in);
    this.stopped = true;
    this.tell(said.message);
    if (answer.status === 409) this.showOther(said);
  }

  typedData() {
    const data = new FormData(this.form);
    for (const [name, value] of [...data.entries()]) {
      if (value instanceof File) data.delete(name);
    }
    return data;
  }

  tryAgain() {
    this.unsavedSince = this.unsavedSince ?? Date.now();
    this.tell(this.words("waiting"));
    this.later(RETRIES[Math.min(this.failures, RETRIES.length - 1)]);
    this.failures += 1;
  }

  saved(said) {
    const at = new Date(said.saved_at);
    const clock = at.toLocaleTimeString(document.documentElement.lang, {
      hour: "numeric",
      minute: "2-digit",
    });
    this.tell(`${this.words("saved")} ${clock}`);
    document.dispatchEvent(new CustomEvent("app:saved"));
  }

  tell(message, signIn) {
    this.box.hidden = false;
    this.text.textContent = message;
    if (!signIn) return;
    const link = document.createElement("a");
    link.href = signIn;
    link.target = "_blank";
    link.rel = "noopener";
    link.className = "govuk-link";
    link.textContent = this.words("sign-in");
    this.text.append(" ", link);
  }

  words(name) {
    return this.box.querySelector(`template[data-${name}]`).content.textContent;
  }

  // Somebody (most often the writer, in another tab) saved since: both texts are on the page.
  showOther(said) {
    this.theirVersion = said.version;
    const list = this.box.querySelector("[data-draft-list]");
    list.replaceChildren();
    const mine = this.typedData();
    for (const [name, values] of Object.entries(said.theirs)) {
      const theirs = values.join("\n");
      if (theirs && theirs !== mine.getAll(name).join("\n")) list.append(this.row(name, theirs));
    }
    this.box.querySelector("[data-draft-other]").hidden = false;
  }

  row(name, value) {
    const row = document.createElement("div");
    row.className = "govuk-summary-list__row";
    const key = document.createElement("dt");
    key.className = "govuk-summary-list__key";
    const field = this.form.elements[name];
    const legend = (field?.[0] ?? field)?.closest?.("fieldset")?.querySelector("legend");
    key.textContent = (field?.labels?.[0] ?? legend)?.textContent.trim() ?? name;
    const text = document.createElement("dd");
    text.className = "govuk-summary-list__value app-prewrap";
    text.textContent = value;
    row.append(key, text);
    return row;
  }

  keepMine() {
    this.version.value = this.theirVersion;
    this.box.querySelector("[data-draft-other]").hidden = true;
    this.stopped = false;
    this.unsavedSince = Date.now();
    this.save();
  }

  // A save that is still on its way must not arrive after the form itself.
  submitted(event) {
    window.clearTimeout(this.timer);
    this.stopped = true;
    if (!this.saving || event.defaultPrevented) return;
    event.preventDefault();
    const button = event.submitter;
    this.saving.finally(() => this.form.requestSubmit(button));
  }

  left() {
    if (this.stopped || this.unsavedSince === null) return;
    navigator.sendBeacon(this.url, this.typedData());
  }
}
