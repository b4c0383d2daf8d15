// Money stays text and big integers; only what is drawn becomes a floating-point number.
export const ether = "0x0000000000000000000000000000000000000000";
export const isEther = token => token.toLowerCase() === ether;
export const tokenName = token => isEther(token) ? "ETH" : short(token);
export const short = hex => hex.length > 14 ? `${hex.slice(0, 8)}…${hex.slice(-4)}` : hex;
export const percent = basisPoints => `${(basisPoints / 100).toFixed(2)} %`;
export const coverage = basisPoints => basisPoints === 65535 ? "nothing owed" : percent(basisPoints);

export function money(units, token) {
  if (!isEther(token)) return group(units);
  const negative = units.startsWith("-"), digits = (negative ? units.slice(1) : units).padStart(19, "0");
  const whole = digits.slice(0, -18), fraction = digits.slice(-18).slice(0, 6).replace(/0+$/, "");
  const isDust = whole === "0" && fraction === "" && BigInt(digits) > 0n;
  return isDust ? `${negative ? "-" : ""}${group(BigInt(digits).toString())} wei` : `${negative ? "-" : ""}${group(whole)}${fraction ? "." + fraction : ""}`;
}

export const group = digits => digits.replace(/\B(?=(\d{3})+(?!\d))/g, "\u202f");

export function duration(seconds) {
  if (seconds === null || seconds === undefined) return "–";
  const s = Math.round(seconds);
  if (s < 120) return `${s} s`;
  if (s < 7200) return `${Math.round(s / 60)} min`;
  if (s < 172800) return `${(s / 3600).toFixed(1)} h`;
  return `${(s / 86400).toFixed(1)} d`;
}

export const time = seconds => new Date(seconds * 1000).toISOString().replace("T", " ").slice(0, 19) + "Z";
export const words = name => name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replace(/-/g, " ").toLowerCase().replace(/^./, first => first.toUpperCase());

// Shares of the larger of escrow and liabilities, for drawing.
export function shares(token) {
  const amounts = [token.supply, token.depositsInFlight, token.withdrawalsInFlight].map(BigInt);
  const owed = amounts.reduce((sum, it) => sum + it, 0n), escrow = BigInt(token.escrow), most = owed > escrow ? owed : escrow;
  return most === 0n ? [0, 0, 0] : amounts.map(it => Number(it * 10000n / most) / 100);
}
