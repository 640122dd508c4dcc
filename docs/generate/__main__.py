"""Writes the generated pages and modules, removes those that nothing makes any more, and says what changed."""

from __future__ import annotations

from docs.generate.pages import DOCS, modules, pages, stale
from docs.generate.repository import ROOT


def main() -> None:
    """Bring the pages up to date."""
    made = pages()
    for name in stale(made):
        (DOCS / name).unlink()
        print(f"docs/{name}: removed")
    written = {f"docs/{name}": text for name, text in made.items()} | modules()
    for name, text in written.items():
        path = ROOT / name
        changed = not path.exists() or path.read_text(encoding="utf-8") != text
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"{name}: {'written' if changed else 'unchanged'}")


if __name__ == "__main__":
    main()
