// "Select all" on the page that sends something for translation.
const all = document.querySelector('[name="select_all"]');
all?.addEventListener("change", () => {
  for (const box of document.querySelectorAll('[name="locales"]')) box.checked = all.checked;
});
