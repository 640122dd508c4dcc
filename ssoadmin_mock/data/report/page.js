// Ties the parts together: the filter, its copy in the address, the matrix, the panel, the theme and the printer.

const find = (id) => document.getElementById(id);
const data = expand(JSON.parse(find("data").textContent));
const form = find("filter");
const FIELDS = ["name", "group", "set", "account", "kind", "only"];

let view;
let selected = null;

const details = new Details(find("details"), data, () => open(null));
const grid = new Grid(find("grid"), data, {
    open,
    narrow: toggleNarrow,
    // While the panel is open, it follows the active cell.
    move: (cell) => selected && open(cell),
});

function currentFilter() {
    return Object.fromEntries(FIELDS.map((name) => [name, form.elements[name].value.trim()]));
}

/** Applies the filter: what is shown, how much that is, and the address that leads to it. */
function apply({ keepsPlace = false } = {}) {
    view = select(data, currentFilter());
    find("nothing").hidden = view.columns.length > 0;
    grid.show(view, keepsPlace);
    if (!keepsPlace) grid.select(selected);
    const shown = [
        `${spelled(view.rows.length)} of ${spelled(data.principals.length)} principals`,
        `${spelled(view.columns.length)} of ${spelled(data.accounts.length)} accounts`,
        `${spelled(view.grants)} grants`,
    ];
    find("matches").textContent = shown.join(", ");
    remember();
}

/** Opens the panel for a cell, or closes it with null. */
function open(cell, byKey = false) {
    const wasOpen = selected !== null;
    selected = cell;
    details.show(cell);
    grid.select(cell);
    if (cell && byKey) details.focus();
    if (!cell && wasOpen) grid.focus();
    remember();
}

/** Narrows the filter to exactly one name; if it is already, widens it again. */
function toggleNarrow(narrowed) {
    for (const [field, name] of Object.entries(narrowed)) {
        const exact = `"${name}"`;
        form.elements[field].value = form.elements[field].value === exact ? "" : exact;
    }
    apply({ keepsPlace: true });
    grid.focus();
}

// The address holds the filter and the selected cell, so that a view can be sent to somebody.

/** Users and groups may have the same id, when a world gives them none. */
function addressOf({ type, id }) {
    return `${type.toLowerCase()} ${id}`;
}

function remember() {
    const values = Object.entries(currentFilter()).filter(([, value]) => value);
    if (selected)
        values.push(
            ["principal", addressOf(data.principals[selected.principal])],
            ["in", data.accounts[selected.account].id],
        );
    history.replaceState(null, "", `#${new URLSearchParams(values)}`);
}

function recall() {
    const values = new URLSearchParams(location.hash.slice(1));
    for (const name of FIELDS) form.elements[name].value = values.get(name) ?? "";
    for (const name of ["kind", "only"]) if (form.elements[name].selectedIndex < 0) form.elements[name].value = "";
    const principal = data.principals.findIndex((each) => addressOf(each) === values.get("principal"));
    const account = data.accounts.findIndex(({ id }) => id === values.get("in"));
    selected = principal < 0 || account < 0 ? null : { principal, account };
    details.show(selected);
    apply();
}

function summarize() {
    const totals = count(data.grants.flat());
    const groups = data.principals.filter(({ type }) => type === "GROUP").length;
    const tiles = [
        ["users", data.principals.length - groups],
        ["groups", groups],
        ["accounts", data.accounts.length],
        ["permission sets", data.sets.length],
        ["grants", totals.grants],
        ["outdated", totals.outdated],
    ];
    find("summary").append(
        ...tiles.map(([name, number]) =>
            element(
                "div",
                { "data-number": name, class: number ? undefined : "none" },
                element("dt", {}, name),
                element("dd", {}, spelled(number)),
            ),
        ),
    );
}

function explain() {
    const example = (words, grant) => [
        chip(
            { sets: [{ name: words }], principals: [{ name: "a group" }] },
            { role: { set: 0, latest: true }, direct: false, groups: [], ...grant },
        ),
        " ",
    ];
    find("legend").append(
        ...example("direct", { direct: true }),
        ...example("through a group", { groups: [0] }),
        ...example("both", { direct: true, groups: [0] }),
        ...example("outdated", { groups: [0], role: { set: 0, latest: false } }),
    );
}

function suggest(list, things) {
    find(list).append(...things.map(({ name }) => element("option", { value: name })));
}

// The theme: the system's until the button is pressed.

const system = matchMedia("(prefers-color-scheme: dark)");

function isDark() {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === "dark" : system.matches;
}

function labelTheme() {
    const label = `Change to the ${isDark() ? "light" : "dark"} theme`;
    find("toggle-theme").setAttribute("aria-label", label);
    find("toggle-theme").title = label;
}

function toggleTheme() {
    const chosen = isDark() ? "light" : "dark";
    document.documentElement.dataset.theme = chosen;
    labelTheme();
    try {
        localStorage.setItem("ssoadmin-mock-theme", chosen);
    } catch {
        // No storage: see theme.js.
    }
}

find("toggle-theme").addEventListener("click", toggleTheme);
system.addEventListener("change", labelTheme);
find("copy-link").addEventListener("click", (event) => copyFrom(event.currentTarget, location.href));
form.addEventListener("input", () => apply());
form.addEventListener("submit", (event) => event.preventDefault());
// The fields are only empty after the event.
form.addEventListener("reset", () => setTimeout(() => apply()));
addEventListener("hashchange", recall);
addEventListener("beforeprint", () =>
    find("printout").replaceChildren(
        ...printout(data, view, document.querySelector("header p").textContent, currentFilter()),
    ),
);
addEventListener("afterprint", () => find("printout").replaceChildren());

summarize();
explain();
labelTheme();
suggest(
    "groups",
    data.principals.filter(({ type }) => type === "GROUP"),
);
suggest("sets", data.sets);
suggest("accounts", data.accounts);
recall();
