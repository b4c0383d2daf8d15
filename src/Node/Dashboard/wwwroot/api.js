// The public API, and nothing else.
export async function get(path) {
  const answer = await fetch(path, { headers: { accept: "application/json" } });
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({}));
    throw new Error(problem.detail ?? `${path}: ${answer.status}`);
  }
  return answer.json();
}

export function listen(onJudgement, onState) {
  const source = new EventSource("/v1/stream");
  source.addEventListener("judgement", event => { onState(true); onJudgement(JSON.parse(event.data)); });
  source.addEventListener("open", () => onState(true));
  source.addEventListener("error", () => onState(false)); // it connects again by itself
}
