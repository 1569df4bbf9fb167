// What stands beside the form: what is wrong, what the change means, and what the whole means.

import { button, el } from "./dom.js";

// Each finding at the value that it is about: at that value's own place, or at the nearest one around it.
export function place(ctx, findings) {
  const slots = new Map();
  for (const slot of document.querySelectorAll("[data-said]")) {
    slot.replaceChildren();
    if (slot.dataset.said) slots.set(slot.dataset.said, slot);
  }
  for (const marked of document.querySelectorAll("[aria-invalid]")) marked.removeAttribute("aria-invalid");
  for (const finding of findings) {
    finding.slot = null;
    for (let length = finding.path.length; length > 0 && !finding.slot; length -= 1) {
      finding.slot = slots.get(finding.path.slice(0, length).join("."));
    }
    if (!finding.slot || finding.accepted) continue;
    finding.slot.append(note(ctx, finding));
    const control = finding.slot.parentElement.querySelector("input, select, textarea");
    if (finding.severity === "error" && control) control.setAttribute("aria-invalid", "true");
  }
}

function note(ctx, finding) {
  const { t } = ctx;
  return el("p", { class: `note ${finding.severity}` },
    el("strong", {}, t(finding.severity)), " ", finding.message, " ",
    finding.mended ? button(t("apply fix", { fix: t.or(`severity ${finding.fix}`, finding.fix) }), () => ctx.apply(finding.mended), { class: "fix" })
      : finding.fix ? el("span", { class: "hint" }, t("fix", { fix: finding.fix })) : null,
    finding.severity === "warning" && !finding.accepted && finding.path[0] !== "accepted_warnings"
      ? button(t("accept"), () => ctx.accept(finding), { class: "plain" }) : null);
}

export function findings(ctx, list) {
  const { t } = ctx;
  const open = list.filter((finding) => !finding.accepted);
  const errors = open.filter((finding) => finding.severity === "error").length;
  const count = open.length ? t("count", { errors, warnings: open.length - errors }) : t("all right");
  return el("section", { "aria-labelledby": "h-findings" }, el("h2", { id: "h-findings" }, t("findings")),
    el("p", { class: open.length ? (errors ? "verdict bad" : "verdict") : "verdict good", id: "verdict" }, count),
    el("ul", { class: "list" }, open.map((finding) => el("li", { class: finding.severity },
      el("span", { class: "code" }, `${finding.code} `), finding.message, " ",
      finding.slot ? button(t("go there"), () => go(finding.slot), { class: "plain" })
        : el("small", {}, finding.file === "scope.yaml" ? t("for the engineer", { line: finding.line }) : t("in file", { file: finding.file, line: finding.line }))))));
}

function go(slot) {
  for (let around = slot.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
  slot.scrollIntoView({ block: "center" });
  const control = slot.parentElement.querySelector("input, select, textarea");
  (control ?? slot).focus();
}

export function sections(list) {
  return list.flatMap((section) => [
    el("h3", {}, section.heading), section.paragraphs.map((text) => el("p", {}, text)),
    section.items.length ? el("ul", {}, section.items.map((text) => el("li", {}, text))) : null,
  ]).flat().filter(Boolean);
}

function chapters(ctx, list) {
  return list.flatMap((chapter) => [el("h3", {}, chapter.heading),
    el("ul", {}, chapter.said.map((one) => el("li", { class: one.consent ? "warning" : "" }, one.text,
      one.consent ? el("strong", {}, ` (${ctx.t("needs consent")})`) : null)))]);
}

export function change(ctx, seen) {
  const { t } = ctx;
  const body = [];
  if (!seen.changed.length) body.push(el("p", {}, t("nothing changed")));
  else if (!seen.change) body.push(el("p", {}, t("mend first")));
  else if (seen.change.nothing) body.push(el("p", {}, t("nothing for customer")));
  else body.push(...chapters(ctx, seen.change.chapters));
  if (seen.against_head && !seen.against_head.nothing) {
    body.push(el("details", {}, el("summary", {}, t("since commit")), ...chapters(ctx, seen.against_head.chapters)));
  }
  return el("section", { "aria-labelledby": "h-change", class: seen.consent ? "needs" : "" },
    el("h2", { id: "h-change" }, t("change")), ...body,
    seen.consent ? el("label", { class: "consent" },
      el("input", { type: "checkbox", id: "consent", checked: ctx.agreed === seen.consent,
        onchange: (event) => ctx.agree(event.target.checked ? seen.consent : "") }), el("span", {}, t("consent"))) : null);
}

export function whole(ctx, seen, wasOpen) {
  const { t } = ctx;
  if (!seen.whole) return null;
  const made = el("details", { id: "whole", open: wasOpen }, el("summary", {}, t("whole")), ...sections(seen.whole.sections));
  return el("section", {}, made);
}
