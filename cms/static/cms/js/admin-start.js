// Starts the widgets of Wagtail's admin from data in the page, so that no page of the admin needs inline script.
// Only what is named here can be started.
const starters = {
  DateChooser: (id, options) => window.initDateChooser(id, options),
  TimeChooser: (id, options) => window.initTimeChooser(id, options),
  DateTimeChooser: (id, options) => window.initDateTimeChooser(id, options),
  InlinePanel: (options) => new window.InlinePanel(options),
  MultipleChooserPanel: (options) => new window.MultipleChooserPanel(options),
  TaskChooser: (id) => window.createTaskChooser(id),
  Chooser: (id, options) => new window.Chooser(id, options),
  PageChooser: (id, options) => new window.PageChooser(id, options),
  ImageChooser: (id, options) => new window.ImageChooser(id, options),
  DocumentChooser: (id, options) => new window.DocumentChooser(id, options),
  SnippetChooser: (id, options) => new window.SnippetChooser(id, options),
};

function argumentsOf({ arguments: all, id, options }) {
  if (all) return JSON.parse(all);
  return id ? [id, JSON.parse(options)] : [JSON.parse(options)];
}

const started = new WeakSet();

function start(mark) {
  if (started.has(mark)) return;
  started.add(mark);
  starters[mark.dataset.adminStart]?.(...argumentsOf(mark.dataset));
}

function startWithin(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  if (node.matches("template[data-admin-start]")) start(node);
  node.querySelectorAll("template[data-admin-start]").forEach(start);
}

startWithin(document.documentElement);
new MutationObserver((changes) => {
  for (const change of changes) change.addedNodes.forEach(startWithin);
}).observe(document.documentElement, { childList: true, subtree: true });
