// The hidden page: one element for every node of the semantics tree, where the canvas shows it. Screen readers, browser
// tests and automation read it; the mouse falls through to the canvas (pointer-events: none in page.css).
//
// Built by comparing with the last tree, so that an element lives as long as its widget. SECURITY: texts become
// textContent or attribute values, never markup (T18).

const Action = { Focus: 0, Activate: 1, SetValue: 2 };

/// Roles whose name is what they contain; all others are named by aria-label.
const namedByContent = new Set(['button', 'cell', 'checkbox', 'columnheader', 'gridcell', 'heading', 'link', 'listitem',
  'menuitem', 'menuitemcheckbox', 'note', 'option', 'radio', 'rowheader', 'status', 'alert', 'switch', 'tab', 'text',
  'tooltip', 'treeitem']);

/// Attribute of the tree's JSON → attribute of the element.
const plain = { checked: 'aria-checked', selected: 'aria-selected', expanded: 'aria-expanded', pressed: 'aria-pressed',
  sort: 'aria-sort', level: 'aria-level', row: 'aria-rowindex', col: 'aria-colindex', rows: 'aria-rowcount',
  cols: 'aria-colcount', d: 'aria-description', k: 'aria-keyshortcuts' };
const flags = { disabled: 'aria-disabled', readonly: 'aria-readonly', required: 'aria-required',
  invalid: 'aria-invalid', busy: 'aria-busy', current: 'aria-current', modal: 'aria-modal', inert: 'aria-hidden' };

const compared = ['r', 'n', 'v', ...Object.keys(plain)];

/// Whether two nodes need the same attributes and text; where they stand is another matter.
function alike(one, other) {
  for (const key of compared) {
    if (one[key] !== other[key]) return false;
  }
  return one.f === other.f || (one.f !== undefined && other.f !== undefined && one.f.join() === other.f.join());
}

/// What a node has below it. Texts say more than the name of their parent would.
const Content = { None: 0, Widgets: 1, Texts: 2 };

/// A live region's label is not announced, only what it contains; elsewhere what has children is named by its label.
function isText(node, content) {
  if (!namedByContent.has(node.r)) return false;
  return content === Content.None || (content === Content.Widgets && (node.r === 'status' || node.r === 'alert'));
}

function textOf(node, content) {
  if (isText(node, content)) return node.n || '';
  return node.r === 'combobox' ? node.v || '' : '';
}

function attributesOf(node, content) {
  const attributes = {};
  const on = new Set(node.f || []);
  if (node.r !== 'text' && !(on.has('editable') && node.r === 'textbox')) attributes.role = node.r;
  for (const [key, attribute] of Object.entries(plain)) {
    if (node[key]) attributes[attribute] = String(node[key]);
  }
  for (const flag of on) {
    if (flag in flags) attributes[flags[flag]] = 'true';
  }
  if (on.has('has_popup')) attributes['aria-haspopup'] = node.r === 'combobox' ? 'listbox' : 'menu';
  if (on.has('focusable') || on.has('editable')) attributes.tabindex = '-1';
  if (node.n && !isText(node, content)) attributes['aria-label'] = node.n;
  if (node.r === 'progressbar') {
    attributes['aria-valuemin'] = '0';
    attributes['aria-valuemax'] = '100';
    if (node.v) {
      attributes['aria-valuenow'] = String(Number.parseInt(node.v, 10));
      attributes['aria-valuetext'] = node.v;
    }
  }
  if (on.has('editable')) Object.assign(attributes, fieldAttributes(on));
  return attributes;
}

function fieldAttributes(on) {
  const common = { autocapitalize: 'off', autocorrect: 'off', spellcheck: 'false', autocomplete: 'off' };
  if (on.has('password')) return { ...common, type: 'password', autocomplete: 'new-password' };
  if (on.has('multiline')) return common;
  return on.has('email') ? { ...common, type: 'text', inputmode: 'email' } : { ...common, type: 'text' };
}

const kOrigin = [0, 0];
const sides = ['left', 'top', 'width', 'height'];

export class Mirror {
  #wasm;
  #entries = new Map();  // key → { element, attributes, text, box, node }
  #keys = new WeakMap();  // element → node id
  #live;
  #focusing = false;
  #pinned = null;

