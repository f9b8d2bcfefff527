// What docs/limits.md says a phone is good for, with a finger on a screen of 390 by 844.

import { after, before, test } from 'node:test';
import { useBrowser, webFolder } from './lib/browser.mjs';
import * as people from './lib/people.mjs';
import { serveFolder } from './lib/server.mjs';

const browser = useBrowser();
let server;

before(async () => {
  server = await serveFolder(webFolder);
});
after(() => server.close());

test('on a phone somebody is looked up, read and deactivated', async (t) => {
  const app = await browser.open(t, `${server.url}?sandbox`,
    { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const tap = async (role, name) => {
    await app.page.getByRole(role, { name, exact: true }).tap({ force: true });
    await app.idle();
  };
  // With an organisation for every scheme the one wanted may stand below the edge: what has the focus is brought up.
  const link = app.page.getByRole('link', { name: /^BillPro: / });
  await link.focus();
  await app.idle();
  await link.tap({ force: true });
  await app.get('heading', 'Users').waitFor({ state: 'attached' });
  await people.findInList(app, 'alba adler');
  await tap('gridcell', 'Alba Adler');
  await app.page.getByText('alba.adler@lumen.example').first().waitFor({ state: 'attached' });
  await app.page.goBack();
  await app.idle();
  await tap('button', 'Actions');
  await tap('menuitem', 'Deactivate');
  await app.page.getByText('Deactivate Alba Adler?').first().waitFor({ state: 'attached' });
  await app.page.getByRole('alertdialog').getByRole('button', { name: 'Deactivate', exact: true }).tap({ force: true });
  await app.idle();
  await app.get('gridcell', 'Alba Adler').filter({ hasText: 'Inactive' }).waitFor({ state: 'attached' });
});
