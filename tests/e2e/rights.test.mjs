// What an attacker would try in a browser, and names that are made to mislead. Threats are numbered in the security sheet.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { useBrowser } from './lib/browser.mjs';
import * as people from './lib/people.mjs';
import { inBothWays } from './lib/portal.mjs';
import { Visitors } from './lib/visitors.mjs';

describe('rights on the server', () => {
  const browser = useBrowser();
  const visitors = new Visitors(browser);
  before(() => visitors.start());
  after(() => visitors.stop());

  test('[T4] a right that somebody else takes is gone for the next decision, and the page says why', async (t) => {
    const owner = await visitors.signIn(t);
    const theirs = await visitors.newcomer(t, owner,
      { name: 'Nora Quist', email: 'nora@lumen.example', role: 'admin_user' });
    const nora = await visitors.userId(owner, 'nora@lumen.example');
    await people.seesTheList(theirs);
    await theirs.click('button', 'New user');
    await people.fill(theirs, 'Name', 'Late Person');
    await people.fill(theirs, 'Email', 'late@lumen.example');
    await people.choose(theirs, 'radio', 'admin_user');

    theirs.expectComplaint(/status of 403/);
    const may = { user: nora, permission: 'user.create' };
    assert.equal((await visitors.ask(owner, 'POST', '/check', may)).body.allowed, true);
    await visitors.execute(owner, { type: 'give', user: nora, roles: ['normal_user'] });
    assert.equal((await visitors.ask(owner, 'POST', '/check', may)).body.allowed, false);
    await theirs.click('button', 'Submit');
    await people.reads(theirs, /needs the right/);
    assert.equal((await visitors.read(owner, '/users?search=late@lumen.example')).body.total, 0);

    // And what is given is there without signing in again: what was typed still stands in the form.
    await visitors.execute(owner, { type: 'give', user: nora, roles: ['admin_user'] });
    await theirs.click('button', 'Submit');
    await people.seesPageOf(theirs, 'Late Person');
  });

  test('[T7] the id of another organisation’s person is answered as one that nobody has', async (t) => {
    const owner = await visitors.signIn(t);
    const others = new Visitors(browser, 'iCorePay');
    others.remit = visitors.remit;
    others.owner = visitors.remit.signIns.find(({ scheme }) => scheme === 'iCorePay');
    others.home = `${visitors.remit.url}/o/${others.owner.organisation}`;
    const neighbour = await others.signIn(t);
    const foreign = await others.userId(neighbour, others.owner.name);

    owner.expectComplaint(/status of 40[14]/);
    const made = foreign.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    const answers = [];
    for (const id of [foreign, made]) {
      const { status, body } = await visitors.read(owner, `/users/${id}`);
      answers.push([status, JSON.stringify(body).replaceAll(id, '…')]);
    }
    assert.equal(answers[0][0], 404);
    assert.deepEqual(answers[0], answers[1]);

    await owner.page.goto(visitors.address(`/users/${foreign}`));
    await people.reads(owner, /no such person/);

    // The other organisation itself answers as one that is not there.
    const outside = await Promise.all([others.owner.organisation, 'nobody-s'].map((slug) => owner.page.evaluate(
      async (path) => {
        const response = await fetch(path);
        return [response.status, (await response.json()).rule];
      }, `/api/v1/orgs/${slug}/users/${foreign}`)));
    assert.deepEqual(outside, [[401, 'signed-out'], [401, 'signed-out']]);
  });

  test('[T9] a link is not used up by opening it, and its secret stands in no request line and in no address', async (t) => {
    const owner = await visitors.signIn(t);
    const email = 'ilse@lumen.example';
    await visitors.execute(owner, { type: 'create-user', fields: { name: 'Ilse Brandt', email }, roles: ['normal_user'] });
    const link = await visitors.linkFor(owner, email);
    const secret = new URL(link).hash.slice(1);
    assert.ok(secret.length >= 43, 'of 256 bits');

    const lines = [];
    for (let n = 0; n < 2; n += 1) {  // such as a mail scanner, and then the person
      const context = await browser.newContext(t);
      context.on('request', (request) => {
        // The browser keeps what stands behind the # to itself.
        lines.push(`${request.method()} ${request.url().split('#')[0]} ${JSON.stringify(request.headers())}`);
      });
      const { page } = await browser.visit(t, context, link);
      await page.getByLabel('New password again').waitFor();
      assert.ok(!page.url().includes(secret), page.url());
      assert.ok(!(await page.evaluate(() => `${document.referrer} ${document.title}`)).includes(secret));
    }
    assert.ok(lines.length >= 4);
    assert.deepEqual(lines.filter((line) => line.includes(secret)), []);

    await visitors.setPassword(t, link);
    const late = await visitors.visit(t, link);
    late.expectComplaint(/status of 4\d\d/);
    await late.page.getByRole('heading', { name: 'This link does not work' }).waitFor();
  });

  test('[T18] markup in a name is text on the account pages too', async (t) => {
    const owner = await visitors.signIn(t);
    const name = '<img src=x onerror=alert(1)>';
    const email = 'markup@lumen.example';
    await visitors.execute(owner, { type: 'create-user', fields: { name, email }, roles: ['normal_user'] });
    const theirs = await visitors.visit(t, await visitors.linkFor(owner, email));
    await theirs.page.getByText(`Hello ${name}.`).waitFor();
    assert.equal(await theirs.page.locator('img[src="x"]').count(), 0);
  });
});

inBothWays('BillPro', (portal, journey) => {
  journey('names that are made to mislead', async (t, step) => {
    const app = await portal.enter(t);
    const names = ['Bob###Alice', 'Bob###Bert', 'Bob##1 %s%n%d', '<img src=x onerror=alert(1)>'];

    await step('[T19] are shown as they are', async () => {
      for (const [n, name] of names.entries()) {
        await people.create(app, { name, email: `bob${n}@lumen.example`, role: 'normal_user' });
        await people.goTo(app, 'Users');
      }
      await people.findInList(app, 'bob');
      for (const name of names) assert.equal(await people.row(app, name).count(), 1, name);
    });

    await step('[T19] and a click acts on the row that it met', async () => {
      for (const name of names.slice(1)) {
        await people.inRow(app, name, 'switch', 'Active');
        await people.confirm(app, `Deactivate ${name}?`, 'Deactivate');
        await people.row(app, name).getByRole('img', { name: 'Inactive', exact: true }).waitFor({ state: 'attached' });
      }
      assert.equal(await people.row(app, names[0]).getByRole('img', { name: 'Active', exact: true }).count(), 1);
      await people.chooseFromMenu(app, names[1], 'View');
      await people.seesPageOf(app, names[1]);
    });

    await step('[T18] markup among them stays text: in the row, the page, the title and what is said', async () => {
      await people.goTo(app, 'Users');
      await people.findInList(app, 'bob3@');
      await people.inRow(app, names[3], 'gridcell', names[3]);
      await people.seesPageOf(app, names[3]);
      assert.equal(await app.page.locator('img, script[src=x]').count(), 0);
    });

    await step('[T19] and marks that turn the order of text round are refused, in words', async () => {
      await people.goTo(app, 'Users');
      await app.click('button', 'New user');
      await people.fill(app, 'Name', 'Eve \u202egnp.exe');
      app.expectComplaint(/status of 422/);
      await people.fill(app, 'Email', 'eve@lumen.example');
      await people.choose(app, 'radio', 'normal_user');
      await app.click('button', 'Submit');
      await people.reads(app, /U\+202E/);
      assert.equal(await app.get('heading', 'New user', { level: 1 }).count(), 1);
    });
  });
});
