// A very large list is as cheap as a small one: told by what is asked, sent and drawn, not by a clock. What the store takes
// for a million users is measured by tools/bench.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { useBrowser } from './lib/browser.mjs';
import * as people from './lib/people.mjs';
import { Visitors } from './lib/visitors.mjs';

const visitors = new Visitors(useBrowser(), 'ACI Merchant Portal');
before(() => visitors.start());
after(() => visitors.stop());

const isList = (url) => new URL(url).pathname.endsWith('/users');

/// Opens the list from the start and counts.
async function look(app) {
  const asked = [];
  let bytes = 0;
  const count = async (response) => {
    if (!isList(response.url())) return;
    asked.push(new URL(response.url()).search);
    bytes += (await response.body()).length;
  };
  app.page.on('response', count);
  await app.page.reload();
  await people.seesTheList(app);
  app.page.off('response', count);
  const rows = await app.page.getByRole('grid').getByRole('row').count();
  const nodes = await app.page.locator('#mirror *').count();
  return { asked, bytes, rows, nodes, frames: await app.frames() };
}

test('[V011] a list of a million is one page: it asks, sends and draws as much as a list of a hundred', async (t) => {
  const app = await visitors.signIn(t);
  await people.seesTheList(app);
  const small = await look(app);
  assert.equal(small.asked.length, 1);

  await app.page.route(isList, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), total: 1000000 } });
  });
  const large = await look(app);
  await people.reads(app, '1–50 of 1,000,000');
  t.diagnostic(JSON.stringify({ small, large }));
  assert.deepEqual(large.asked, small.asked);
  assert.ok(Math.abs(large.bytes - small.bytes) < 100, `${large.bytes} bytes after ${small.bytes}`);
  assert.ok(large.bytes < 200000, `${large.bytes} bytes`);
  assert.equal(large.rows, small.rows);
  assert.equal(large.nodes, small.nodes);
  assert.ok(large.frames <= 2 * small.frames, `${large.frames} frames after ${small.frames}`);

  const turned = app.page.waitForRequest((request) => isList(request.url()));
  await app.click('button', 'Last page');
  assert.equal(new URL((await turned).url()).searchParams.get('turn'), 'last');
});
