// Tells the server every half minute that this text is still open, and shows who else has it open.
const EVERY = 30_000;
const region = document.querySelector("[data-presence]");
const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;

function show(notices) {
  region.querySelector(".notice").hidden = notices.length === 0;
  const lines = notices.map((text) => Object.assign(document.createElement("p"), { textContent: text }));
  region.querySelector("[data-presence-lines]").replaceChildren(...lines);
}

async function tell() {
  if (document.hidden) return;
  const answer = await fetch(region.dataset.presence, {
    method: "POST",
    headers: { "X-CSRFToken": token },
    credentials: "same-origin",
  }).catch(() => null);
  if (answer?.ok && !answer.redirected) show((await answer.json()).notices);
}

if (region && token) {
  tell();
  setInterval(tell, EVERY);
}
