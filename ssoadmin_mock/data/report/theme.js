// In the head, before anything is drawn: the theme that was chosen here before. Without one, the system's is used.
try {
    const chosen = localStorage.getItem("ssoadmin-mock-theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
    // Some browsers give pages from files no storage; the choice then lasts as long as the page.
}
