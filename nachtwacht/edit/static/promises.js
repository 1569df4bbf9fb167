// The sections of the form about what is watched, what may be done, and what is left out for a while.

import { button, el, field, number, said, select } from "./dom.js";
import { amount, day, duration, entryButtons, origin, person, rate, text, ticks, whole, words } from "./parts.js";

const SEVERITIES = ["low", "medium", "high", "critical"];

// Names of assets and groups that make sense for a kind of thing; what is chosen already is always shown.
function names(ctx, kinds, chosen) {
  return ctx.choices.names
    .filter((choice) => !kinds || chosen.includes(choice.value) || choice.kinds.some((kind) => kinds.includes(kind)))
    .map((choice) => ({ ...choice, note: choice.group ? ctx.t("group of", { names: choice.members.join(", ") }) : choice.note }));
}

function on(ctx, name, index, entry, kinds, label) {
  const chosen = Array.isArray(entry.on) ? entry.on : [];
  return ticks(ctx, label, names(ctx, kinds, chosen), chosen, (value) => ctx.model.put(name, index, "on", value), { path: `${name}.${index}.on` });
}

function threshold(ctx, index, entry, parameter) {
  const { model, t } = ctx;
  const own = entry.with && typeof entry.with === "object" ? entry.with : {};
  const listed = Array.isArray(parameter.default);
  const put = (value) => {
    const settings = { ...(model.list("use_cases")[index].with ?? {}) };
    if (value === undefined || value === "") delete settings[parameter.name];
    else settings[parameter.name] = value;
    model.put("use_cases", index, "with", Object.keys(settings).length ? settings : undefined);
  };
  const shown = listed ? parameter.default.join(", ") || t("none") : typeof parameter.default === "boolean" ? t(String(parameter.default)) : parameter.default;
  const usual = t("usual value", { value: `${shown}${parameter.unit ? ` ${parameter.unit}` : ""}` });
  const value = own[parameter.name];
  let control;
  if (typeof parameter.default === "boolean") {
    const options = [{ value: undefined, label: usual }, { value: true, label: t("true") }, { value: false, label: t("false") }];
    control = select(options, value, put);
  } else if (listed) {
    control = el("textarea", { rows: 2, value: Array.isArray(value) ? value.join("\n") : value ?? "",
      oninput: (event) => put(event.target.value.split("\n").map((line) => line.trim()).filter(Boolean)) });
  } else if (typeof parameter.default === "number") {
    control = text(value, (typed) => put(Number.isFinite(Number(typed)) && typed.trim() ? Number(typed) : number(typed)), { inputmode: "decimal" });
  } else {
    control = text(value, put);
  }
  const label = parameter.unit ? `${parameter.purpose} (${parameter.unit})` : parameter.purpose;
  return field(label, control, { path: `use_cases.${index}.with.${parameter.name}`, hint: listed ? `${usual}. ${t("one a line")}` : usual, wide: true });
}

