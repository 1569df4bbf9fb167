// The sections of the form: who is called, when people work, and with which countries there are ties.

import { button, el, field, said, select } from "./dom.js";
import { clock, day, entryButtons, origin, text, ticks, whole, words } from "./parts.js";

const SEVERITIES = ["low", "medium", "high", "critical"];
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

export function contacts(ctx, redraw) {
  const { model, t } = ctx;
  const put = (index, key) => (value) => model.put("contacts", index, key, value);
  const cards = model.list("contacts").map((contact, index) => {
    const path = `contacts.${index}`;
    const what = String(contact.name ?? "");
    return el("li", { class: "card", "data-entry": path },
      el("div", { class: "head" }, el("strong", {}, `${index + 1}. ${what}`), entryButtons(ctx, "contacts", index, what, redraw, { moves: true })),
      el("div", { class: "grid" },
        field(t("name"), text(contact.name, put(index, "name")), { path: `${path}.name` }),
        field(t("role"), text(contact.role, put(index, "role")), { path: `${path}.role`, hint: t("role hint") }),
        field(t("phone"), text(contact.phone, put(index, "phone"), { inputmode: "tel" }), { path: `${path}.phone`, hint: t("phone hint") }),
        field(t("email"), text(contact.email, put(index, "email"), { inputmode: "email" }), { path: `${path}.email` }),
        field(t("reach"), select(words(ctx, "reach", ["always", "office_hours", "outside_office_hours"]), contact.reach, put(index, "reach")), { path: `${path}.reach` }),
        field(t("wait"), whole(contact.wait_minutes, put(index, "wait_minutes")), { path: `${path}.wait_minutes`, hint: t("wait hint") })),
      said(path));
  });
  return [
    origin(ctx, "contacts", redraw), said("contacts"), el("ol", { class: "cards" }, cards),
    button(t("add contact"), () => {
      model.add("contacts", { name: "", role: "", phone: "", email: "", reach: "always", wait_minutes: 15 });
      redraw(`[data-entry="contacts.${model.list("contacts").length - 1}"] input`);
    }, { class: "add" }),
  ];
}

function simple(ctx, redraw, name, label, control, hint = "") {
  return el("div", {}, field(label, control, { path: name, hint }), origin(ctx, name, redraw));
}

export function hours(ctx, redraw) {
  const { model, t } = ctx;
  const set = (name) => (value) => model.set(name, value);
  const base = "service.office_hours";
  const days = `${base}.days`;
  const options = words(ctx, "day", DAYS);
  return [
    ticks(ctx, t("days"), options, model.list(days), (chosen) => model.set(days, DAYS.filter((one) => chosen.includes(one))), { path: days }),
    origin(ctx, days, redraw),
    el("div", { class: "grid" },
      simple(ctx, redraw, `${base}.from`, t("office from"), clock(model.value(`${base}.from`), set(`${base}.from`))),
      simple(ctx, redraw, `${base}.to`, t("office to"), clock(model.value(`${base}.to`), set(`${base}.to`))),
      simple(ctx, redraw, `${base}.holidays`, t("holidays"), select(ctx.choices.holidays, model.value(`${base}.holidays`), set(`${base}.holidays`)), t("holidays hint")),
      simple(ctx, redraw, "service.wake_from", t("wake from"), select(words(ctx, "severity", SEVERITIES), model.value("service.wake_from"), set("service.wake_from")), t("wake from hint")),
      simple(ctx, redraw, "business.admin_hours.from", t("admin from"), clock(model.value("business.admin_hours.from"), set("business.admin_hours.from")), t("admin hint")),
      simple(ctx, redraw, "business.admin_hours.to", t("admin to"), clock(model.value("business.admin_hours.to"), set("business.admin_hours.to")))),
    said("service"), said("business"),
  ];
}

export function observe(ctx, redraw) {
  const { model, t } = ctx;
  const name = "service.observe_until";
  return [el("div", { class: "grid" }, simple(ctx, redraw, name, t("observe"), day(model.value(name), (value) => model.set(name, value)), t("observe hint")))];
}

export function countries(ctx, redraw) {
  const { model, t } = ctx;
  const name = "business.countries";
  return [
    ticks(ctx, t("countries"), ctx.choices.countries, model.list(name), (chosen) => model.set(name, chosen), { path: name, hint: t("countries hint") }),
    origin(ctx, name, redraw),
  ];
}
