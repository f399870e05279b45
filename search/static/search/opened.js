// Tells the site that a search led somewhere: only the words that were searched, without cookies, once for a page.
const { address, words } = document.querySelector("script[data-words]").dataset;
let isTold = false;

function tell(event) {
  const isOpening = event.type === "click" || event.button === 1; // also in a new tab
  if (isTold || !isOpening || !event.target.closest(".search-hit__title a")) return;
  isTold = true;
  fetch(address, { method: "POST", body: new URLSearchParams({ q: words }), credentials: "omit", keepalive: true }).catch(() => {});
}

addEventListener("click", tell);
addEventListener("auxclick", tell);
