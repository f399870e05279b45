// Moves focus to the error summary, so that a screen reader reads what went wrong first.
document.querySelector("[data-error-summary]")?.focus();
