// What the page asks the program for. The token is kept for this address only; a cookie alone opens nothing.

const TOKEN = "nachtwacht-token";
export const tab = crypto.randomUUID();

export class Refused extends Error {
  constructor(status) {
    super(`refused ${status}`);
    this.status = status;
  }
}

export async function ask(what, body = {}, { keepalive = false } = {}) {
  const answer = await fetch(`/api/${what}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-nachtwacht-token": localStorage.getItem(TOKEN) ?? "" },
    body: JSON.stringify(body),
    keepalive,
  });
  if (!answer.ok) throw new Refused(answer.status);
  return answer.json();
}

// The key stands behind the # of the address, which browsers do not send along; then it is taken out of there.
export async function enter() {
  const key = location.hash.slice(1);
  if (!key) return;
  history.replaceState(null, "", "/");
  const { token } = await ask("door", { key });
  localStorage.setItem(TOKEN, token);
}
