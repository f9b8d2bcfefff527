// What people do with users, in the sandbox: build/web from a plain static file server, core and SQLite in the page. The
// same journey on a server is in server.test.mjs.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { useBrowser, webFolder } from './lib/browser.mjs';
import * as people from './lib/people.mjs';
import { serveFolder } from './lib/server.mjs';

const browser = useBrowser();
let server;

before(async () => {
  server = await serveFolder(webFolder, { prefix: '/remit/' });
});
after(() => server.close());

/// Opens BillPro's organisation; the sandbox takes a moment to make its people.
async function openBillPro(t, options) {
  const app = await browser.open(t, `${server.url}?sandbox`, options);
  await app.get('link', /^BillPro: /, { exact: false }).waitFor({ state: 'attached', timeout: 60000 });
  await app.click('link', /^BillPro: /, { exact: false });
  await people.seesTheList(app);
  return app;
}

/// Looks through somebody else's eyes.
async function actAs(app, now, name) {
  await people.openAccountMenu(app, now);
  await app.page.getByRole('menuitem', { name: /^Act as/ }).click({ force: true });
  await app.page.getByRole('dialog', { name: 'Act as' }).waitFor({ state: 'attached' });
  await app.idle();
  await app.type(name);
  await app.page.getByRole('dialog').getByRole('button', { name: new RegExp(`^${name}`) }).click({ force: true });
  await app.idle();
}

describe('users in the sandbox', () => {
  test('[V001] [V018] the users page has the button for a new user, and [V016] each row its eye and its pencil', async (t) => {
    const app = await openBillPro(t);
    assert.equal(await app.get('button', 'New user').count(), 1);
    const rows = app.page.getByRole('row').filter({ has: app.page.getByRole('button', { name: 'View', exact: true }) });
    const count = await rows.count();
    assert.ok(count >= 10, `${count} rows`);
    assert.equal(await rows.getByRole('button', { name: 'Edit', exact: true }).count(), count);
  });

  test('[V017] every row has a flag: active or inactive', async (t) => {
    const app = await openBillPro(t);
    const active = await app.page.getByRole('img', { name: 'Active', exact: true }).count();
    assert.ok(active > 0);
    await app.click('tab', /^Inactive/, { exact: false });
    await app.page.getByRole('img', { name: 'Inactive', exact: true }).first().waitFor({ state: 'attached' });
    assert.equal(await app.page.getByRole('img', { name: 'Active', exact: true }).count(), 0);
  });

  test('a new person sets a password by the mail in the outbox, sees only their own page, and is deactivated; all of it '
    + 'survives a reload', async (t) => {
    const app = await openBillPro(t);
    await people.create(app, { name: 'Quillon Testa', email: 'quillon.testa@lumen.example', role: 'restricted_user' });
    // [V022] the details page has a pencil of its own.
    assert.equal(await app.get('button', 'Edit').count(), 1);

    await people.openMail(app, 'quillon.testa@lumen.example');
    await app.page.getByRole('textbox', { name: /^New password/ }).click({ force: true });
    await app.type('five quiet otters swim north');
    await app.page.getByRole('dialog').getByRole('button', { name: 'Set password' }).click({ force: true });
    await app.page.getByText(/The password is set/).first().waitFor({ state: 'attached' });
    await app.click('button', 'Done');

    await actAs(app, 'Mara Ellingsen', 'Quillon Testa');
    await people.seesOwnPageOnly(app, 'Quillon Testa');
    await actAs(app, 'Quillon Testa', 'Mara Ellingsen');
    await people.seesTheList(app);

    await people.findInList(app, 'quillon');
    await people.deactivate(app, 'Quillon Testa');
    await app.page.reload();
    await people.findInList(app, 'quillon');
    await app.page.getByRole('img', { name: 'Inactive', exact: true }).waitFor({ state: 'attached' });

    await actAs(app, 'Mara Ellingsen', 'Quillon Testa');
    await people.seesOwnPageOnly(app, 'Quillon Testa');
  });

  test('a sandbox that cannot be read any more is handed out as a file before it is begun anew', async (t) => {
    const app = await openBillPro(t);
    await app.page.evaluate(() => new Promise((resolve, reject) => {
      const request = indexedDB.open('remit', 1);
      request.onerror = reject;
      request.onsuccess = () => {
        const put = request.result.transaction('snapshots', 'readwrite').objectStore('snapshots')
          .put(new TextEncoder().encode('not a workspace'), 'sandbox');
        put.onsuccess = resolve;
      };
    }));
    await app.page.reload();
    await app.page.getByText(/not a Remit workspace/).first().waitFor({ state: 'attached', timeout: 60000 });
    const [download] = await Promise.all([
      app.page.waitForEvent('download'),
      app.click('button', 'Save it and begin anew'),
    ]);
    assert.match(download.suggestedFilename(), /\.remit$/);
    await people.seesTheList(app);
  });
});
