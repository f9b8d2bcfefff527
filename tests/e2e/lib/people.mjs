// What a person does in the app with users, by role and name; the same in the sandbox and on a server.

import assert from 'node:assert/strict';

export async function seesTheList(app) {
  await app.get('heading', 'Users').waitFor({ state: 'attached', timeout: 60000 });
  await app.page.getByRole('button', { name: 'View', exact: true }).first().waitFor({ state: 'attached' });
  await app.idle();
}

async function fill(app, name, text) {
  await app.page.getByRole('textbox', { name: new RegExp(`^${name}`) }).click({ force: true });
  await app.idle();
  await app.type(text);
}

/// From the list to the new person's details.
export async function create(app, { name, email, role }) {
  await app.click('button', 'New user');
  await fill(app, 'Name', name);
  await fill(app, 'Email', email);
  await app.page.getByRole('radio', { name: new RegExp(`^${role}`) }).click({ force: true });
  await app.idle();
  await app.click('button', 'Submit');
  await app.get('heading', name).waitFor({ state: 'attached' });
  await app.idle();
}

/// Opens the link in the mail to `address`.
export async function openMail(app, address) {
  await app.page.getByRole('navigation').getByRole('link', { name: /^Outbox/ })
    .or(app.page.getByRole('navigation').getByRole('button', { name: /^Outbox/ })).first().click({ force: true });
  await app.idle();
  await app.page.getByRole('button', { name: new RegExp(`to ${address.replace('.', '\\.')}$`) }).click({ force: true });
  await app.idle();
  await app.get('button', 'Set password').click({ force: true });
}

export async function openAccountMenu(app, name) {
  await app.page.getByRole('banner').getByRole('button', { name }).click({ force: true });
  await app.idle();
}

/// Whoever manages nobody has no list, no outbox and no new user.
export async function seesOwnPageOnly(app, name) {
  await app.get('heading', name).waitFor({ state: 'attached' });
  await app.idle();
  assert.equal(await app.get('button', 'New user').count(), 0);
  assert.equal(await app.page.getByText('Outbox', { exact: true }).count(), 0);
  assert.equal(await app.page.getByRole('heading', { name: 'Users', exact: true }).count(), 0);
}

export async function findInList(app, text) {
  await app.page.getByRole('searchbox').click({ force: true });
  await app.idle();
  await app.press('ControlOrMeta+a');
  await app.type(text);
}

/// With the list filtered to that one person.
export async function deactivate(app, name) {
  await app.page.getByRole('switch', { name: /^Active/ }).first().click({ force: true });
  await app.page.getByText(`Deactivate ${name}?`).first().waitFor({ state: 'attached' });
  await app.idle();
  await app.page.getByRole('alertdialog').or(app.page.getByRole('dialog'))
    .getByRole('button', { name: 'Deactivate', exact: true }).click({ force: true });
  await app.idle();
  await app.page.getByRole('img', { name: 'Inactive', exact: true }).waitFor({ state: 'attached' });
}
