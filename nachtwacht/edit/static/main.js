// The page: opens the file, keeps what is typed, asks what it would mean, and saves it.

import { change, findings, place, whole } from "./beside.js";
import { conflict } from "./conflict.js";
import { button, el } from "./dom.js";
import { Model } from "./model.js";
import { accepted, exclusions, response, useCases } from "./promises.js";
import { contacts, countries, hours, observe } from "./sections.js";
import { ask, enter, Refused, tab } from "./server.js";

const PAUSE = 250;
const LOOK_AGAIN = 3000;
const SECTIONS = { contacts, hours, countries, use_cases: useCases, response, observe, exclusions, accepted_warnings: accepted };
const app = document.getElementById("app");
const ctx = { t: (key) => key, agreed: "", seen: null };
const parts = {};
let timer = 0;
let asked = 0;

function speak(opened) {
  const { words } = opened;
  ctx.t = (key, filled = {}) => (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => filled[name] ?? "");
  ctx.t.or = (key, other) => words[key] ?? other;
  ctx.label = (name) => words[`label ${name}`] ?? String(name).replaceAll("_", " ");
  document.documentElement.lang = opened.language;
}

function bare(text, list = []) {
  app.removeAttribute("aria-busy");
  app.replaceChildren(el("main", { class: "bare" }, el("h1", {}, "Nachtwacht"), el("p", { role: "alert" }, text),
    list.length ? el("ul", { class: "list" }, list.map((one) => el("li", { class: one.severity }, `${one.file}:${one.line}: ${one.code} ${one.message}`))) : null));
}

function section(name, make) {
  const body = el("div", {});
  const redraw = (focus) => {
    body.replaceChildren(...[make(ctx, redraw)].flat().filter(Boolean));
    if (typeof focus === "string") (document.querySelector(`[data-section] ${focus}:not(:disabled)`) ?? document.querySelector(focus))?.focus();
    if (ctx.seen) place(ctx, ctx.seen.findings);
  };
  const hidden = ctx.hidden.some((one) => ctx.t(`section of ${one}`) === name || one === name);
  parts[name] = hidden ? () => {} : redraw;
  if (hidden) body.append(el("p", { class: "note error" }, ctx.t("cannot show")));
  else redraw();
  return el("section", { class: "part", "data-section": name, id: `s-${name}`, "aria-labelledby": `h-${name}` },
    el("h2", { id: `h-${name}` }, ctx.label(name)), el("p", { class: "soft" }, ctx.t(`about ${name}`)), body);
}

function draw(opened) {
  const { t } = ctx;
  document.title = `${opened.customer.name} – Nachtwacht`;
  parts.notice = el("div", { id: "notice", role: "status" });
  parts.status = el("span", { id: "status", "aria-live": "polite" });
  parts.save = button(t("save"), save, { class: "primary", id: "save" });
  parts.beside = el("aside", { "aria-label": t("beside") });
  app.removeAttribute("aria-busy");
  app.replaceChildren(
    el("a", { class: "skip", href: "#form" }, t("skip")),
    el("header", {}, el("div", { class: "wrap" }, el("p", { class: "over" }, el("img", { src: "icon.svg", alt: "" }), "Nachtwacht"), el("h1", {}, opened.customer.name), el("p", {}, t("intro")))),
    el("div", { class: "wrap columns" },
      el("main", { id: "form" }, parts.notice,
        el("nav", { "aria-label": t("parts") }, el("ul", {}, Object.keys(SECTIONS).map((name) => el("li", {}, el("a", { href: `#s-${name}` }, ctx.label(name)))))),
        Object.entries(SECTIONS).map(([name, make]) => section(name, make)),
        el("p", { class: "soft" }, t("rest"))),
      parts.beside),
    el("footer", { class: "bar" }, el("div", { class: "wrap" }, parts.status, parts.save)));
}

function notice(text, kind = "", ...more) {
  parts.notice.replaceChildren(...(text ? [el("p", { class: `note ${kind}` }, text, " ", ...more)] : []));
  if (text) parts.notice.scrollIntoView({ block: "nearest" });
}

function dirty() {
  return (ctx.seen?.changed.length ?? 0) > 0;
}

async function look() {
  const mine = ++asked;
  const seen = await quietly(() => ask("look", ctx.model.edit({ tab })));
  if (!seen || mine !== asked) return;
  if (seen.state !== "seen") return void notice(ctx.t(`state ${seen.state}`), "error");
  ctx.seen = seen;
  if (ctx.agreed !== seen.consent) ctx.agreed = "";
  place(ctx, seen.findings);
  const open = document.getElementById("whole")?.open ?? false;
  parts.beside.replaceChildren(...[findings(ctx, seen.findings), change(ctx, seen), whole(ctx, seen, open)].filter(Boolean));
  parts.status.textContent = dirty() ? ctx.t("unsaved", { names: seen.changed.map(ctx.label).join(", ") }) : ctx.t("nothing unsaved");
  document.body.dataset.looked = String(mine);
  meanwhile(seen.digest);
}

