// The matrix. Only the cells in sight are in the document, so that thousands of principals are no burden; ARIA's
// counts and indexes tell the rest. One cell can be reached by Tab, the active one; arrow keys make others active.
//
// Positions count from 0, with the headings: row 0 is that of the accounts, column 0 that of the principals.

const HEAD_HEIGHT = 56;
const CHIP_HEIGHT = 26;
const ROW_PADDING = 12;
const MOST_CHIPS = 4;
const CELL_WIDTHS = { least: 140, most: 260 };
const NARROW = 600;

/** A permission set in a cell. Assigned directly it is solid, through groups pale, outdated marked. */
function chip(data, grant) {
    const name = data.sets[grant.role.set].name;
    const classes = ["chip", grant.direct ? "direct" : "through", grant.role.latest ? "latest" : "outdated"];
    const words = [
        grant.direct && "direct",
        grant.groups.length && `through ${grant.groups.map((group) => data.principals[group].name).join(", ")}`,
    ];
    if (!grant.role.latest) words.push("outdated");
    const said = words.filter(Boolean).join(", ");
    const made = element("span", { class: classes.join(" "), title: `${name}: ${said}` });
    if (grant.groups.length) made.append(icon("group"));
    made.append(element("span", { class: "name" }, name));
    if (!grant.role.latest) made.append(icon("outdated"));
    made.append(spoken(` (${said}) `));
    // Neighbouring numbers get hues far apart, however many sets there are.
    made.style.setProperty("--hue", Math.round((grant.role.set * 137.5 + 250) % 360));
    return made;
}

class Grid {
    /**
     * @param open is called with a cell's principal and account when it is chosen by click, Enter or Space, or null when
     *   it is closed by Escape; @param narrow with {name} or {account} when a heading is; @param move with the active
     *   cell's principal and account.
     */
    constructor(box, data, { open, narrow, move }) {
        Object.assign(this, { box, data, open, narrow, move });
        this.active = { row: 1, column: 1 };
        this.selected = null;
        this.head = element("div", { role: "row", class: "head", "aria-rowindex": 1 });
        this.body = element("div", { role: "rowgroup", class: "body" });
        box.append(element("div", { role: "rowgroup", class: "heads" }, this.head), this.body);
        box.addEventListener("scroll", () => this.draw());
        box.addEventListener("click", (event) => this.clicked(event));
        box.addEventListener("keydown", (event) => this.pressed(event));
        new ResizeObserver(() => this.measure()).observe(box);
    }

    /** Shows what a filter leaves, from its beginning, or at the active heading if that is to keep its place. */
    show(view, keepsPlace = false) {
        const { principal, account } = keepsPlace ? this.at(this.active.row, this.active.column) : {};
        this.view = view;
        this.drawn = "";
        this.tops = [0];
        for (const row of view.rows) this.tops.push(this.tops.at(-1) + rowHeight(row));
        this.box.setAttribute("aria-rowcount", view.rows.length + 1);
        this.box.setAttribute("aria-colcount", view.columns.length + 1);
        this.box.scrollTo(0, 0);
        this.active = { row: Math.min(1, view.rows.length), column: Math.min(1, view.columns.length) };
        if (keepsPlace) this.active = { row: this.rowOf(principal), column: this.columnOf(account) };
        this.measure();
        this.reveal();
    }

    /** The row of a principal, 0 if it has none: that of the headings. */
    rowOf(principal) {
        return this.view.rows.findIndex((row) => row.principal === principal) + 1;
    }

    columnOf(account) {
        return this.view.columns.indexOf(account) + 1;
    }

    /** Takes the sizes that depend on the window's. */
    measure() {
        const width = this.box.clientWidth;
        this.nameWidth = width < NARROW ? 130 : 220;
        const fair = Math.floor((width - this.nameWidth) / Math.max(1, this.view.columns.length));
        this.cellWidth = Math.min(CELL_WIDTHS.most, Math.max(CELL_WIDTHS.least, fair));
        this.draw();
    }

    draw() {
        const rows = this.rowsInSight();
        const columns = this.columnsInSight();
        const drawn = `${rows} ${columns} ${this.nameWidth} ${this.cellWidth}`;
        if (drawn === this.drawn) return;
        this.drawn = drawn;
        const hadFocus = this.box.contains(document.activeElement) && document.activeElement !== this.box;
        const width = this.nameWidth + this.view.columns.length * this.cellWidth;
        this.place(this.head, { width, height: HEAD_HEIGHT });
        this.place(this.body, { width, height: this.tops.at(-1) });
        this.head.replaceChildren(this.corner(), ...columns.map((column) => this.columnHeading(column)));
        this.body.replaceChildren(...rows.map((row) => this.row(row, columns)));
        this.mark();
        if (hadFocus) this.activeCell()?.focus({ preventScroll: true });
    }

