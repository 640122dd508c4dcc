// Lets the reader of the pages of rules choose which levels of evidence to show. Without it all are shown, and so they are
// whenever a page is opened: nothing is kept.

/** What a level belongs to: the section of a rule, or its row in a table, with its level. */
function* rules(root) {
  for (const item of root.querySelectorAll("section > ul > li")) {
    const [, level] = /^Evidence: ([^.]+)\./.exec(item.textContent) ?? [];
    if (level) yield { element: item.closest("section"), level };
  }
  for (const table of root.querySelectorAll("table")) {
    const head = [...table.querySelectorAll("thead th")].map((cell) => cell.textContent.trim());
    if (head.join() !== "Rule,Evidence") continue;
    for (const row of table.querySelectorAll("tbody tr")) {
      yield { element: row, level: row.lastElementChild.textContent.trim() };
    }
  }
}

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function checkbox(level, count, show) {
  const box = element("input", { type: "checkbox", checked: true, autocomplete: "off", value: level });
  box.addEventListener("change", show);
  return element("label", {}, box, ` ${level} (${count})`);
}

function setUp(heading, all) {
  const levels = [...new Set(all.map((rule) => rule.level))];
  const status = element("output", {});
  const boxes = levels.map((level) => checkbox(level, all.filter((rule) => rule.level === level).length, show));
  const filter = element("fieldset", { className: "evidence-filter" });
  filter.append(element("legend", {}, "Show rules by evidence"), ...boxes, status);
  heading.after(filter);

  function show() {
    const shown = new Set([...filter.querySelectorAll("input:checked")].map((box) => box.value));
    for (const { element, level } of all) {
      element.hidden = !shown.has(level);
      // The menu of the page leads to sections.
      const link = element.id && document.querySelector(`.toc-tree a[href="#${CSS.escape(element.id)}"]`);
      if (link) link.parentElement.hidden = element.hidden;
    }
    const count = all.filter((rule) => !rule.element.hidden).length;
    status.value = `${count} of ${all.length} rules shown`;
  }

  /** Show the rule that a link leads to. */
  function follow() {
    const target = all.find(({ element }) => element.id && `#${element.id}` === location.hash);
    if (!target?.element.hidden) return;
    filter.querySelector(`input[value="${target.level}"]`).checked = true;
    show();
    target.element.scrollIntoView();
  }

  show();
  addEventListener("hashchange", follow);
}

const heading = document.querySelector("h1");
const all = [...rules(document)];
if (heading && all.length > 1) setUp(heading, all);
