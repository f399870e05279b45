// Keeps what an editor types in this window until the server has it, so that an expired session costs nobody a text.
// The copy never leaves the browser, belongs to one person, and is gone when the window is closed.
const here = document.querySelector("script[data-unsaved]").dataset;
const PREFIX = "unsaved:";
const PAUSE = 400;
const CHECK_EVERY = 60_000;
const NOT_KEPT = /^(csrfmiddlewaretoken|review|next|loaded_revision|overwrite_revision|action-|workflow-action)/;
const form = document.querySelector("form[data-edit-form]");

const keyOf = (path) => PREFIX + path;

function read(path) {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(path)));
  } catch {
    return null;
  }
}

function keep(path, copy) {
  try {
    sessionStorage.setItem(keyOf(path), JSON.stringify(copy));
  } catch {
    // More than the browser holds: the editor works on as it did without a copy.
  }
}

const forget = (path) => sessionStorage.removeItem(keyOf(path));

function allPaths() {
  return Object.keys(sessionStorage)
    .filter((key) => key.startsWith(PREFIX))
    .map((key) => key.slice(PREFIX.length));
}

// The page that follows a saving says so, and comes straight from the editor; after a sign-in it does not.
function forgetWhatWasSaved() {
  const from = document.referrer ? new URL(document.referrer).pathname : "";
  const succeeded = document.querySelector(".messages .success") !== null;
  for (const path of allPaths()) {
    const copy = read(path);
    if (!copy || (copy.sent && succeeded && from === path)) forget(path);
  }
}

function fieldsOf(element) {
  return [...new FormData(element)].filter(([name, value]) => typeof value === "string" && !NOT_KEPT.test(name));
}

let person = null;

function copyOf(element, sent) {
  const revision = element.querySelector("[name=loaded_revision_id]")?.value ?? "";
  return { person, fields: fieldsOf(element), revision, sent };
}

function notice(id, text, ...controls) {
  document.getElementById(id)?.remove();
  const box = document.createElement("div");
  box.id = id;
  box.className = "help-block help-warning";
  box.setAttribute("role", "status");
  const words = document.createElement("p");
  words.textContent = text;
  box.append(words, ...controls);
  form.before(box);
}

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button button-small";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

// Sent to the server as an ordinary draft: the one way that brings back every kind of field.
function bringBack(copy) {
  const path = location.pathname;
  const again = document.createElement("form");
  again.method = "post";
  again.action = path;
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  for (const [name, value] of [...copy.fields, ["csrfmiddlewaretoken", token]]) {
    const input = document.createElement("textarea");
    input.name = name;
    input.value = value;
    again.append(input);
  }
  again.hidden = true;
  document.body.append(again);
  keep(path, { ...copy, sent: true });
  window.onbeforeunload = null;
  again.submit();
}

function offer(copy) {
  const revision = form.querySelector("[name=loaded_revision_id]")?.value ?? "";
  const text = copy.revision === revision ? here.found : `${here.found} ${here.newer}`;
  const drop = () => {
    forget(location.pathname);
    document.getElementById("unsaved-found").remove();
  };
  notice("unsaved-found", text, button(here.restore, () => bringBack(copy)), " ", button(here.drop, drop));
}

function sayThatSessionEnded() {
  const link = document.createElement("a");
  link.href = here.login;
  link.target = "_blank";
  link.rel = "noopener";
  link.textContent = here.signIn;
  notice("unsaved-signed-out", here.ended, link);
}

async function checkSession() {
  const answer = await fetch(here.unsaved, { headers: { "X-Requested-With": "XMLHttpRequest" } }).catch(() => null);
  if (!answer) return;
  if (!answer.ok || answer.redirected) {
    sayThatSessionEnded();
    return;
  }
  const { token, person: signedIn } = await answer.json();
  person ??= signedIn;
  for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]")) input.value = token;
  document.getElementById("unsaved-signed-out")?.remove();
}

function watch() {
  const before = JSON.stringify(fieldsOf(form));
  let timer = 0;
  let isTyped = false;
  const save = () => {
    const copy = copyOf(form, false);
    isTyped = JSON.stringify(copy.fields) !== before;
    if (isTyped) keep(location.pathname, copy);
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  };
  for (const event of ["input", "change", "click", "keyup"]) form.addEventListener(event, soon);
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    keep(location.pathname, copyOf(form, true));
  });
  document.addEventListener("w-autosave:success", () => {
    isTyped = false;
    for (const path of allPaths()) if (!read(path)?.sent) forget(path);
  });
  document.addEventListener("w-autosave:error", checkSession);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") checkSession();
  });
  setInterval(() => isTyped && checkSession(), CHECK_EVERY);
}

// What another person typed in this window is not for the eyes of this one.
function offerWhatIsLeft() {
  const copy = read(location.pathname);
  if (!copy) return;
  if (copy.person !== person) forget(location.pathname);
  else if (JSON.stringify(copy.fields) !== JSON.stringify(fieldsOf(form))) offer(copy);
}

forgetWhatWasSaved();
if (form) {
  await checkSession();
  if (form.dataset.wUnsavedForceValue !== "true") offerWhatIsLeft();
  // Editors and choosers fill their fields a moment after the page is there.
  setTimeout(watch, 1000);
}
