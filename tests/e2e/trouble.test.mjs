// What goes wrong around the app: files that are cut or forged, a connection that is lost, a server that is started anew,
// a tab that is closed, two tabs. Said in words, with nothing lost and nothing half done.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { useBrowser, webFolder } from './lib/browser.mjs';
import * as people from './lib/people.mjs';
import { serveFolder } from './lib/server.mjs';
import { Visitors } from './lib/visitors.mjs';

const browser = useBrowser();

describe('the sandbox', () => {
  let server;
  before(async () => {
    server = await serveFolder(webFolder);
  });
  after(() => server.close());

  async function openBillPro(t, options) {
    const app = await browser.open(t, `${server.url}?sandbox`, options);
    const card = app.get('link', 'BillPro: Lumen Travel');
    await card.waitFor({ state: 'attached', timeout: 60000 });
    await people.press(app, card);
    await people.seesTheList(app);
    return app;
  }

  const toStart = async (app) => {
    await app.page.evaluate(() => { location.hash = '/start'; });
    await app.get('button', 'Save').waitFor({ state: 'attached' });
    await app.idle();
  };

  async function choose(app, name, buffer) {
    const chooser = app.page.waitForEvent('filechooser');
    await people.press(app, app.get('button', 'Open'));
    await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer });
  }

  test('a workspace file that is cut, altered or another program’s is refused in words, and what was there stays', async (t) => {
    const app = await openBillPro(t);
    await people.create(app, { name: 'Kept Person', email: 'kept@lumen.example', role: 'normal_user' });
    await toStart(app);
    const download = app.page.waitForEvent('download');
    await people.press(app, app.get('button', 'Save'));
    const whole = await readFile(await (await download).path());
    assert.ok(whole.length > 100000);

    const altered = Buffer.from(whole);
    altered[whole.length >> 1] ^= 1;
    // Somebody who knows the format: the sum is right, the length inside is not.
    const forged = Buffer.concat([whole.subarray(0, 16), Buffer.alloc(32), Buffer.from([1, 0, 0, 0]), Buffer.alloc(8, 0xff)]);
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', forged.subarray(48)));
    forged.set(digest, 16);
    for (const [name, bytes, why] of [
      ['cut.remit', whole.subarray(0, whole.length - 1000), /cut short or was altered/],
      ['altered.remit', altered, /cut short or was altered/],
      ['forged.remit', forged, /cut short or was altered/],
      ['empty.remit', Buffer.alloc(0), /not a Remit workspace/],
      ['picture.remit', Buffer.from('\x89PNG\r\n'), /not a Remit workspace/],
    ]) {
      await choose(app, name, bytes);
      await people.reads(app, why);
      await app.page.reload();
      await app.get('button', 'Save').waitFor({ state: 'attached' });
      await app.idle();
    }

    await people.press(app, app.get('link', 'BillPro: Lumen Travel'));
    await people.seesTheList(app);
    await people.findInList(app, 'kept@');
    assert.equal(await people.row(app, 'Kept Person').count(), 1);

    await toStart(app);
    await choose(app, 'whole.remit', whole);
    await people.reads(app, 'The workspace is open');
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

  test('a tab that is closed while it saves asks first; closed all the same, the sandbox is whole, as it was before or after',
    async (t) => {
      // The browser's own disk is slow in this tab: writes wait until they are let go.
      const app = await openBillPro(t, { init: () => {
        const put = IDBObjectStore.prototype.put;
        globalThis.held = false;
        IDBObjectStore.prototype.put = function slow(...what) {
          const request = put.apply(this, what);
          const again = () => {
            if (globalThis.held) this.get('nothing').onsuccess = again;  // keeps the transaction open
          };
          if (globalThis.held) again();
          return request;
        };
      } });
      const { page } = app;
      await page.evaluate(() => { globalThis.held = true; });
      const flag = (tab) => people.row(tab, 'Alba Adler').getByRole('switch', { name: 'API access', exact: true });
      const was = await flag(app).getAttribute('aria-checked');
      await flag(app).click({ force: true });
      await page.waitForFunction(() => !globalThis.remit.idle);
      await people.row(app, 'Alba Adler').getByRole('switch', { name: 'API access', checked: was !== 'true', exact: true })
        .waitFor({ state: 'attached' });

      const asked = page.waitForEvent('dialog');
      await page.close({ runBeforeUnload: true });
      assert.equal((await asked).type(), 'beforeunload');
      const gone = page.waitForEvent('close');
      await (await asked).accept();
      await gone;

      const next = await browser.openIn(t, page.context(), server.url);
      await people.press(next, next.get('link', 'BillPro: Lumen Travel'));
      await people.seesTheList(next);
      assert.match(await flag(next).getAttribute('aria-checked'), /^(true|false)$/);
    });
});

