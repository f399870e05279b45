// Suggests how to go on while somebody types in a field with an address in data-suggestions: a combobox with a list,
// as the ARIA Authoring Practices describe it. Without it the field is sent like any other.
const SHORTEST = 2;
const PAUSE = 150;
const KEPT = 50;
let lists = 0;

class Suggestions {
  constructor(input) {
    this.input = input;
    this.options = [];
    this.active = -1;
    this.answers = new Map();
    this.list = this.#made("ul", "suggestions", { id: `suggestions-${(lists += 1)}`, role: "listbox" });
    this.list.setAttribute("aria-label", input.dataset.suggestionsLabel);
    this.list.hidden = true;
    this.status = this.#made("p", "visually-hidden", { role: "status" });
    this.#wrap();
    this.#listen();
  }

  #made(tag, className, attributes) {
    const element = document.createElement(tag);
    element.className = className;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  }

  #wrap() {
    const { input } = this;
    const box = this.#made("div", "suggestions-box", {});
    input.before(box);
    box.append(input, this.list, this.status);
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false" };
    for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
    input.setAttribute("aria-controls", this.list.id);
  }

  #listen() {
    const { input, list } = this;
    input.addEventListener("input", () => this.#soon());
    input.addEventListener("keydown", (event) => this.#key(event));
    input.addEventListener("blur", () => this.close());
    // The field keeps the focus while an option is pressed.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const at = this.options.findIndex((option) => option.element.contains(event.target));
      if (at >= 0) this.#choose(at);
    });
  }

  #soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#ask(), PAUSE);
  }

  async #ask() {
    const typed = this.input.value.trim();
    this.asked = typed;
    if (typed.length < SHORTEST) {
      this.close();
      return;
    }
    const found = this.answers.get(typed) ?? (await this.#fetched(typed));
    if (this.asked === typed && document.activeElement === this.input) this.#show(found);
  }

  async #fetched(typed) {
    this.request?.abort();
    this.request = new AbortController();
    const address = `${this.input.dataset.suggestions}?${new URLSearchParams({ q: typed })}`;
    try {
      const answer = await fetch(address, { signal: this.request.signal, credentials: "omit" });
      if (!answer.ok) return [];
      const found = await answer.json();
      if (this.answers.size >= KEPT) this.answers.clear();
      this.answers.set(typed, found);
      return found;
    } catch {
      return []; // Typed on meanwhile, or offline: the field itself still works.
    }
  }

  #show(found) {
    this.active = -1;
    this.options = found.map((each, at) => ({ ...each, element: this.#option(each, at) }));
    this.list.replaceChildren(...this.options.map((option) => option.element));
    this.#expand(this.options.length > 0);
    this.#mark();
    this.status.textContent = found.length
      ? this.input.dataset.suggestionsCount.replace("%(number)s", found.length)
      : this.input.dataset.suggestionsNone;
  }

  #option(each, at) {
    const option = this.#made("li", "suggestions__one", { role: "option", id: `${this.list.id}-${at}` });
    const text = this.#made("span", "suggestions__text", { lang: each.language });
    text.textContent = each.text;
    const kind = this.#made("span", "suggestions__kind", {});
    kind.textContent = each.kind;
    option.append(text, " ", kind);
    return option;
  }

  #expand(isOpen) {
    this.list.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
  }

  #mark() {
    for (const [at, { element }] of this.options.entries()) {
      element.setAttribute("aria-selected", String(at === this.active));
    }
    const active = this.options[this.active]?.element;
    if (active) {
      this.input.setAttribute("aria-activedescendant", active.id);
      active.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  #key(event) {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape" && !this.list.hidden) {
      this.close();
      event.preventDefault(); // A second Escape empties the field, as browsers do.
    } else if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      this.#choose(this.active);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      this.#move(event);
    } else if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) {
      this.active = -1;
      this.#mark();
    }
  }

  #move(event) {
    if (this.list.hidden) {
      if (event.key === "ArrowDown") this.#ask();
      return;
    }
    event.preventDefault();
    // The place before the first option is the field itself.
    const places = this.options.length + 1;
    const step = event.key === "ArrowDown" ? 1 : -1;
    this.active = ((this.active + 1 + step + places) % places) - 1;
    this.#mark();
  }

  #choose(at) {
    const { url } = this.options[at];
    this.close();
    location.assign(url);
  }

  close() {
    clearTimeout(this.timer);
    this.asked = null;
    this.active = -1;
    this.#mark();
    this.#expand(false);
    this.status.textContent = "";
  }
}

for (const input of document.querySelectorAll("input[data-suggestions]:not([data-suggestions=\"\"])")) new Suggestions(input);
