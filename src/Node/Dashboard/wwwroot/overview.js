import { get } from "./api.js";
import { badge, bar, card, h } from "./dom.js";
import { coverage, duration, percent, words } from "./format.js";

const order = ["BLACK", "RED", "AMBER", "GREEN"];

export async function overview() {
  const chains = await get("/v1/chains");
  chains.sort((a, b) => order.indexOf(a.regime) - order.indexOf(b.regime) || a.name.localeCompare(b.name));
  const counts = order.map(regime => [regime, chains.filter(it => it.regime === regime).length]).filter(([, count]) => count > 0);
  return [
    h("div", { class: "head" },
      h("div", null, h("h1", null, "Rollups"), h("p", { class: "muted small" }, "From L1 data, block by block; a rollup of another stack also from one's own node of it. Nothing that could not be read is GREEN.")),
      h("div", { class: "badges" }, counts.map(([regime, count]) => h("span", { class: `badge ${regime}` }, `${count} ${regime}`)))),
    card(null, chains.length === 0 ? h("p", { class: "empty" }, "No rollup is audited here.") : h("table", { class: "stack" },
      h("thead", null, h("tr", null, ["Rollup", "Regime", "Coverage", "Haircut", "Exit, median / 95 %", "Forced queue", "L1 block"].map((name, i) => h("th", { class: i === 2 || i === 3 || i === 6 ? "n" : null }, name)))),
      h("tbody", null, chains.map(row)))),
  ];
}

function row(it) {
  const target = `#/rollup/${it.id}`;
  const used = it.queueLimitSeconds ? 100 * it.queueAgeSeconds / it.queueLimitSeconds : 0;
  const silent = it.health.isStalled ? `silent for ${duration(it.health.silentSeconds)}` : null;
  return h("tr", { class: "link", onclick: () => { location.hash = target; } },
    h("td", { class: "wide" }, h("a", { href: target }, h("b", null, it.name)), h("div", { class: "small muted mono" }, it.id.replace(/^(\d+-0x.{6}).*(.{4})$/, "$1…$2"))),
    h("td", { "data-label": "Regime" }, badge(it.regime), " ", h("div", { class: "small muted" }, silent ?? (it.cause ? words(it.cause) : it.confirmed ? `confirmed ${it.confirmed}` : ""))),
    h("td", { class: "n", "data-label": "Coverage" }, it.coverageBps === null ? "–" : coverage(it.coverageBps)),
    h("td", { class: "n", "data-label": "Haircut" }, it.haircutBps === null ? "–" : percent(it.haircutBps)),
    h("td", { "data-label": "Exit, median / 95 %" }, `${duration(it.exitMedianSeconds)} / ${duration(it.exit95Seconds)}`),
    h("td", { "data-label": "Forced queue" }, it.queueAgeSeconds === null ? "–" : it.queueAgeSeconds === 0 ? "empty" : [`${duration(it.queueAgeSeconds)} of ${duration(it.queueLimitSeconds)}`, bar([used >= 90 ? "bad" : used >= 50 ? "d" : "", used])]),
    h("td", { class: "n", "data-label": "L1 block" }, it.block ?? "–"));
}
