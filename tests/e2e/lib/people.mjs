// What a person does in the app with users, by role and name; the same in the sandbox and on a server.

import assert from 'node:assert/strict';

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const startsWith = (text) => new RegExp(`^${escaped(text)}`);

/// The mouse presses what the canvas shows there; what stands below an edge is brought up first.
export async function press(app, locator) {
  await locator.evaluate((element) => element.focus());
  await app.idle();
  await locator.click({ force: true });
  await app.idle();
}

/// The list, whatever the vendor calls it, with somebody in it.
export async function seesTheList(app) {
  await app.page.getByRole('grid').waitFor({ state: 'attached', timeout: 60000 });
  await app.page.getByRole('button', { name: 'Actions', exact: true }).first().waitFor({ state: 'attached' });
  await app.idle();
}

export async function goTo(app, place) {
  await press(app, app.page.getByRole('navigation').getByRole('link', { name: startsWith(place) })
    .or(app.page.getByRole('navigation').getByRole('button', { name: startsWith(place) })).first());
}

// ---- forms ----

/// Text that arrives at once, as from an input method: a frame for it all, and not one for each key.
export async function put(app, text) {
  await app.page.keyboard.insertText(text);
  await app.idle();
}

export async function fill(app, name, text) {
  await press(app, app.page.getByRole('textbox', { name: startsWith(name) }).first());
  await app.press('ControlOrMeta+a');
  await put(app, text);
}

/// A radio button, a box to tick, a switch.
export async function choose(app, role, name) {
  await press(app, app.page.getByRole(role, { name, exact: true }).first());
}

/// From the list to the new person's details.
export async function create(app, { name, email, role }) {
  await app.click('button', 'New user');
  await fill(app, 'Name', name);
  await fill(app, 'Email', email);
  await choose(app, 'radio', role);
  await app.click('button', 'Submit');
  await seesPageOf(app, name);
}

export async function seesPageOf(app, name) {
  await app.get('heading', name, { level: 1 }).waitFor({ state: 'attached' });
  await app.idle();
}

// ---- the list ----

export async function findInList(app, text) {
  await press(app, app.page.getByRole('searchbox', { name: 'Search name or email' }));
  await app.press('ControlOrMeta+a');
  await put(app, text);
}

/// How many the list has, on all its pages.
export async function howMany(app) {
  const range = app.page.getByText(/^\d+–\d+ of [\d,]+$/).first();
  return Number((await range.textContent()).replace(/^.* of /, '').replace(',', ''));
}

export const row = (app, name) => app.page.getByRole('row', { name, exact: true });

export async function inRow(app, name, role, label) {
  await press(app, row(app, name).getByRole(role, { name: label, exact: true }));
}

/// Opens the three dots of a row.
export async function openMenu(app, name) {
  await inRow(app, name, 'button', 'Actions');
  await app.page.getByRole('menu').waitFor({ state: 'attached' });
  await app.idle();
}

const item = (app, label) => app.page.getByRole('menuitem', { name: startsWith(label) });

export async function chooseFromMenu(app, name, label) {
  await openMenu(app, name);
  await item(app, label).click({ force: true });
  await app.idle();
}

/// Why the row's menu does not offer it; the menu is closed again.
export async function reasonInMenu(app, name, label) {
  await openMenu(app, name);
  const why = await reason(item(app, label));
  await app.press('Escape');
  return why;
}

/// Why a control cannot be used; it says so to everybody, not only by its looks.
export async function reason(locator) {
  assert.equal(await locator.getAttribute('aria-disabled'), 'true');
  return (await locator.getAttribute('aria-description')) || locator.textContent();
}

export async function hasInMenu(app, name, label) {
  await openMenu(app, name);
  const count = await item(app, label).count();
  await app.press('Escape');
  return count > 0;
}

/// Answers the question that is asked.
export async function confirm(app, question, verb) {
  await app.page.getByRole('alertdialog', { name: question }).waitFor({ state: 'attached' });
  await app.idle();
  await app.page.getByRole('alertdialog').getByRole('button', { name: verb, exact: true }).click({ force: true });
  await app.idle();
}

/// A toast or a message, somewhere on the screen.
export async function reads(app, text) {
  await app.page.getByText(text).first().waitFor({ state: 'attached' });
  await app.idle();
}

/// With the list filtered to that one person.
export async function deactivate(app, name) {
  await press(app, app.page.getByRole('switch', { name: /^Active/ }).first());
  await confirm(app, `Deactivate ${name}?`, 'Deactivate');
  await app.page.getByRole('img', { name: 'Inactive', exact: true }).waitFor({ state: 'attached' });
}

// ---- mail, and other eyes ----

/// Shows the newest mail to `address`, from the rail's outbox.
export async function readMail(app, address, subject = '') {
  await goTo(app, 'Outbox');
  await press(app, app.page.getByRole('button', { name: new RegExp(`^${escaped(subject)}.* to ${escaped(address)}$`) }).first());
}

/// Opens the link in the mail to `address`.
export async function openMail(app, address) {
  await readMail(app, address);
  await app.get('button', 'Set password').click({ force: true });
}

export async function openAccountMenu(app, name) {
  await app.page.getByRole('banner').getByRole('button', { name }).click({ force: true });
  await app.idle();
}

/// Looks through somebody else's eyes.
export async function actAs(app, now, name) {
  await openAccountMenu(app, now);
  await item(app, 'Act as').click({ force: true });
  await app.page.getByRole('dialog', { name: 'Act as' }).waitFor({ state: 'attached' });
  await app.idle();
  await put(app, name);
  await press(app, app.page.getByRole('dialog').getByRole('button', { name: startsWith(name) }));
}

/// Whoever manages nobody has no list, no outbox and no new user.
export async function seesOwnPageOnly(app, name) {
  await seesPageOf(app, name);
  assert.equal(await app.page.getByText('Outbox', { exact: true }).count(), 0);
  assert.equal(await app.page.getByRole('grid').count(), 0);
}