describe('the server', () => {
  const visitors = new Visitors(browser);
  before(() => visitors.start());
  after(() => visitors.stop());

  async function fillInForm(app, name, email) {
    await app.click('button', 'New user');
    await people.fill(app, 'Name', name);
    await people.fill(app, 'Email', email);
    await people.choose(app, 'radio', 'normal_user');
  }

  test('a form that is sent without a connection says so and keeps what was typed; sent again, it is done once', async (t) => {
    const app = await visitors.signIn(t);
    await people.seesTheList(app);
    await fillInForm(app, 'Patient Person', 'patient@lumen.example');
    app.expectComplaint(/ERR_INTERNET_DISCONNECTED/);
    await app.page.context().setOffline(true);
    await app.click('button', 'Submit');
    await people.reads(app, /the server cannot be reached/i);
    assert.equal(await app.page.getByRole('textbox', { name: /^Name/ }).inputValue(), 'Patient Person');

    await app.page.context().setOffline(false);
    await people.reads(app, 'Connected');
    await app.click('button', 'Submit');
    await people.seesPageOf(app, 'Patient Person');
    assert.equal((await visitors.read(app, '/users?search=patient@lumen.example')).body.total, 1);
  });

  test('an answer that is lost on its way leaves nothing half done: sent again, the form says that it was done', async (t) => {
    const app = await visitors.signIn(t);
    await people.seesTheList(app);
    await fillInForm(app, 'Lost Answer', 'lost@lumen.example');
    app.expectComplaint(/ERR_|status of 4/);
    await app.page.route('**/execute', async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    }, { times: 1 });
    await app.click('button', 'Submit');
    await people.reads(app, /the server cannot be reached/i);
    await people.reads(app, 'Connected');
    await app.click('button', 'Submit');
    await app.idle();
    assert.equal((await visitors.read(app, '/users?search=lost@lumen.example')).body.total, 1);
  });

  test('a server that is started anew under the app is noticed, and neither session nor form are lost', async (t) => {
    const app = await visitors.signIn(t);
    await people.seesTheList(app);
    await fillInForm(app, 'Restart Survivor', 'survivor@lumen.example');
    app.expectComplaint(/ERR_/);
    await visitors.remit.restart(async () => {
      await app.click('button', 'Submit');
      await people.reads(app, /the server cannot be reached/i);
    });
    await people.reads(app, 'Connected');
    await app.click('button', 'Submit');
    await people.seesPageOf(app, 'Restart Survivor');
  });

  test('two tabs: what one has changed meanwhile is not written over by the form of the other', async (t) => {
    const one = await visitors.signIn(t);
    await people.seesTheList(one);
    await people.findInList(one, 'alba adler');
    await people.inRow(one, 'Alba Adler', 'button', 'Edit');
    await people.fill(one, 'Name', 'Alba Adler-Quist');

    const other = await browser.openIn(t, one.page.context(), visitors.address());
    await people.seesTheList(other);
    await people.findInList(other, 'alba adler');
    await people.deactivate(other, 'Alba Adler');

    await one.click('button', 'Submit');
    await one.get('button', 'Submit').waitFor({ state: 'detached' });
    await people.findInList(one, 'alba adler');
    await people.row(one, 'Alba Adler-Quist').getByRole('img', { name: 'Inactive', exact: true }).waitFor({ state: 'attached' });
  });
});
