// Elements without a framework. Text never becomes markup: whatever a chain is called, it is shown as text.
const svgTags = new Set(["svg", "path", "rect", "line", "text", "g", "title"]);

export function h(tag, attributes, ...children) {
  const element = svgTags.has(tag) ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "width%") element.style.width = `${Math.max(0, Math.min(100, value))}%`;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

export const badge = regime => h("span", { class: `badge ${regime}` }, regime);
export const tile = (name, value, note) => h("div", { class: "tile" }, h("div", { class: "small muted" }, name), h("div", { class: "value" }, value), note && h("div", { class: "small muted" }, note));
export const card = (title, ...children) => h("section", { class: "card" }, title && h("h2", null, title), ...children);
export const bar = (...parts) => h("div", { class: "bar" }, parts.map(([kind, percent]) => h("i", { class: kind, "width%": percent })));

// A number with everything it was computed from.
export function figure(it) {
  const line = [h("span", null, it.name, " = "), h("b", null, number(it.value)), " ", h("span", { class: "origin" }, it.origin)];
  return it.inputs.length === 0 ? h("div", { class: "leaf" }, line) : h("details", null, h("summary", null, line), it.inputs.map(figure));
}

const number = value => typeof value !== "number" ? String(value) : value === 0 ? "0" : Math.abs(value) >= 1000 ? value.toLocaleString("en", { maximumFractionDigits: 1 }) : String(Number(value.toPrecision(5)));
