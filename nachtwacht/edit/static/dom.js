// Elements made from data: every text becomes a text node, so that nothing a customer wrote is ever taken for markup.

let counter = 0;

export function el(tag, props = {}, ...children) {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key === "value" || key === "checked") made[key] = value;
    else made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

export function unique(prefix) {
  counter += 1;
  return `${prefix}-${counter}`;
}

export function button(text, onclick, props = {}) {
  return el("button", { type: "button", onclick, ...props }, text);
}

// A label, its control, a hint, and the place where findings about it appear.
export function field(label, control, { path = "", hint = "", wide = false } = {}) {
  const id = control.id || unique("f");
  control.id = id;
  const said = el("div", { class: "said", id: `${id}-said`, "data-said": path });
  const described = [hint ? `${id}-hint` : "", `${id}-said`].filter(Boolean).join(" ");
  control.setAttribute("aria-describedby", described);
  return el(
    "div",
    { class: wide ? "field wide" : "field" },
    el("label", { for: id }, label),
    control,
    hint ? el("small", { id: `${id}-hint` }, hint) : null,
    said,
  );
}

export function said(path) {
  return el("div", { class: "said", "data-said": path });
}

export function select(options, value, onchange, props = {}) {
  const known = options.some((option) => option.value === value);
  const all = known || value === undefined ? options : [{ value, label: String(value) }, ...options];
  const made = el(
    "select",
    { ...props, onchange: (event) => onchange(all[event.target.selectedIndex].value) },
    all.map((option) => el("option", {}, option.label)),
  );
  made.selectedIndex = Math.max(0, all.findIndex((option) => option.value === value));
  return made;
}

// What is no whole number stays the text that was typed, so that it is said what is wrong with it.
export function number(text) {
  return /^-?\d{1,15}$/.test(text.trim()) ? Number(text) : text;
}
