// Controls that several sections share.

import { button, el, field, number, said, select, unique } from "./dom.js";

const MANY = 12;
const SHOWN = 8;

// A list of boxes to tick. Of many, those that are ticked, and what a search finds.
export function ticks(ctx, label, options, chosen, onchange, { path = "", hint = "" } = {}) {
  const box = el("fieldset", { class: "ticks" }, el("legend", {}, label));
  const list = el("div", { class: "boxes" });
  const known = new Set(options.map((option) => option.value));
  const all = [...chosen.filter((value) => !known.has(value)).map((value) => ({ value, label: value, odd: true })), ...options];
  let wanted = "";
  const many = all.length > MANY;
  const tick = (option) => {
    const id = unique("t");
    const input = el("input", {
      type: "checkbox", id, checked: chosen.includes(option.value),
      onchange: (event) => {
        chosen = event.target.checked ? [...chosen, option.value] : chosen.filter((value) => value !== option.value);
        onchange(chosen);
        if (many) draw(option.value);
      },
    });
    input.dataset.value = option.value;
    return el("div", { class: option.odd ? "box odd" : "box" }, input,
      el("label", { for: id }, option.label, option.note ? el("small", {}, ` ${option.note}`) : null));
  };
  const draw = (focus) => {
    const found = all.filter((option) => !chosen.includes(option.value) && wanted
      && `${option.label} ${option.value} ${option.note ?? ""}`.toLowerCase().includes(wanted)).slice(0, SHOWN);
    const ticked = chosen.map((value) => all.find((option) => option.value === value)).filter(Boolean);
    list.replaceChildren(...(many ? [...ticked, ...found] : all).map(tick));
    if (focus) [...list.querySelectorAll("input")].find((input) => input.dataset.value === focus)?.focus();
  };
  if (many) {
    const search = el("input", { type: "search", autocomplete: "off", oninput: (event) => {
      wanted = event.target.value.trim().toLowerCase();
      draw();
    } });
    box.append(field(ctx.t("search"), search));
  }
  draw();
  box.append(list, hint ? el("small", {}, hint) : "", said(path));
  return box;
}

// Where a value comes from, and the way back to the profile.
export function origin(ctx, name, redraw) {
  const made = el("p", { class: "origin", "data-origin": name });
  made.update = () => {
    const { model } = ctx;
    const profile = model.fromProfile(name);
    made.replaceChildren();
    if (profile === undefined) return;
    if (!model.own(name)) {
      made.append(el("span", { class: "badge" }, ctx.t("from profile", { name: model.profile.name })), " ", ctx.t("from profile hint"));
    } else {
      made.append(el("span", {}, ctx.t("own value")), " ", button(ctx.t("back to profile"), () => {
        model.back(name);
        redraw();
      }, { class: "plain" }));
    }
  };
  made.update();
  return made;
}

export function text(value, onchange, props = {}) {
  return el("input", { type: "text", autocomplete: "off", value: value ?? "", oninput: (event) => onchange(event.target.value), ...props });
}

export function whole(value, onchange, props = {}) {
  const plain = value === undefined || typeof value === "number";
  return el("input", {
    type: plain ? "number" : "text", min: 1, step: 1, value: value ?? "",
    oninput: (event) => onchange(event.target.value === "" ? undefined : number(event.target.value)), ...props,
  });
}

// The browser's own picker, unless what is written is no such time or day: then it is shown as it is written.
export function clock(value, onchange, props = {}) {
  const fits = value === undefined || /^([01]\d|2[0-3]):[0-5]\d$/.test(value);
  return el("input", { type: fits ? "time" : "text", value: value ?? "", oninput: (event) => onchange(event.target.value), ...props });
}

export function day(value, onchange, props = {}) {
  const fits = value === undefined || /^\d{4}-\d{2}-\d{2}$/.test(value);
  return el("input", { type: fits ? "date" : "text", value: value ?? "", oninput: (event) => onchange(event.target.value), ...props });
}

// "3 per hour" and "4h" as a number with a word beside it.
export function amount(ctx, value, shape, onchange, label) {
  const found = value === undefined ? ["", ""] : shape.read(String(value));
  if (!found) return text(value, (typed) => onchange(typed || undefined), { "aria-label": label, class: "short" });
  let [count, unit] = found[0] === "" ? ["", shape.units[shape.first].value] : found;
  const tell = () => onchange(count === "" ? undefined : shape.write(count, unit));
  return el("span", { class: "amount" },
    el("input", { type: "number", min: 1, step: 1, value: count, placeholder: ctx.t("none"), "aria-label": label, class: "short",
      oninput: (event) => { count = event.target.value; tell(); } }),
    select(shape.units, unit, (chosen) => { unit = chosen; tell(); }, { "aria-label": `${label}: ${ctx.t("unit")}` }));
}

export function rate(ctx) {
  return {
    units: [{ value: "hour", label: ctx.t("times an hour") }, { value: "day", label: ctx.t("times a day") }], first: 0,
    read: (written) => written.match(/^([1-9]\d*) per (hour|day)$/)?.slice(1),
    write: (count, unit) => `${count} per ${unit}`,
  };
}

export function duration(ctx) {
  return {
    units: ["s", "m", "h", "d"].map((value) => ({ value, label: ctx.t(`unit ${value}`) })), first: 2,
    read: (written) => written.match(/^([1-9]\d*)([smhd])$/)?.slice(1),
    write: (count, unit) => `${count}${unit}`,
  };
}

export function words(ctx, group, values) {
  return values.map((value) => ({ value, label: ctx.t(`${group} ${value}`) }));
}

// The people of the contacts, by what the file calls them: the part of the mail address before the @.
export function people(ctx) {
  return ctx.model.list("contacts").map((contact) => ({
    value: String(contact.email ?? "").split("@")[0] || String(contact.name ?? ""), label: String(contact.name ?? ""), contact,
  })).filter((one) => one.value);
}

export function person(ctx, value, onchange) {
  const known = people(ctx);
  const meant = known.find(({ value: own, contact }) => [own, contact.name, contact.email].some(
    (word) => String(word).toLowerCase() === String(value ?? "").toLowerCase()));
  const options = known.map((one) => ({ value: one === meant ? value : one.value, label: one.label }));
  return select([{ value: undefined, label: ctx.t("choose") }, ...options], value || undefined, onchange);
}

export function entryButtons(ctx, name, index, what, redraw, { moves = false } = {}) {
  const last = ctx.model.list(name).length - 1;
  const go = (step) => () => {
    ctx.model.move(name, index, step);
    redraw(`[data-entry="${name}.${index + step}"] button`);
  };
  return el("div", { class: "tools" },
    moves ? button("↑", go(-1), { disabled: index === 0, "aria-label": ctx.t("up", { what }), title: ctx.t("up", { what }) }) : null,
    moves ? button("↓", go(1), { disabled: index === last, "aria-label": ctx.t("down", { what }), title: ctx.t("down", { what }) }) : null,
    button(ctx.t("remove"), () => {
      ctx.model.remove(name, index);
      redraw(`[data-section="${name}"] .add`);
    }, { class: "remove", "aria-label": ctx.t("remove what", { what }) }));
}
