import { get } from "./api.js";
import { line, strips } from "./charts.js";
import { badge, bar, card, figure, h, tile } from "./dom.js";
import * as opStack from "./opstack.js";
import { coverage, duration, money, percent, shares, short, time, tokenName, words } from "./format.js";

export async function rollup(id) {
  const [report, points] = await Promise.all([get(`/v1/chains/${id}`), get(`/v1/chains/${id}/history?points=240`)]);
  const worst = report.tokens.reduce((a, b) => a.coverageBps <= b.coverageBps ? a : b);
  const haircut = Math.max(...report.tokens.map(it => it.feed.haircutBps));
  return [
    h("div", { class: "head" },
      h("div", null, h("h1", null, report.name), h("p", { class: "muted small" }, "L1 block ", h("b", null, report.cut.block), " ", h("span", { class: "mono", title: report.cut.hash }, short(report.cut.hash)), `, ${time(report.cut.time)}`)),
      h("div", { class: "badges" }, h("span", null, h("span", { class: "small muted" }, "head "), badge(report.head.regime)), h("span", null, h("span", { class: "small muted" }, "confirmed "), badge(report.confirmed.regime)))),
    report.head.causes.map(cause => h("div", { class: `note ${cause.regime}` }, h("b", null, words(cause.cause)), `: ${cause.detail}`)),
    report.liveness.sequencerDownSince > 0 && h("div", { class: "note AMBER" }, h("b", null, "Sequencer down"), `: for ${duration(report.cut.time - report.liveness.sequencerDownSince)}`),
    report.commitments.fault && (report.opStack ? h("div", { class: "note BLACK" }, h("b", null, `The root claimed for block ${report.commitments.fault.height} is wrong`),
      `: not the own node's, visible since block ${report.commitments.fault.block}`) : h("div", { class: "note BLACK" }, h("b", null, `Batch ${report.commitments.fault.height} is wrong`),
      `: ${words(report.commitments.fault.kind)} at slot ${report.commitments.fault.slot}, visible since block ${report.commitments.fault.block}`)),
    h("div", { class: "tiles" },
      tile("Coverage", coverage(worst.coverageBps), `lowest of ${report.tokens.length} tokens`),
      tile("Haircut", percent(haircut), `sold within ${duration(report.exit.p95Seconds)}`),
      tile("Exit", duration(report.exit.medianSeconds), `95 %: ${duration(report.exit.p95Seconds)}`),
      tile("Forced queue", report.liveness.queueDepth === 0 ? "empty" : duration(report.liveness.queueAgeSeconds), `limit ${duration(report.liveness.queueLimitSeconds)}`),
      report.opStack ? tile("Block, paying", `${report.commitments.final}`, `of ${report.commitments.committed} proposed, ${report.commitments.dropped} games lost`) : tile("Batches", `${report.commitments.final} / ${report.commitments.committed}`, `final / committed, ${report.commitments.dropped} removed`),
      tile("Score", Math.round(Math.min(...report.tokens.map(it => it.score))), "of 100")),
    card("Balance sheet", sheet(report)),
    report.opStack
      ? [card("Games about output roots, by the rollup's block", opStack.games(report)), h("div", { class: "grid" }, card("Withdrawals on their way", opStack.withdrawals(report)), card("Powers", opStack.powers(report)))]
      : card("Batches, from committed to final", batches(report)),
    report.proofs && card("Validity proofs", proofs(report.proofs)),
    report.peers.length > 0 && card("Other auditors", peers(report.peers)),
    h("div", { class: "grid" }, card("Way out, stage by stage", exits(report)), card("What can fail, per year", hazards(report))),
    h("div", { class: "grid" },
      card("Regime", strips(points)),
      card("Coverage, lowest token", line(points.map(it => ({ ...it, coverageBps: it.coverageBps === 65535 ? 10000 : Math.min(it.coverageBps, 11000) })), it => it.coverageBps, it => `${(it / 100).toFixed(1)} %`)),
      card("Haircut", line(points, it => it.haircutBps, it => `${(it / 100).toFixed(1)} %`, { floor: 0 })),
      card("Oldest forced item", line(points, it => it.queueAgeSeconds, duration, { floor: 0, ceiling: 60 }))),
    await derivations(id, report),
    card("Facts behind this report", h("div", { class: "small mono scroll" }, report.facts.map(it => h("div", null, it))), h("p", { class: "small muted" }, "Merkle root ", h("span", { class: "mono", title: report.evidenceRoot }, short(report.evidenceRoot)), ", parameters ", h("span", { class: "mono", title: report.parametersId }, short(report.parametersId)))),
  ];
}