function changed() {
  for (const note of document.querySelectorAll("[data-origin]")) note.update?.();
  document.body.dataset.looked = "";
  clearTimeout(timer);
  timer = setTimeout(look, PAUSE);
}

function meanwhile(digest) {
  if (digest === ctx.model.base || parts.save.disabled || document.querySelector(".conflict")) return;
  if (!digest) return notice(ctx.t("gone"), "error", button(ctx.t("put back"), () => save(null, true), { id: "put-back" }));
  return notice(ctx.t("changed meanwhile"), "warning", button(ctx.t("show both"), () => both({}), { id: "show-both" }));
}

async function quietly(act) {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Refused && error.status === 401) notice(ctx.t("closed"), "error");
    else notice(ctx.t("no answer"), "error");
    return null;
  }
}

async function save(_, anew = false) {
  parts.save.disabled = true;
  notice("");
  const done = await quietly(() => ask("save", ctx.model.edit({ tab, consent: ctx.agreed, anew })));
  parts.save.disabled = false;
  if (!done) return;
  if (done.state === "saved") {
    ctx.model.restart(done);
    ctx.agreed = "";
    await look();
    notice(ctx.t("saved"), "good");
  } else if (done.state === "changed") {
    await both({});
  } else {
    await look();
    notice(ctx.t(`state ${done.state}`, { why: done.why ?? "" }), "error", done.state === "gone" ? button(ctx.t("put back"), () => save(null, true), { id: "put-back" }) : "");
    if (done.state === "consent") document.getElementById("consent")?.focus();
  }
}

async function both(choices) {
  const merge = await quietly(() => ask("merge", ctx.model.edit({ tab, choices })));
  if (!merge) return;
  if (merge.state !== "merged") return void notice(ctx.t(`state theirs ${merge.state}`), "error");
  const close = () => document.querySelector(".conflict")?.remove();
  close();
  const shown = conflict(ctx, merge, choices, {
    choose: (name, side) => both({ ...choices, [name]: side }),
    accept: () => {
      close();
      ctx.model.restart({ base: merge.base, draft: merge.draft, profile: merge.profile, origins: merge.origins });
      redrawAll();
      notice(ctx.t("merged"), "good");
      changed();
    },
    later: close,
  });
  document.body.append(shown);
  shown.focus();
}

function redrawAll() {
  for (const name of Object.keys(SECTIONS)) parts[name]();
}

ctx.apply = (mended) => {
  for (const [name, value] of Object.entries(mended)) {
    const was = ctx.model.draft[name];
    if (Array.isArray(value) && (!Array.isArray(was) || was.length !== value.length)) delete ctx.model.origins[name];
    ctx.model.draft[name] = value;
  }
  redrawAll();
  changed();
};

ctx.accept = (finding) => {
  ctx.model.add("accepted_warnings", { warning: finding.code, on: [...finding.about], reason: "", accepted_by: "", until: "" });
  parts.accepted_warnings(`[data-entry="accepted_warnings.${ctx.model.list("accepted_warnings").length - 1}"] input`);
};

ctx.agree = (consent) => {
  ctx.agreed = consent;
};

async function begin() {
  try {
    await enter();
    const opened = await ask("open");
    speak(opened);
    if (opened.state !== "open") return bare(ctx.t("broken"), opened.findings);
    ctx.choices = opened.choices;
    ctx.hidden = opened.hidden;
    ctx.model = new Model(opened);
    ctx.model.changed = changed;
    draw(opened);
    await look();
    setInterval(async () => {
      if (document.visibilityState === "visible") meanwhile((await ask("state").catch(() => ({ digest: ctx.model.base }))).digest);
    }, LOOK_AGAIN);
    addEventListener("beforeunload", (event) => dirty() && event.preventDefault());
    addEventListener("pagehide", () => void ask("leave", { tab }, { keepalive: true }).catch(() => {}));
    addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key === "s") {
        event.preventDefault();
        void save();
      }
      if (event.key === "Escape") document.querySelector(".conflict")?.remove();
    });
  } catch (error) {
    const nl = navigator.language.startsWith("nl");
    bare(nl ? "Open dit formulier met het adres dat in de terminal staat. Dat adres werkt één keer; begin anders opnieuw met nw edit."
      : "Open this form with the address that the terminal shows. It works once; otherwise start again with nw edit.");
    if (!(error instanceof Refused)) throw error;
  }
}

void begin();
