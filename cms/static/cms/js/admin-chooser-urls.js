// Tells the translation editor where the choosers are.
window.chooserUrls ??= { ...document.currentScript.dataset };
