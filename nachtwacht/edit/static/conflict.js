// Two edits of one file, side by side: what was laid together, and what has to be chosen.

import { button, el, unique } from "./dom.js";

function shown(ctx, value, gone) {
  if (gone) return el("em", {}, ctx.t("not there"));
  if (Array.isArray(value)) return value.every((part) => typeof part !== "object") ? value.join(", ") || "–" : el("ul", {}, value.map((part) => el("li", {}, shown(ctx, part))));
  if (value && typeof value === "object") {
    return el("dl", {}, Object.entries(value).flatMap(([key, part]) => [el("dt", {}, ctx.label(key)), el("dd", {}, shown(ctx, part))]));
  }
  return String(value ?? "–");
}

function where(ctx, conflict) {
  const [name, ...rest] = conflict.path;
  const words = [ctx.label(name), ...rest.map((step) => (typeof step === "number" ? `${step + 1}` : ctx.label(step)))];
  return words.join(" · ");
}

// ``decide(choices)`` is called again with every choice, and ``accept(merge)`` when all are made.
export function conflict(ctx, merge, choices, { choose, accept, later }) {
  const { t } = ctx;
  const names = (list) => (list.length ? el("ul", {}, list.map((name) => el("li", {}, ctx.label(name)))) : el("p", {}, t("none")));
  const open = merge.conflicts.filter((one) => !choices[one.name]);
  const rows = merge.conflicts.map((one) => {
    const group = unique("c");
    const side = (which) => el("label", { class: choices[one.name] === which ? "side chosen" : "side" },
      el("span", {}, el("input", { type: "radio", name: group, checked: choices[one.name] === which, "data-choice": `${one.name}=${which}`,
        onchange: () => choose(one.name, which) }), ` ${t(which)}`),
      el("div", {}, shown(ctx, one[which], one.gone.includes(which))));
    return el("fieldset", { class: "choice" }, el("legend", {}, where(ctx, one)),
      el("p", { class: "soft" }, t("was"), " ", shown(ctx, one.base, one.gone.includes("base"))),
      el("div", { class: "sides" }, side("mine"), side("theirs")));
  });
  return el("section", { class: "conflict", role: "dialog", "aria-modal": "true", "aria-labelledby": "h-conflict", tabindex: "-1" },
    el("h2", { id: "h-conflict" }, t("file changed")), el("p", {}, t("file changed why")),
    el("div", { class: "sides" },
      el("div", { class: "side" }, el("h3", {}, t("you changed")), names(merge.mine)),
      el("div", { class: "side" }, el("h3", {}, t("other changed")), names([...merge.theirs, ...merge.elsewhere]))),
    rows.length ? el("h3", {}, t("choose each")) : el("p", { class: "verdict good" }, t("no conflict")), rows,
    el("div", { class: "actions" },
      button(t("take merged"), accept, { class: "primary", disabled: open.length > 0, id: "take-merged" }),
      button(t("later"), later)));
}
