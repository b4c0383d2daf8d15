import { bar, h } from "./dom.js";
import { duration, ether, money, short, time } from "./format.js";

const colors = { right: "ok", wrong: "bad", unknown: "d" };
const words = { inProgress: "is played", challengerWins: "lost", defenderWins: "stands", blacklisted: "blacklisted" };

export function games(report) {
  const stack = report.opStack;
  if (stack.games.length === 0) return h("p", { class: "muted small" }, "No game yet.");
  return [
    stack.games.slice(-10).reverse().map(it => {
      const whole = Math.max(1, (it.paysFrom ?? report.cut.time) - it.createdAt), passed = it.canPay ? 100 * (report.cut.time - it.createdAt) / whole : 0;
      const left = it.paysFrom === null ? null : it.paysFrom - report.cut.time;
      const stage = !it.canPay ? `${words[it.status]}, pays nothing` : left > 0 ? `pays in ${duration(left)}` : "pays";
      return h("div", { class: "batch" },
        h("b", { title: it.rootClaim }, it.l2Block === null ? "?" : it.l2Block.length > 12 ? `${it.l2Block.slice(0, 9)}…` : it.l2Block),
        h("div", null, h("div", { class: "small muted" }, h("span", { class: "mono", title: it.game }, short(it.game)), `, block ${it.block ?? "–"}, ${words[it.status]}, own node: ${it.verdict}`), bar([it.canPay ? colors[it.verdict] : "", Math.min(100, passed)])),
        h("div", { class: "stage" }, it.canPay && it.verdict === "wrong" ? h("span", { class: "badge BLACK" }, "wrong") : null, " ", stage));
    }),
    h("p", { class: "small muted" }, `${stack.gameCount} games ever; a proposal costs ${money(stack.initialBond, ether)} ETH; a withdrawal waits ${duration(stack.proofMaturitySeconds)} from its proof, and ${duration(stack.finalityDelaySeconds)} from its game's end.`),
    stack.node === null
      ? h("p", { class: "small anywhere" }, h("b", null, "No own node: "), stack.trouble ?? "it does not answer", ". Nothing can be compared, and nothing is GREEN.")
      : h("p", { class: "small muted anywhere" }, `Own node: L1 block ${stack.node.l1Block}, safe ${stack.node.safeBlock}, promised ${stack.node.unsafeBlock}.${stack.trouble === null ? "" : ` ${stack.trouble}.`}`),
  ];
}

export function withdrawals(report) {
  const stack = report.opStack;
  return [
    stack.withdrawals.length === 0 ? h("p", { class: "muted small" }, "None is proven and waits.") : h("table", { class: "stack" },
      h("thead", null, h("tr", null, ["Withdrawal", "Proven", "The rollup has it", "Can be paid"].map(name => h("th", null, name)))),
      h("tbody", null, stack.withdrawals.slice(0, 12).map(it => h("tr", null,
        h("td", { class: "wide mono", title: it.withdrawal }, short(it.withdrawal)),
        h("td", { "data-label": "Proven" }, time(it.provenAt)),
        h("td", { "data-label": "The rollup has it" }, it.verdict === "wrong" ? h("span", { class: "badge BLACK" }, "forged") : it.verdict === "right" ? "yes" : "not known"),
        h("td", { "data-label": "Can be paid" }, it.secondsLeft === null ? "never" : it.secondsLeft === 0 ? "now" : `in ${duration(it.secondsLeft)}`))))),
    h("p", { class: "small muted" }, `${stack.paidCount} paid since the first block that is followed, ${stack.paidForged.length} of them forged.`),
    stack.escrows.some(it => it.supply === null) && h("p", { class: "small" }, "Held, with a supply that nobody tells: ", stack.escrows.filter(it => it.supply === null).map(it => `${short(it.token)} ${it.escrow}`).join(", ")),
  ];
}

export function powers(report) {
  const stack = report.opStack;
  return [
    h("p", { class: "small" }, "Guardian ", h("span", { class: "mono", title: stack.guardian ?? "" }, stack.guardian === null ? "not known" : short(stack.guardian)), stack.isPaused ? h("b", null, ", paused") : "", `; games of type ${stack.respectedGameType} count, played by `, h("span", { class: "mono", title: stack.gameCode }, short(stack.gameCode))),
    h("p", { class: "small" }, stack.anchor === null ? "No anchor is known. " : ["Games begin from block ", stack.anchor.l2Block, stack.anchor.verdict === "wrong" ? h("span", { class: "badge BLACK" }, "wrong") : stack.anchor.verdict === "right" ? ", which is right. " : ", which nobody can judge. "],
      stack.lockbox === null ? "" : [`${money(stack.lockbox.held, ether)} ETH lie in the lockbox `, h("span", { class: "mono", title: stack.lockbox.lockbox }, short(stack.lockbox.lockbox)), stack.lockbox.sharer === null ? "." : ", which pays to another portal, too."]),
    stack.unknownRoles.length > 0 && h("p", { class: "small" }, h("b", null, "Not known: "), stack.unknownRoles.join(", ")),
    stack.roles.filter((it, i, all) => it.since !== null || all.findIndex(other => other.role === it.role && other.holder === it.holder) === i).map(it => h("div", { class: "small anywhere" },
      h("span", { class: "muted" }, `${it.role} `), h("span", { class: "mono", title: it.holder }, short(it.holder)),
      it.since === null ? "" : [" ", h("b", null, `new since ${time(it.since)}`), it.isVerified ? ", checked" : it.isUsed === true ? ", used" : it.isUsed === false ? ", not used yet" : ", nobody knows whether it is used"])),
    stack.changes.slice(0, 8).map(it => h("div", { class: "small anywhere" }, h("span", { class: "muted" }, `${time(it.time)} `), h("b", null, it.kind), ` ${it.detail}`)),
  ];
}
