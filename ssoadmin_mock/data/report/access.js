// Who has what: expands the data of the page, and selects from it what a filter asks for.
//
// The data holds assignments and memberships rather than every grant, which would be many times as long:
//   principals: [{type, id, name, deleted}], accounts and sets: [{id, name}],
//   roles:      [{account, set, arn, latest}], one per account and permission set,
//   direct:     per principal, the roles that are assigned to itself,
//   groups:     per principal, the groups that it is in.
// Whatever refers to another thing does so by its index.

/** The grants of each principal: role, whether it is assigned to the principal itself, and the groups it comes through. */
function grantsOf(data, principal) {
    const grants = new Map();
    const grant = (role) => {
        if (!grants.has(role)) grants.set(role, { role: data.roles[role], direct: false, groups: [] });
        return grants.get(role);
    };
    for (const role of data.direct[principal]) grant(role).direct = true;
    for (const group of data.groups[principal]) {
        for (const role of data.direct[group]) grant(role).groups.push(group);
    }
    return [...grants.values()].sort(
        ({ role: one }, { role: other }) => one.account - other.account || one.set - other.set,
    );
}

function expand(data) {
    data.grants = data.principals.map((_, principal) => grantsOf(data, principal));
    return data;
}

/** Numbers over all of it, or over the rows of a view. */
function count(grants) {
    let outdated = 0;
    for (const grant of grants) if (!grant.role.latest) outdated += 1;
    return { grants: grants.length, outdated };
}

/** Tells whether one of a thing's names has the text in it, or is it when the text is "in quotes". */
function matcher(text) {
    const wanted = text.trim().toLowerCase();
    const exact = /^"(.+)"$/.exec(wanted);
    if (exact) return (...names) => names.some((name) => name.toLowerCase() === exact[1]);
    return (...names) => names.some((name) => name.toLowerCase().includes(wanted));
}

const ONLY = {
    direct: (grant) => grant.direct,
    through: (grant) => grant.groups.length > 0,
    outdated: (grant) => !grant.role.latest,
};

/** The indexes of the things that a filter's text is about. */
function indexes(things, text) {
    const matches = matcher(text);
    return new Set([...things.keys()].filter((index) => matches(things[index].name, things[index].id)));
}

/** A test of grants: whether a filter asks for this one of this principal. */
function grantFilter(data, filter) {
    const sets = indexes(data.sets, filter.set);
    const accounts = indexes(data.accounts, filter.account);
    const groups = indexes(data.principals, filter.group);
    const only = ONLY[filter.only] ?? (() => true);
    const fromGroup = (grant, principal) =>
        !filter.group ||
        grant.groups.some((group) => groups.has(group)) ||
        (data.principals[principal].type === "GROUP" && groups.has(principal));
    return (grant, principal) =>
        sets.has(grant.role.set) && accounts.has(grant.role.account) && only(grant) && fromGroup(grant, principal);
}

function cellsOf(grants) {
    const cells = new Map();
    for (const grant of grants) {
        if (!cells.has(grant.role.account)) cells.set(grant.role.account, []);
        cells.get(grant.role.account).push(grant);
    }
    return cells;
}

/** The rows that a filter leaves, each with its grants by account. */
function rowsOf(data, filter) {
    const names = indexes(data.principals, filter.name);
    const wanted = grantFilter(data, filter);
    const aboutGrants = filter.group || filter.set || filter.account || filter.only;
    const rows = [];
    for (const [principal, { type }] of data.principals.entries()) {
        if (!names.has(principal) || (filter.kind && filter.kind !== (type === "GROUP" ? "groups" : "users"))) continue;
        const grants = data.grants[principal].filter((grant) => wanted(grant, principal));
        // Who has nothing is only worth a row while nobody asks for something.
        if (grants.length || !aboutGrants) rows.push({ principal, grants, cells: cellsOf(grants) });
    }
    return rows;
}

/** What a filter leaves: `{rows, columns, grants, outdated}`; columns are accounts. */
function select(data, filter) {
    const rows = rowsOf(data, filter);
    const isFiltered = Object.values(filter).some(Boolean);
    const used = new Set(rows.flatMap((row) => [...row.cells.keys()]));
    const columns = [...data.accounts.keys()].filter((account) => !isFiltered || used.has(account));
    const shown = columns.length ? rows : [];
    return { rows: shown, columns, ...count(shown.flatMap((row) => row.grants)) };
}
