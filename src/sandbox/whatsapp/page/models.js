/** Events, models and collections as the modules of WhatsApp Web offer them to whatsapp-web.js. */

export class Events {
  #listeners = new Map();

  on(names, listener) {
    for (const name of names.split(/\s+/)) this.#listeners.set(name, [...this.#of(name), listener]);
    return this;
  }

  off(names, listener) {
    for (const name of names.split(/\s+/)) {
      this.#listeners.set(
        name,
        this.#of(name).filter((known) => known !== listener),
      );
    }
    return this;
  }

  once(name, listener) {
    const once = (...values) => {
      this.off(name, once);
      listener(...values);
    };
    return this.on(name, once);
  }

  trigger(name, ...values) {
    for (const listener of this.#of(name)) listener(...values);
  }

  hears(name) {
    return this.#of(name).length > 0;
  }

  #of(name) {
    return this.#listeners.get(name) ?? [];
  }
}

export class Model extends Events {
  #collection = null;

  constructor(values) {
    super();
    Object.assign(this, values);
  }

  joins(collection) {
    this.#collection = collection;
  }

  /** Changes values and tells of each that is new, here and on the collection. */
  set(values) {
    const changed = Object.entries(values).filter(([key, value]) => this[key] !== value);
    const before = changed.map(([key]) => this[key]);
    Object.assign(this, values);
    changed.forEach(([key, value], index) => {
      this.#tell(`change:${key}`, value, before[index]);
    });
    if (changed.length > 0) this.#tell('change');
  }

  serialize() {
    return { ...this };
  }

  #tell(name, ...values) {
    this.trigger(name, this, ...values);
    this.#collection?.trigger(name, this, ...values);
  }
}

export class Collection extends Events {
  #models = new Map();

  constructor(modelClass = Model) {
    super();
    this.modelClass = modelClass;
  }

  add(model) {
    const key = String(model.id);
    const known = this.#models.get(key);
    if (known) return known;
    this.#models.set(key, model);
    model.joins(this);
    this.trigger('add', model);
    return model;
  }

  get(id) {
    return id === undefined ? undefined : this.#models.get(String(id));
  }

  async find(id) {
    return this.get(id);
  }

  getModelsArray() {
    return [...this.#models.values()];
  }

  /** As the real one, which reads a database of the browser: a missing key is an error there. */
  async getMessagesById(ids) {
    if (ids.includes(undefined)) throw new DOMException('No key or key range specified.', 'DataError');
    return { messages: ids.map((id) => this.get(id)).filter((model) => model !== undefined) };
  }
}
