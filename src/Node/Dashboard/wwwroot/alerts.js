import { get } from "./api.js";
import { badge, card, h } from "./dom.js";
import { time, words } from "./format.js";

export async function alerts() {
  const [all, chains] = await Promise.all([get("/v1/alerts?limit=200"), get("/v1/chains")]);
  const names = new Map(chains.map(it => [it.id, it.name])), open = all.filter(it => it.endBlock === null);
  return [
    h("h1", null, "Alerts"), h("p", { class: "muted small" }, `${open.length} open. What to do about each is in docs/guides/runbooks.md, under the alert's name.`),
    card(null, all.length === 0 ? h("p", { class: "empty" }, "Nothing has been out of order.") : h("table", { class: "stack" },
      h("thead", null, h("tr", null, ["Alert", "Rollup", "What", "Visible since", "Until"].map(name => h("th", null, name)))),
      h("tbody", null, all.map(it => h("tr", null,
        h("td", { class: "wide" }, badge(it.regime), " ", h("b", null, words(it.cause))),
        h("td", { "data-label": "Rollup" }, h("a", { href: `#/rollup/${it.chain}` }, names.get(it.chain) ?? it.chain)),
        h("td", { "data-label": "What", class: "wide" }, it.detail),
        h("td", { "data-label": "Visible since" }, `block ${it.block}`, h("div", { class: "small muted" }, time(it.time))),
        h("td", { "data-label": "Until" }, it.endBlock === null ? "open" : [`block ${it.endBlock}`, h("div", { class: "small muted" }, time(it.endTime))])))))),
  ];
}