    rowsInSight() {
        const { scrollTop, clientHeight } = this.box;
        const first = Math.max(
            0,
            this.tops.findLastIndex((top) => top <= scrollTop),
        );
        const beyond = this.tops.findIndex((top) => top > scrollTop + clientHeight);
        return span(first - 1, beyond < 0 ? this.view.rows.length : beyond + 1, this.view.rows.length, this.active.row);
    }

    columnsInSight() {
        const { scrollLeft, clientWidth } = this.box;
        const first = Math.floor(scrollLeft / this.cellWidth) - 1;
        const beyond = Math.ceil((scrollLeft + clientWidth) / this.cellWidth) + 1;
        return span(first, beyond, this.view.columns.length, this.active.column);
    }

    corner() {
        const attributes = { role: "columnheader", class: "corner", "aria-colindex": 1 };
        const corner = this.cell(attributes, 0, 0, "Principal");
        return this.place(corner, { width: this.nameWidth, height: HEAD_HEIGHT });
    }

    columnHeading(column) {
        const { name, id } = this.data.accounts[this.view.columns[column - 1]];
        const heading = this.cell(
            { role: "columnheader", title: `${name} ${id}` },
            0,
            column,
            element("span", { class: "name" }, name),
            element("span", { class: "id" }, id === name ? "" : id),
        );
        return this.place(heading, { left: this.left(column), width: this.cellWidth, height: HEAD_HEIGHT });
    }

    row(row, columns) {
        const { principal, grants, cells } = this.view.rows[row - 1];
        const { name, type, deleted } = this.data.principals[principal];
        const heading = this.cell(
            { role: "rowheader", title: name, class: deleted ? "deleted" : undefined },
            row,
            0,
            icon(type === "GROUP" ? "group" : "user"),
            spoken(`${deleted ? "deleted " : ""}${type.toLowerCase()} `),
            element("span", { class: "name" }, name),
            element("span", { class: "count" }, grants.length, spoken(" grants")),
        );
        this.place(heading, { width: this.nameWidth });
        const drawn = element("div", { role: "row", "aria-rowindex": row + 1 });
        drawn.append(heading, ...columns.map((column) => this.grantCell(row, column, cells)));
        return this.place(drawn, { top: this.tops[row - 1], height: this.tops[row] - this.tops[row - 1] });
    }

    grantCell(row, column, cells) {
        const grants = cells.get(this.view.columns[column - 1]) ?? [];
        const shown = grants.length > MOST_CHIPS ? grants.slice(0, MOST_CHIPS - 1) : grants;
        const chips = shown.map((grant) => chip(this.data, grant));
        if (shown.length < grants.length) chips.push(this.more(grants.slice(shown.length)));
        return this.place(this.cell({ role: "gridcell" }, row, column, ...chips), {
            left: this.left(column),
            width: this.cellWidth,
        });
    }

    more(grants) {
        const { outdated } = count(grants);
        const names = grants.map((grant) => this.data.sets[grant.role.set].name).join(", ");
        const made = element("span", { class: "more", title: names }, `+${grants.length} more`);
        if (outdated) made.append(icon("outdated"), spoken(` (${outdated} outdated)`));
        return made;
    }

    cell(attributes, row, column, ...children) {
        const place = { "data-row": row, "data-column": column, "aria-colindex": column + 1, tabindex: -1 };
        return element("div", { ...place, ...attributes }, ...children);
    }

    /** Sets sizes by script: the page's policy allows no style attributes. */
    place(cell, sizes) {
        for (const [name, pixels] of Object.entries(sizes)) cell.style.setProperty(name, `${pixels}px`);
        return cell;
    }

    left(column) {
        return this.nameWidth + (column - 1) * this.cellWidth;
    }

    /** Shows which cell is active and which is selected, and their headings. */
    mark() {
        for (const cell of this.box.querySelectorAll("[data-row]")) {
            const row = Number(cell.dataset.row);
            const column = Number(cell.dataset.column);
            const isActive = row === this.active.row && column === this.active.column;
            cell.tabIndex = isActive ? 0 : -1;
            cell.classList.toggle(
                "crossed",
                (row === 0 && column === this.active.column) || (column === 0 && row === this.active.row),
            );
            if (row && column) cell.setAttribute("aria-selected", this.isSelected(row, column));
        }
    }

