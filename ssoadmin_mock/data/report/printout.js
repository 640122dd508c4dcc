// On paper a matrix of a hundred accounts is of no use: what is printed is a list of what the filter leaves.

const MOST_PRINTED = 2000;

function printedRow(data, principal, grant) {
    const ways = [grant.direct && "direct", ...grant.groups.map((group) => `through ${data.principals[group].name}`)];
    const cells = [
        data.principals[principal].name,
        data.accounts[grant.role.account].name,
        data.sets[grant.role.set].name,
        ways.filter(Boolean).join(", "),
        grant.role.latest ? "latest" : "outdated",
    ];
    return element("tr", {}, ...cells.map((text) => element("td", {}, text)));
}

function printout(data, view, title, filter) {
    const all = view.rows.flatMap(({ principal, grants }) => grants.map((grant) => [principal, grant]));
    const headings = ["Principal", "Account", "Permission set", "How", "Role"];
    const asked = Object.entries(filter)
        .filter(([, value]) => value)
        .map(([name, value]) => `${name}: ${value}`);
    const rest = all.length - MOST_PRINTED;
    return [
        element("h1", {}, `Who has access: ${title}`),
        element("p", {}, `${asked.join(", ") || "Everything"}. ${spelled(all.length)} grants.`),
        element(
            "p",
            {},
            rest > 0 ? `Only the first ${spelled(MOST_PRINTED)} are printed; a filter gets at the others.` : "",
        ),
        element(
            "table",
            {},
            element("thead", {}, element("tr", {}, ...headings.map((text) => element("th", { scope: "col" }, text)))),
            element(
                "tbody",
                {},
                ...all.slice(0, MOST_PRINTED).map(([principal, grant]) => printedRow(data, principal, grant)),
            ),
        ),
    ];
}
