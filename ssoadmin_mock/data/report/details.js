// The panel beside the matrix: how one principal comes by its access to one account.

/** One step of a path, as a node of a line from the principal to the role. */
function step(symbol, kind, name, ...more) {
    return element(
        "li",
        {},
        icon(symbol),
        element("div", {}, element("span", { class: "kind" }, kind), element("strong", {}, name), ...more),
    );
}

function roleStep(role) {
    const arn = element("code", {}, role.arn);
    const isPattern = role.arn.includes("*");
    const note = isPattern ? "The world does not say what the * stands for." : "";
    const copy = element("button", { type: "button", class: "copy", "aria-live": "polite" }, "Copy ARN");
    copy.addEventListener("click", () => copyFrom(copy, role.arn));
    return step(
        "account",
        "Role in the account",
        role.arn.split("/").at(-1),
        arn,
        element("span", { class: "note" }, note),
        copy,
    );
}

/** The ways to a grant, each a list of steps: principal, group if it is through one, assignment. */
function wayOf(data, principal, group, setName, accountName) {
    const { name, type } = data.principals[principal];
    const steps = [step(type === "GROUP" ? "group" : "user", type === "GROUP" ? "Group" : "User", name)];
    if (group !== null) steps.push(step("group", "Member of the group", data.principals[group].name));
    const holder = group === null ? name : data.principals[group].name;
    steps.push(
        step("set", "Assignment", setName, element("span", { class: "note" }, `to ${holder} in ${accountName}`)),
    );
    return element("ol", { class: "path", "aria-label": group === null ? "Direct" : `Through ${holder}` }, ...steps);
}

function provisioning(role) {
    const [symbol, said] = role.latest
        ? ["latest", "Provisioned with the latest version of the set"]
        : ["outdated", "Outdated: the set was changed and not provisioned here since"];
    return element("p", { class: `provisioning ${symbol}` }, icon(symbol), said);
}

function grantSection(data, principal, grant) {
    const set = data.sets[grant.role.set].name;
    const account = data.accounts[grant.role.account].name;
    const ways = [...(grant.direct ? [null] : []), ...grant.groups];
    return element(
        "section",
        { "aria-label": set },
        element("h3", {}, chip(data, { ...grant, groups: grant.direct ? [] : grant.groups })),
        ...ways.map((group) => wayOf(data, principal, group, set, account)),
        element("ol", { class: "path end", "aria-label": "Role" }, roleStep(grant.role)),
        provisioning(grant.role),
    );
}

class Details {
    /** @param close is called when the panel's own button or Escape closes it. */
    constructor(box, data, close) {
        Object.assign(this, { box, data });
        box.addEventListener("keydown", (event) => {
            if (event.key === "Escape") close();
        });
        this.button = element("button", { type: "button", class: "icon", "aria-label": "Close" }, icon("close"));
        this.button.addEventListener("click", close);
    }

    /** Shows all access of a principal to an account, whatever the filter is; with null it hides. */
    show(selected) {
        this.box.hidden = !selected;
        if (!selected) return;
        const { principal, account } = selected;
        const { name, type, deleted } = this.data.principals[principal];
        const grants = this.data.grants[principal].filter((grant) => grant.role.account === account);
        const title = element(
            "h2",
            { id: "details-title", tabindex: -1 },
            name,
            element("small", {}, " in "),
            this.data.accounts[account].name,
        );
        this.box.replaceChildren(
            this.button,
            title,
            identity(
                `${deleted ? "Deleted " : ""}${type === "GROUP" ? "group" : "user"}`,
                this.data.principals[principal],
            ),
            identity("account", this.data.accounts[account]),
            ...grants.map((grant) => grantSection(this.data, principal, grant)),
        );
        if (!grants.length) this.box.append(element("p", {}, "No access."));
    }

    focus() {
        this.box.querySelector("h2").focus();
    }
}

/** A line with the id of a thing, if the id says more than the name. */
function identity(kind, { id, name }) {
    return element("p", { class: "id" }, id === name ? kind : `${kind} ${id}`);
}