    isSelected(row, column) {
        const { principal, account } = this.at(row, column);
        return this.selected?.principal === principal && this.selected?.account === account;
    }

    at(row, column) {
        return { principal: this.view.rows[row - 1]?.principal, account: this.view.columns[column - 1] };
    }

    /** Selects the cell of a principal and an account, or with null none; it becomes the active one if it is shown. */
    select(selected) {
        this.selected = selected;
        const row = this.rowOf(selected?.principal);
        const column = this.columnOf(selected?.account);
        if (row && column) this.activate(row, column);
        else this.mark();
    }

    activeCell() {
        return this.box.querySelector(`[data-row="${this.active.row}"][data-column="${this.active.column}"]`);
    }

    focus() {
        this.activeCell()?.focus({ preventScroll: true });
    }

    activate(row, column) {
        this.active = {
            row: Math.min(Math.max(row, 0), this.view.rows.length),
            column: Math.min(Math.max(column, 0), this.view.columns.length),
        };
        this.reveal();
        this.draw();
        this.mark();
    }

    /** Scrolls until the active cell is not below the headings, nor out of sight. */
    reveal() {
        const { row, column } = this.active;
        if (row) {
            const room = this.box.clientHeight - HEAD_HEIGHT;
            this.box.scrollTop = nearest(this.box.scrollTop, this.tops[row - 1], this.tops[row], room);
        }
        if (column) {
            const start = (column - 1) * this.cellWidth;
            const room = this.box.clientWidth - this.nameWidth;
            this.box.scrollLeft = nearest(this.box.scrollLeft, start, start + this.cellWidth, room);
        }
    }

    clicked(event) {
        const cell = event.target.closest("[data-row]");
        if (!cell) return;
        this.activate(Number(cell.dataset.row), Number(cell.dataset.column));
        this.focus();
        this.choose(false);
    }

    /** Does what the active cell is for. */
    choose(byKey) {
        const { row, column } = this.active;
        const { principal, account } = this.at(row, column);
        if (row && column) this.open({ principal, account }, byKey);
        else if (row) this.narrow({ name: this.data.principals[principal].name });
        else if (column) this.narrow({ account: this.data.accounts[account].name });
    }

    pressed(event) {
        if (event.altKey || event.metaKey) return;
        if (event.key === "Enter" || event.key === " ") this.choose(true);
        else if (event.key === "Escape") this.open(null);
        else {
            const target = this.target(event.key, event.ctrlKey);
            if (!target) return;
            this.activate(...target);
            this.focus();
            if (this.active.row && this.active.column) this.move(this.at(this.active.row, this.active.column));
        }
        event.preventDefault();
    }

    /** The position that a key leads to from the active one. */
    target(key, far) {
        const { row, column } = this.active;
        const page = Math.max(1, Math.floor(this.body.querySelectorAll("[role=row]").length / 2));
        const last = { row: this.view.rows.length, column: this.view.columns.length };
        return {
            ArrowUp: [row - 1, column],
            ArrowDown: [row + 1, column],
            ArrowLeft: [row, column - 1],
            ArrowRight: [row, column + 1],
            PageUp: [Math.max(row - page, 1), column],
            PageDown: [row + page, column],
            Home: far ? [1, 1] : [row, 0],
            End: far ? [last.row, last.column] : [row, last.column],
        }[key];
    }
}

function rowHeight(row) {
    let most = 1;
    for (const grants of row.cells.values()) most = Math.max(most, Math.min(grants.length, MOST_CHIPS));
    return most * CHIP_HEIGHT + ROW_PADDING;
}

/** The positions from a first to before a last one, within 1 to count, and the active one wherever it is. */
function span(first, beyond, count, active) {
    const positions = [];
    for (let index = Math.max(0, first); index < Math.min(beyond, count); index += 1) positions.push(index + 1);
    if (active && active <= count && !positions.includes(active)) positions.push(active);
    return positions.sort((one, other) => one - other);
}

/** The least scrolling that brings what lies from start to end into a room. */
function nearest(scrolled, start, end, room) {
    if (start < scrolled || end - start > room) return start;
    return end > scrolled + room ? end - room : scrolled;
}