export function useCases(ctx, redraw) {
  const { model, t } = ctx;
  const entries = model.list("use_cases");
  const known = Object.fromEntries(ctx.choices.use_cases.map((one) => [one.value, one]));
  const cards = entries.map((entry, index) => {
    const pack = known[entry.use];
    const path = `use_cases.${index}`;
    const title = pack?.label ?? String(entry.use ?? "");
    const usual = pack ? t("usual severity", { value: t(`severity ${pack.severity}`) }) : t("choose");
    const severity = select([{ value: undefined, label: usual }, ...words(ctx, "severity", SEVERITIES)], entry.severity, (value) => model.put("use_cases", index, "severity", value));
    return el("li", { class: "card", "data-entry": path },
      el("div", { class: "head" }, el("strong", {}, title), entryButtons(ctx, "use_cases", index, title, redraw)),
      pack ? el("p", { class: "soft" }, pack.purpose) : null, said(`${path}.use`),
      on(ctx, "use_cases", index, entry, pack?.kinds, t("watch where")),
      el("div", { class: "grid" }, field(t("severity"), severity, { path: `${path}.severity` })),
      pack?.parameters.length ? el("details", {}, el("summary", {}, t("thresholds")), el("div", { class: "grid" }, pack.parameters.map((one) => threshold(ctx, index, entry, one)))) : null,
      said(path));
  });
  const rest = ctx.choices.use_cases.filter((one) => !entries.some((entry) => entry.use === one.value));
  return [
    origin(ctx, "use_cases", redraw), said("use_cases"), el("ul", { class: "cards" }, cards),
    rest.length ? el("h3", {}, t("not watched")) : null,
    el("ul", { class: "cards" }, rest.map((one) => el("li", { class: "card off" },
      el("div", { class: "head" }, el("strong", {}, one.label), button(t("add"), () => {
        model.add("use_cases", { use: one.value, on: [] });
        redraw(`[data-entry="use_cases.${model.list("use_cases").length - 1}"] input`);
      }, { class: "add", "aria-label": t("add what", { what: one.label }) })),
      el("p", { class: "soft" }, one.purpose)))),
  ];
}

export function response(ctx, redraw) {
  const { model, t } = ctx;
  const actions = ctx.choices.actions.map(({ value, kinds }) => ({ value, kinds, label: t.or(`action ${value}`, value.replaceAll("_", " ")) }));
  const cards = model.list("response").map((entry, index) => {
    const path = `response.${index}`;
    const put = (key) => (value) => model.put("response", index, key, value);
    const structural = (key) => (value) => {
      put(key)(value);
      redraw(`[data-entry="${path}"] select`);
    };
    const action = actions.find((one) => one.value === entry.allow);
    const what = action?.label ?? String(entry.allow ?? "");
    const asks = entry.approval === "customer" || entry.approval === "analyst";
    const word = (key, label, control) => el("span", { class: "word" }, control, said(`${path}.${key}`));
    const aria = (key) => ({ "aria-label": t(key) });
    return el("li", { class: "card", "data-entry": path },
      el("div", { class: "head" }, el("strong", {}, what), entryButtons(ctx, "response", index, what, redraw)),
      el("p", { class: "sentence" }, t("we may"), " ",
        word("allow", "", select(actions, entry.allow, structural("allow"), aria("action"))), " ",
        word("when", "", select(words(ctx, "when", ["always", "office_hours", "outside_office_hours"]), entry.when, put("when"), aria("when"))), ", ", t("from severity"), " ",
        word("from_severity", "", select(words(ctx, "severity", SEVERITIES), entry.from_severity, put("from_severity"), aria("from severity"))), ", ",
        word("approval", "", select(words(ctx, "approval", ["none", "analyst", "customer"]), entry.approval, structural("approval"), aria("approval"))), "; ", t("at most"), " ",
        word("at_most", "", amount(ctx, entry.at_most, rate(ctx), put("at_most"), t("at most"))), ", ", t("undone after"), " ",
        word("undo_after", "", amount(ctx, entry.undo_after, duration(ctx), put("undo_after"), t("undone after"))), "."),
      asks ? el("p", { class: "sentence" }, t("we wait"), " ",
        word("wait_minutes", "", whole(entry.wait_minutes, put("wait_minutes"), { class: "short", ...aria("we wait") })), " ", t("minutes silence"), " ",
        word("if_no_answer", "", select(words(ctx, "silence", ["deny", "allow"]), entry.if_no_answer ?? "deny", put("if_no_answer"), aria("silence"))), ".") : null,
      on(ctx, "response", index, entry, action?.kinds, t("done where")), said(path));
  });
  return [
    el("p", { class: "soft" }, t("response intro")), origin(ctx, "response", redraw), said("response"),
    cards.length ? el("ul", { class: "cards" }, cards) : el("p", {}, t("may nothing")),
    button(t("add right"), () => {
      model.add("response", { allow: actions[0]?.value, on: [], when: "always", from_severity: "high", approval: "customer", at_most: "3 per hour", undo_after: "4h", wait_minutes: 15, if_no_answer: "deny" });
      redraw(`[data-entry="response.${model.list("response").length - 1}"] select`);
    }, { class: "add" }),
  ];
}

