// Words selected in a text become the passage to hide, and the text they stand in is chosen with them.
const texts = document.querySelector("[data-passages]");
const passage = document.querySelector("[name=passage]");

function take() {
  const selection = document.getSelection();
  const words = selection.toString().trim();
  const text = selection.anchorNode?.parentElement?.closest("[data-passage-of]");
  if (!words || !text || !text.contains(selection.focusNode)) return;
  passage.value = words;
  document.querySelector(`[name=target][value="${text.dataset.passageOf}"]`)?.click();
}

if (texts && passage) {
  texts.querySelector("[data-passages-hint]").hidden = false;
  document.addEventListener("mouseup", take);
  document.addEventListener("keyup", (event) => event.key === "Shift" && take());
}
