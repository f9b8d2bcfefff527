// The app that ships, as a static host serves it: no server of Remit's behind it, so it is the sandbox.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { useBrowser, webFolder } from './lib/browser.mjs';
import { serveFolder } from './lib/server.mjs';

const browser = useBrowser();
let server;

before(async () => {
  server = await serveFolder(webFolder, { prefix: '/remit/' });
});
after(() => server.close());

async function openUsers(t) {
  const app = await browser.open(t, server.url, { viewport: { width: 1440, height: 900 } });
  await app.click('link', 'BillPro: Lumen Travel');
  return app;
}

test('the list of users is read by role and name, and idling on it draws nothing', async (t) => {
  const app = await openUsers(t);
  assert.match(app.page.url(), /#\/users$/);
  assert.equal(await app.get('grid', 'Users').count(), 1);
  assert.equal(await app.get('heading', 'Users').count(), 1);
  const drawn = await app.frames();
  await app.page.evaluate(() => new Promise((resolve) => { setTimeout(resolve, 2000); }));
  assert.equal(await app.frames(), drawn);
});

test('what is done there is still there after a reload', async (t) => {
  const app = await openUsers(t);
  const name = 'Alba Adler';
  const flag = () => app.get('row', name).getByRole('switch', { name: 'API access', exact: true });
  const was = await flag().getAttribute('aria-checked');
  await flag().click({ force: true });
  await app.idle();
  const now = await flag().getAttribute('aria-checked');
  assert.notEqual(now, was);
  await app.page.reload();
  await app.idle();
  assert.equal(await flag().getAttribute('aria-checked'), now);
});

test('a second tab says that the first one has the sandbox, and goes on when that is closed', async (t) => {
  const first = await openUsers(t);
  const second = await browser.openIn(t, first.page.context(), server.url);
  await second.page.getByText('The sandbox is open in another tab of this browser').first().waitFor({ state: 'attached' });
  await first.page.close();
  await second.get('link', 'BillPro: Lumen Travel').waitFor({ state: 'attached' });
});

test('[T34] the sandbox asks nothing of anybody but for its own files', async (t) => {
  const context = await browser.newContext(t);
  const page = await context.newPage();
  const asked = [];
  page.on('request', (request) => asked.push(`${request.method()} ${request.url()}`));
  await page.goto(server.url);
  await page.waitForFunction(() => globalThis.remit?.idle, null, { polling: 20 });
  await page.getByRole('link', { name: 'BillPro: Lumen Travel' }).click({ force: true });
  await page.getByRole('grid', { name: 'Users' }).waitFor({ state: 'attached' });
  assert.deepEqual(asked.filter((one) => !one.startsWith(`GET ${server.url}`)), []);
});

test('axe has nothing to object to in the list of users', async (t) => {
  const app = await openUsers(t);
  await app.page.evaluate(readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8'));
  const violations = await app.page.evaluate(async () => {
    const found = await globalThis.axe.run(document, { rules: { 'color-contrast': { enabled: false } } });
    return found.violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html }) => html)]);
  });
  assert.deepEqual(violations, []);
});
