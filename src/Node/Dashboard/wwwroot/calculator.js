import { get } from "./api.js";
import { badge, card, figure, h, tile } from "./dom.js";
import { duration, isEther, money, percent, tokenName } from "./format.js";

const venues = [["600", "Market on the rollup, 10 min"], ["14400", "Market maker, 4 h"], ["86400", "Auction, 24 h"], ["", "Canonical exit"]];
const kept = { amount: "10", venue: "", volatility: "60", hedgeable: false };

export async function calculator() {
  const chains = (await get("/v1/chains")).filter(it => it.block !== null);
  if (chains.length === 0) return [h("h1", null, "Calculator"), h("p", { class: "empty" }, "No rollup was judged yet.")];
  const chain = chains.find(it => it.id === kept.chain) ?? chains[0], report = await get(`/v1/chains/${chain.id}`);
  const token = report.tokens.find(it => it.token === kept.token) ?? report.tokens[0], result = h("div", { id: "result", "aria-live": "polite" });
  const change = name => event => { kept[name] = event.target.type === "checkbox" ? event.target.checked : event.target.value; show(); };
  const reload = name => event => { kept[name] = event.target.value; dispatchEvent(new Event("hashchange")); };
  const select = (name, options, value, on) => h("select", { name, onchange: on }, options.map(([id, text]) => h("option", { value: id, selected: id === value }, text)));

  async function show() {
    try {
      const query = new URLSearchParams({ asset: token.token, amount: units(kept.amount, token.token), volatility: Number(kept.volatility) / 100, hedgeable: kept.hedgeable });
      if (kept.venue !== "") query.set("horizonSeconds", kept.venue);
      result.replaceChildren(...answer(await get(`/v1/chains/${chain.id}/exits/quote?${query}`), report));
    } catch (error) {
      result.replaceChildren(h("p", { class: "note RED" }, error.message));
    }
  }

  await show();
  return [
    h("h1", null, "Calculator"), h("p", { class: "muted small" }, "What a position on a rollup is worth to somebody who needs so long to sell it."),
    card(null, h("form", { onsubmit: event => event.preventDefault() },
      h("label", null, "Rollup", select("chain", chains.map(it => [it.id, it.name]), chain.id, reload("chain"))),
      h("label", null, "Token", select("token", report.tokens.map(it => [it.token, tokenName(it.token)]), token.token, reload("token"))),
      h("label", null, isEther(token.token) ? "Position, ETH" : "Position, smallest units", h("input", { name: "amount", inputmode: "decimal", value: kept.amount, oninput: change("amount") })),
      h("label", null, "Where it is sold", select("venue", venues, kept.venue, change("venue"))),
      h("label", null, "Volatility, % per year", h("input", { name: "volatility", type: "number", min: 0, max: 1000, value: kept.volatility, oninput: change("volatility") })),
      h("label", { class: "check" }, h("input", { name: "hedgeable", type: "checkbox", checked: kept.hedgeable, onchange: change("hedgeable") }), "hedged on a liquid market"))),
    result,
  ];
}

function answer(quote, report) {
  return [
    h("div", { class: "tiles" },
      tile("Haircut", percent(quote.feed.haircutBps), `collateral value ${money(quote.collateralValue, quote.asset)}`),
      tile("Discount", percent(quote.feed.discountBps), `sells for ${money(quote.saleValue, quote.asset)}`),
      tile("Collateral factor", percent(quote.feed.collateralFactorBps), `borrow at most ${money(quote.maxLoan, quote.asset)}`),
      tile("Price of one unit", quote.fairValue.toFixed(5), `cautiously ${quote.bidValue.toFixed(5)}`),
      tile("Margin add-on", percent(quote.feed.marginAddOnBps), "of notional"),
      tile("Break-even spread", `${(100 * quote.breakEvenSpread).toFixed(2)} %`, "per year, for the risk alone")),
    h("p", { class: "muted small" }, `Block ${quote.cut.block}, regime `, badge(report.head.regime), `, sold within ${duration(quote.horizonSeconds)}.`),
    card("Where each number comes from", quote.figures.map(figure)),
  ];
}

// Decimal text to smallest units, without floating point.
function units(text, token) {
  const decimals = isEther(token) ? 18 : 0, match = /^\s*(\d+)(?:\.(\d*))?\s*$/.exec(text);
  if (!match || (match[2] ?? "").length > decimals) throw new Error("A position is digits, with at most as many decimals as the token has.");
  return BigInt(match[1] + (match[2] ?? "").padEnd(decimals, "0")).toString();
}
