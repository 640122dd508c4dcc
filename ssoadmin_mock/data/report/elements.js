// Makes elements. Names of users and the like only ever become text or values of attributes, never markup.

function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        if (value === true) made.setAttribute(name, "");
        else if (value !== false && value !== undefined) made.setAttribute(name, value);
    }
    made.append(...children);
    return made;
}

/** One of the page's symbols. Its meaning is always said in words as well. */
function icon(name) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("aria-hidden", "true");
    svg.setAttribute("class", `icon-${name}`);
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `#${name}`);
    svg.append(use);
    return svg;
}

/** Text for those who listen to the page. */
function spoken(text) {
    return element("span", { class: "spoken" }, text);
}

/** A number with its thousands apart. */
function spelled(number) {
    return number.toLocaleString("en");
}

/** Copies a text and says so on the button; away from https and files, browsers only have the old way. */
async function copyFrom(button, text) {
    const label = button.textContent;
    try {
        await navigator.clipboard.writeText(text);
    } catch {
        copyBySelection(button, text);
    }
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = label), 1500);
}

function copyBySelection(button, text) {
    const area = element("textarea", { readonly: true }, text);
    button.after(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    button.focus();
}
