"""How well texts stand out from what is behind them."""

from __future__ import annotations

# The contrast of every text to what is behind it, by the formula of WCAG 2; on a canvas colors of all notations become
# numbers.
_SCRIPT = """
const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
function parts(color) {
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = color;
  canvas.fillRect(0, 0, 1, 1);
  return [...canvas.getImageData(0, 0, 1, 1).data];
}
function luminance(color) {
  const [red, green, blue] = parts(color).map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
function behind(element) {
  const color = getComputedStyle(element).backgroundColor;
  return parts(color)[3] === 255 || !element.parentElement ? color : behind(element.parentElement);
}
return [...document.querySelectorAll("SELECTOR")]
  .filter((element) => element.checkVisibility())
  .filter((element) => element.matches("input, svg") || [...element.childNodes].some(
    (node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim()))
  .map((element) => {
    const [one, other] = [getComputedStyle(element).color, behind(element)].map(luminance);
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    return [ratio, `${element.tagName}.${element.getAttribute("class")}: ${element.textContent.slice(0, 30)}`];
  });
"""


def contrasts(selector: str) -> str:
    """Return a script that lists the contrast of each text among some elements, with the element that has it.

    :param selector: the elements, in CSS.
    """
    return _SCRIPT.replace("SELECTOR", selector)
