// What the form holds: the customer's own values, the profile's behind them, and which entry was which in the file.

const clone = (value) => (value === undefined ? undefined : structuredClone(value));

export class Model {
  constructor(opened) {
    this.changed = () => {};
    this.restart(opened);
  }

  restart({ base, draft, profile, origins }) {
    this.base = base;
    this.draft = clone(draft);
    this.saved = clone(draft);
    if (profile) this.profile = profile;
    this.origins = clone(origins) ?? {};
    for (const [name, value] of Object.entries(draft)) {
      if (Array.isArray(value) && !(name in this.origins)) this.origins[name] = value.map((_, index) => index);
    }
  }

  own(name) {
    return name in this.draft;
  }

  fromProfile(name) {
    return this.profile.draft[name];
  }

  value(name) {
    return this.own(name) ? this.draft[name] : this.fromProfile(name);
  }

  list(name) {
    const value = this.value(name);
    return Array.isArray(value) ? value : [];
  }

  // Whoever changes one entry of the profile's list takes the whole list over into the customer's file.
  adopt(name) {
    if (this.own(name)) return;
    this.draft[name] = clone(this.fromProfile(name) ?? []);
    this.origins[name] = this.draft[name].map?.(() => null) ?? [];
  }

  set(name, value) {
    if (value === undefined || value === "") delete this.draft[name];
    else this.draft[name] = value;
    this.changed(name);
  }

  put(name, index, key, value) {
    this.adopt(name);
    if (value === undefined) delete this.draft[name][index][key];
    else this.draft[name][index][key] = value;
    this.changed(name);
  }

  add(name, entry) {
    this.adopt(name);
    this.draft[name].push(entry);
    this.origins[name].push(null);
    this.changed(name);
  }

  remove(name, index) {
    this.adopt(name);
    this.draft[name].splice(index, 1);
    this.origins[name].splice(index, 1);
    this.changed(name);
  }

  move(name, index, step) {
    this.adopt(name);
    for (const list of [this.draft[name], this.origins[name]]) {
      const [taken] = list.splice(index, 1);
      list.splice(index + step, 0, taken);
    }
    this.changed(name);
  }

  back(name) {
    delete this.draft[name];
    delete this.origins[name];
    this.changed(name);
  }

  edit(more = {}) {
    const origins = {};
    for (const [name, list] of Object.entries(this.origins)) {
      if (Array.isArray(this.draft[name]) && list.length === this.draft[name].length) origins[name] = list;
    }
    return { base: this.base, draft: this.draft, origins, ...more };
  }
}