  /// `live` holds the two regions { polite, assertive }: they are there from the start, so what enters is announced.
  constructor(wasm, root, live) {
    this.#wasm = wasm;
    this.root = root;
    this.#live = live;
    root.addEventListener('click', (event) => this.#act(event.target, Action.Activate));
    root.addEventListener('focusin', (event) => {
      if (!this.#focusing) this.#act(event.target, Action.Focus);
    });
  }

  /// Takes the tree of Semantics::to_json (web/ui/semantics.h).
  update(tree) {
    const nodes = tree.nodes;
    const keys = new Array(nodes.length);
    const contents = new Array(nodes.length).fill(Content.None);
    for (const { p, r } of nodes) {
      if (p >= 0) contents[p] = Math.max(contents[p], r === 'text' || r === 'heading' ? Content.Texts : Content.Widgets);
    }
    const seen = new Set();
    const count = new Map();
    nodes.forEach((node, index) => {
      keys[index] = this.#keyOf(node, keys, count, seen);
      seen.add(keys[index]);
    });
    for (const [key, entry] of this.#entries) {
      if (!seen.has(key)) {
        entry.element.remove();
        this.#entries.delete(key);
      }
    }
    const next = new Map();  // parent element → where its next child belongs
    nodes.forEach((node, index) => {
      const entry = this.#entryOf(keys[index], node);
      this.#place(entry.element, this.#parentOf(node, keys), next);
      this.#describe(entry, node, contents[index]);
      this.#move(entry, node, nodes);
    });
    this.#focus(tree.focus);
  }

  /// The <input> or <textarea> of a text field.
  editable(id) {
    const entry = this.#entries.get(id);
    return entry && 'value' in entry.element ? entry.element : null;
  }

  /// A right click on a text field gets the browser's own menu, the only one that can paste: for that event the field's
  /// element takes the mouse. False if no field is there.
  offerField(x, y) {
    for (const { element, node } of this.#entries.values()) {
      const [left, top, width, height] = node.x;
      if ('value' in element && x >= left && y >= top && x < left + width && y < top + height
          && !element.closest('[aria-hidden]')) {
        element.style.pointerEvents = 'auto';
        element.focus({ preventScroll: true });
        const withdraw = () => {
          element.style.pointerEvents = '';
        };
        element.addEventListener('pointermove', withdraw, { once: true });
        element.addEventListener('pointerleave', withdraw, { once: true });
        return true;
      }
    }
    return false;
  }

  /// Somebody other than the program sets an element's value.
  setValue(element, value) {
    this.#act(element, Action.SetValue, value);
    // The app may say no, and then nothing changes but what the element shows.
    const entry = this.#entries.get(this.#keys.get(element));
    if (entry) entry.described = false;
  }

  /// Holds an element at the caret while an input method composes in it.
  pin(element, caret, line) {
    this.#pinned = element;
    Object.assign(element.style, { position: 'fixed', left: `${caret.x}px`, top: `${caret.y}px`, width: '2px',
      height: `${line}px` });
  }

  unpin(element) {
    this.#pinned = null;
    element.style.position = '';
    for (const entry of this.#entries.values()) {
      if (entry.element === element) {
        this.#stand(entry);
        element.value = entry.node.v || '';
      }
    }
  }

  #act(element, kind, text = '') {
    const id = this.#keys.get(element);
    if (id) this.#wasm.send('action', kind, id, text);
  }

  /// Widgets have ids; a text is known by its place among its parent's children.
  #keyOf(node, keys, count, seen) {
    if (node.i && !seen.has(node.i)) return node.i;
    const parent = node.p < 0 ? '' : keys[node.p];
    const name = `${parent}/${node.r}`;
    const nth = (count.get(name) || 0) + 1;
    count.set(name, nth);
    return `${name}${nth}`;
  }

  #entryOf(key, node) {
    const on = node.f || [];
    const tag = !on.includes('editable') ? 'DIV' : on.includes('multiline') ? 'TEXTAREA' : 'INPUT';
    let entry = this.#entries.get(key);
    if (!entry || entry.element.tagName !== tag) {
      if (entry) entry.element.remove();
      entry = { element: document.createElement(tag), node, described: false, content: Content.None, attributes: {}, text: null,
        box: [NaN, NaN, NaN, NaN] };
      this.#entries.set(key, entry);
      if (node.i) this.#keys.set(entry.element, node.i);
    }
    return entry;
  }

  #parentOf(node, keys) {
    if (node.p >= 0) return this.#entries.get(keys[node.p]).element;
    if (node.r === 'status') return this.#live.polite;
    return node.r === 'alert' ? this.#live.assertive : this.root;
  }

  #place(element, parent, next) {
    const expected = next.has(parent) ? next.get(parent) : parent.firstElementChild;
    if (element !== expected) parent.insertBefore(element, expected);
    next.set(parent, element === expected ? element.nextElementSibling : expected);
  }

  #describe(entry, node, content) {
    if (entry.described && entry.content === content && alike(entry.node, node)) return;
    entry.described = true;
    entry.content = content;
    const wanted = attributesOf(node, content);
    for (const [name, value] of Object.entries(wanted)) {
      if (entry.attributes[name] !== value) entry.element.setAttribute(name, value);
    }
    for (const name of Object.keys(entry.attributes)) {
      if (!(name in wanted)) entry.element.removeAttribute(name);
    }
    entry.attributes = wanted;
    entry.node = node;
    if ('value' in entry.element) {
      const value = node.v || '';
      if (entry.element !== this.#pinned && entry.element.value !== value) entry.element.value = value;
    } else {
      this.#write(entry, textOf(node, content));
    }
  }

  /// The text stands before the elements of the node's children.
  #write(entry, text) {
    if (entry.text) entry.text.data = text;
    else if (text) {
      entry.text = document.createTextNode(text);
      entry.element.prepend(entry.text);
    }
  }

  #move(entry, node, nodes) {
    const [parentX, parentY] = node.p < 0 ? kOrigin : nodes[node.p].x;
    const [x, y, width, height] = node.x;
    const box = [x - parentX, y - parentY, Math.max(1, width), Math.max(1, height)];
    const changed = box.some((length, side) => entry.box[side] !== length);
    entry.box = box;
    if (changed && entry.element !== this.#pinned) this.#stand(entry);
  }

  #stand({ element, box }) {
    sides.forEach((side, index) => {
      element.style[side] = `${box[index]}px`;
    });
  }

  /// Real focus, not aria-activedescendant: it is what screen readers follow most reliably.
  #focus(id) {
    const entry = this.#entries.get(id);
    const element = entry ? entry.element : this.root;
    if (document.activeElement === element) return;
    this.#focusing = true;
    element.focus({ preventScroll: true });
    this.#focusing = false;
  }
}