export function exclusions(ctx, redraw) {
  const { model, t } = ctx;
  const packs = ctx.choices.use_cases.map(({ value, label }) => ({ value, label }));
  const cards = model.list("exclusions").map((entry, index) => {
    const path = `exclusions.${index}`;
    const put = (key) => (value) => model.put("exclusions", index, key, value);
    const title = packs.find((one) => one.value === entry.use_case)?.label ?? String(entry.use_case ?? "");
    const watched = model.list("use_cases").filter((one) => one.use === entry.use_case).flatMap((one) => one.on ?? []);
    const members = ctx.choices.names.filter((one) => one.group && watched.includes(one.value)).flatMap((one) => one.members);
    const chosen = Array.isArray(entry.on) ? entry.on : [];
    const offered = names(ctx, null, chosen).filter((one) => [...watched, ...members, ...chosen].includes(one.value));
    return el("li", { class: "card", "data-entry": path },
      el("div", { class: "head" }, el("strong", {}, title), entryButtons(ctx, "exclusions", index, title, redraw)),
      el("div", { class: "grid" },
        field(t("left out"), select(packs, entry.use_case, (value) => { put("use_case")(value); redraw(`[data-entry="${path}"] select`); }), { path: `${path}.use_case`, wide: true })),
      ticks(ctx, t("left out where"), offered, chosen, put("on"), { path: `${path}.on` }),
      el("div", { class: "grid" },
        field(t("reason"), text(entry.reason, put("reason")), { path: `${path}.reason`, wide: true }),
        field(t("owner"), person(ctx, entry.owner, put("owner")), { path: `${path}.owner` }),
        field(t("approved by"), person(ctx, entry.approved_by, put("approved_by")), { path: `${path}.approved_by`, hint: t("approved hint") }),
        field(t("first day"), day(entry.from, put("from")), { path: `${path}.from` }),
        field(t("last day"), day(entry.until, put("until")), { path: `${path}.until`, hint: t("last day hint") })),
      said(path));
  });
  return [
    origin(ctx, "exclusions", redraw), said("exclusions"),
    cards.length ? el("ul", { class: "cards" }, cards) : el("p", {}, t("nothing left out")),
    button(t("add exclusion"), () => {
      model.add("exclusions", { use_case: model.list("use_cases")[0]?.use ?? packs[0]?.value, on: [], reason: "", owner: "", approved_by: "", from: "", until: "" });
      redraw(`[data-entry="exclusions.${model.list("exclusions").length - 1}"] select`);
    }, { class: "add" }),
  ];
}

export function accepted(ctx, redraw) {
  const { model, t } = ctx;
  const cards = model.list("accepted_warnings").map((entry, index) => {
    const path = `accepted_warnings.${index}`;
    const put = (key) => (value) => model.put("accepted_warnings", index, key, value);
    const what = `${entry.warning ?? ""} ${(Array.isArray(entry.on) ? entry.on : []).join(", ")}`.trim();
    return el("li", { class: "card", "data-entry": path },
      el("div", { class: "head" }, el("strong", {}, what), entryButtons(ctx, "accepted_warnings", index, what, redraw)),
      el("div", { class: "grid" },
        field(t("why accepted"), text(entry.reason, put("reason")), { path: `${path}.reason`, wide: true }),
        field(t("accepted by"), person(ctx, entry.accepted_by, put("accepted_by")), { path: `${path}.accepted_by` }),
        field(t("last day"), day(entry.until, put("until")), { path: `${path}.until`, hint: t("accepted hint") })),
      said(`${path}.warning`), said(`${path}.on`), said(path));
  });
  return [origin(ctx, "accepted_warnings", redraw), said("accepted_warnings"),
    cards.length ? el("ul", { class: "cards" }, cards) : el("p", {}, t("nothing accepted"))];
}