function sheet(report) {
  return [
    h("table", { class: "stack" },
      h("thead", null, h("tr", null, ["Token", "Escrow E", "Supply L", "Deposits D", "Withdrawals W", "Surplus", "Coverage"].map((name, i) => h("th", { class: i ? "n" : null }, name)), h("th", null, "L + D + W of E"))),
      h("tbody", null, report.tokens.map(it => {
        const cell = (label, units) => h("td", { class: "n", "data-label": label, title: units }, money(units, it.token));
        const [supply, deposits, withdrawals] = shares(it);
        return h("tr", null,
          h("td", { class: "wide" }, h("b", { title: it.token }, tokenName(it.token))), cell("Escrow E", it.escrow), cell("Supply L", it.supply), cell("Deposits D", it.depositsInFlight), cell("Withdrawals W", it.withdrawalsInFlight), cell("Surplus", it.surplus),
          h("td", { class: "n", "data-label": "Coverage" }, coverage(it.coverageBps)), h("td", { class: "wide" }, bar(["", supply], ["d", deposits], ["w", withdrawals])));
      }))),
    h("div", { class: "legend" }, h("span", null, h("b"), "on the rollup"), h("span", null, h("b", { class: "d" }), "deposits in flight"), h("span", null, h("b", { class: "w" }), "withdrawals in flight"), h("span", null, "ETH in ether, other tokens in smallest units")),
  ];
}

function proofs(it) {
  return [
    h("p", { class: "small" }, it.failed ? h("span", { class: "badge BLACK" }, `the proof of ${it.failed} fails`) : `up to batch ${it.proven} proven and judged here; ${it.waiting} waiting`,
      it.waiting > 0 ? `, the oldest for ${duration(it.lagSeconds)} of ${duration(it.deadlineSeconds)}` : ""),
    ...it.verifiers.map(verifier => h("p", { class: "small muted" }, `${verifier.slots}: ${verifier.address}, key ${verifier.keyHash}`)),
  ];
}

function peers(list) {
  const color = { agrees: "ok", differs: "bad" };
  return list.map(it => h("div", { class: "row" }, h("span", { title: it.url }, new URL(it.url).host), bar([color[it.status] ?? "d", 100]), h("span", { class: "n" }, it.status),
    h("small", null, it.detail ?? (it.comparedBlock ? `same words up to L1 block ${it.comparedBlock}` : "nothing compared yet"), it.silentSeconds > 60 ? `, silent for ${duration(it.silentSeconds)}` : "")));
}

function batches(report) {
  if (report.batches.length === 0) return h("p", { class: "muted small" }, "No batch yet.");
  return report.batches.slice(-10).reverse().map(it => {
    const window = Math.max(1, it.acceptedBy - it.committedAt), passed = Math.min(100, 100 * (report.cut.time - it.committedAt) / window);
    const left = it.acceptedBy - report.cut.time;
    const waiting = left > 0 ? `${it.proof ? "proof" : "final"} in ${duration(left)}${it.proof ? " at most" : ""}` : "proof overdue";
    const stage = { final: "final", wrong: "wrong", unknown: "data missing", accepted: "can be final", committed: waiting }[it.stage];
    const color = { final: "ok", wrong: "bad", unknown: "d", accepted: "ok", committed: "" }[it.stage];
    return h("div", { class: "batch" },
      h("b", { title: it.headerHash }, `#${it.height}`),
      h("div", null, h("div", { class: "small muted" }, `block ${it.block}, ${it.slots} slots in ${it.blobs} blob${it.blobs === 1 ? "" : "s"}${it.proof ? `, proof ${{ none: "awaited", holds: "holds", fails: "FAILS", unseen: "not judged" }[it.proof]}` : ""}`), bar([color, ["final", "accepted", "wrong"].includes(it.stage) ? 100 : passed])),
      h("div", { class: "stage" }, it.stage === "wrong" ? h("span", { class: "badge BLACK" }, "wrong") : stage));
  });
}

function exits(report) {
  const most = Math.max(...report.exit.stages.map(it => it.meanSeconds), 1);
  return [
    report.exit.stages.map(it => h("div", { class: "row" }, h("span", null, words(it.stage)), bar(["", 100 * it.meanSeconds / most]), h("span", { class: "n" }, duration(it.meanSeconds)), h("small", null, it.source))),
    h("p", { class: "small muted" }, `With outages and forced inclusion mixed in: median ${duration(report.exit.medianSeconds)}, 95 % ${duration(report.exit.p95Seconds)}, 99 % ${duration(report.exit.p99Seconds)}.`),
  ];
}

function hazards(report) {
  const most = Math.max(...report.hazards.map(it => it.perYear), 1e-9);
  return report.hazards.map(it => h("div", { class: "row" }, h("span", null, words(it.mode)), bar([it.isLoss ? "bad" : "d", 100 * Math.sqrt(it.perYear / most)]), h("span", { class: "n" }, `${(100 * it.perYear).toPrecision(3)} %`), h("small", null, `${it.isLoss ? "takes money" : "takes time"}; base ${(100 * it.baseRate).toPrecision(3)} %: ${it.source}`)));
}

async function derivations(id, report) {
  const assets = await Promise.all(report.tokens.map(it => get(`/v1/chains/${id}/assets/${it.token}/report`)));
  return card("Where each number comes from", assets.map(asset => h("details", null, h("summary", null, h("b", null, tokenName(asset.token.token)), h("span", { class: "muted" }, ` coverage ${coverage(asset.token.coverageBps)}, haircut ${percent(asset.token.feed.haircutBps)}, collateral factor ${percent(asset.token.feed.collateralFactorBps)}`)), asset.figures.map(figure))));
}
