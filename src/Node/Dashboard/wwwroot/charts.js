import { h } from "./dom.js";
import { time } from "./format.js";

const width = 560, height = 150, left = 54, right = 6, top = 8, bottom = 22;

// A line over time, drawn as steps: between two blocks nothing is known to have changed.
export function line(points, value, format, { floor = null, ceiling = null } = {}) {
  if (points.length < 2) return h("p", { class: "muted small" }, "Not enough blocks yet.");
  const values = points.map(value), x = scale(points);
  let low = Math.min(...values, floor ?? Infinity), high = Math.max(...values, ceiling ?? -Infinity);
  if (high === low) [low, high] = [low - (Math.abs(low) * 0.01 || 1), high + (Math.abs(high) * 0.01 || 1)];
  if (floor !== null) low = Math.max(low, floor);
  const y = it => top + (height - top - bottom) * (1 - (it - low) / (high - low));
  const steps = points.map((point, i) => i === 0 ? `M${x(point)} ${y(values[i])}` : `H${x(point)}V${y(values[i])}`).join("");
  return frame(points,
    [low, (low + high) / 2, high].map(it => [
      h("line", { class: "grid-line", x1: left, x2: width - right, y1: y(it), y2: y(it) }),
      h("text", { x: left - 6, y: y(it) + 4, "text-anchor": "end" }, format(it)),
    ]),
    h("path", { class: "area", d: `${steps}V${height - bottom}H${x(points[0])}Z` }),
    h("path", { class: "curve", d: steps }));
}

// The two regimes as strips.
export function strips(points) {
  if (points.length < 2) return h("p", { class: "muted small" }, "Not enough blocks yet.");
  const x = scale(points);
  const strip = (name, value, y) => [
    h("text", { x: left - 6, y: y + 26, "text-anchor": "end" }, name),
    points.slice(0, -1).map((point, i) => h("rect", { class: `r${value(point)}`, x: x(point), y, width: Math.max(0.6, x(points[i + 1]) - x(point) + 0.4), height: 42 })),
  ];
  return frame(points, strip("head", it => it.head, 16), strip("confirmed", it => it.confirmed, 70));
}

const scale = points => {
  const first = points[0].block, last = points.at(-1).block;
  return point => left + (width - left - right) * (point.block - first) / Math.max(1, last - first);
};

const frame = (points, ...content) => h("svg", { class: "chart", viewBox: `0 0 ${width} ${height}`, role: "img" },
  content,
  h("text", { x: left, y: height - 5 }, `block ${points[0].block}`),
  h("text", { x: width - right, y: height - 5, "text-anchor": "end" }, `block ${points.at(-1).block}, ${time(points.at(-1).time)}`));
