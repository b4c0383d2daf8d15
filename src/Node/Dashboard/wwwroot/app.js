import { alerts } from "./alerts.js";
import { listen } from "./api.js";
import { calculator } from "./calculator.js";
import { h } from "./dom.js";
import { overview } from "./overview.js";
import { rollup } from "./rollup.js";

const main = document.getElementById("main"), live = document.getElementById("live"), theme = document.getElementById("theme");
let turn = 0, lastDrawn = 0, pending = null;

function page() {
  const [, name = "", id = ""] = location.hash.split("/");
  if (name === "rollup") return ["rollup", () => rollup(id)];
  if (name === "calculator") return ["calculator", calculator];
  if (name === "alerts") return ["alerts", alerts];
  return ["overview", overview];
}

async function draw() {
  const mine = ++turn, [name, make] = page();
  lastDrawn = Date.now();
  for (const link of document.querySelectorAll("nav a")) {
    if (link.dataset.page === name || (name === "rollup" && link.dataset.page === "overview")) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  try {
    const content = await make();
    if (mine !== turn) return; // another page was asked for meanwhile
    const open = new Set([...main.querySelectorAll("details[open] > summary")].map(place));
    main.replaceChildren(...content.flat(Infinity).filter(Boolean));
    for (const summary of main.querySelectorAll("details > summary")) summary.parentElement.open = open.has(place(summary));
    main.dataset.page = name;
  } catch (error) {
    if (mine === turn) main.replaceChildren(h("p", { class: "note RED" }, error.message));
  }
}

// Which of the foldable lines it is, so that what was open stays open when a new block is drawn.
function place(summary) {
  const path = [];
  for (let at = summary.parentElement; at && at !== main; at = at.parentElement) path.push([...at.parentElement.children].indexOf(at));
  return path.join(".");
}

// At most one drawing a second, and none while somebody types.
function drawSoon() {
  if (pending || page()[0] === "calculator") return;
  pending = setTimeout(() => { pending = null; draw(); }, Math.max(0, 1000 - (Date.now() - lastDrawn)));
}

theme.addEventListener("click", () => {
  const isDark = getComputedStyle(document.documentElement).getPropertyValue("--ground").trim() === "#11161c";
  document.documentElement.dataset.theme = localStorage.theme = isDark ? "light" : "dark";
});
if (localStorage.theme) document.documentElement.dataset.theme = localStorage.theme;
addEventListener("hashchange", () => { draw(); scrollTo(0, 0); });
listen(drawSoon, isOn => { live.classList.toggle("on", isOn); live.textContent = isOn ? "live" : "reconnecting"; });
draw();
