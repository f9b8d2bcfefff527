// The app on the real server: sign-in pages, session, REST; two browsers that know nothing of each other.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { useBrowser } from './lib/browser.mjs';
import * as people from './lib/people.mjs';
import { serveFolder } from './lib/server.mjs';
import { password, Visitors } from './lib/visitors.mjs';

const browser = useBrowser();
const visitors = new Visitors(browser);

before(() => visitors.start());
after(() => visitors.stop());

describe('the server', () => {
  test('from sign-in to deactivation: a new person comes by their mail, sees their own page only, and is signed out in '
    + 'their own browser at once', async (t) => {
    const owner = await visitors.signIn(t);
    await people.seesTheList(owner);
    await people.create(owner, { name: 'Quillon Testa', email: 'quillon.testa@lumen.example', role: 'restricted_user' });
    const id = await visitors.userId(owner, 'quillon.testa@lumen.example');

    const theirs = await visitors.setPassword(t, await visitors.linkFor(owner, 'quillon.testa@lumen.example'));
    await visitors.fillIn(theirs.page, 'quillon.testa@lumen.example', password);
    await theirs.page.waitForURL(/\/\?org=/);
    await theirs.idle();
    await people.seesOwnPageOnly(theirs, 'Quillon Testa');
    const may = { user: id, permission: 'product.view' };
    assert.equal((await visitors.ask(owner, 'POST', '/check', may)).body.allowed, true);

    await owner.page.goto(`${visitors.remit.url}/?org=${visitors.owner.organisation}#/users`);
    await owner.page.reload();
    await people.findInList(owner, 'quillon.testa');
    await people.deactivate(owner, 'Quillon Testa');

    // Nobody touches the other browser: its page finds out by itself.
    theirs.expectComplaint(/status of 401/);
    await theirs.page.getByText('You are signed out').first().waitFor({ state: 'attached', timeout: 40000 });
    const answer = (await visitors.ask(owner, 'POST', '/check', may)).body;
    assert.equal(answer.allowed, false);
    assert.equal(answer.rule, 'state-may-not-act');
    assert.match(answer.reason, /\w/);

    await theirs.get('button', 'Sign in').click({ force: true });
    await theirs.page.getByLabel('Email').waitFor();
  });

  test('[V111] an inactive person cannot sign in, and [T13] is answered like one who does not exist', async (t) => {
    const owner = await visitors.signIn(t);
    await people.seesTheList(owner);
    await people.create(owner, { name: 'Ilse Brandt', email: 'ilse@lumen.example', role: 'accountant_user' });
    const id = await visitors.userId(owner, 'ilse@lumen.example');
    const theirs = await visitors.setPassword(t, await visitors.linkFor(owner, 'ilse@lumen.example'));
    await visitors.fillIn(theirs.page, 'ilse@lumen.example', password);
    await theirs.page.waitForURL(/\/\?org=/);
    await theirs.idle();

    const done = await visitors.ask(owner, 'POST', '/execute', { commands: [{ action: { type: 'deactivate', user: id } }] });
    assert.equal(done.status, 200, JSON.stringify(done.body));
    theirs.expectComplaint(/status of 401/);
    const says = async (name) => {
      await theirs.page.goto(visitors.home);
      await visitors.fillIn(theirs.page, name, password);
      await theirs.page.getByRole('alert').waitFor();
      return (await theirs.page.locator('main').or(theirs.page.locator('body')).first().innerHTML()).replaceAll(name, '…');
    };
    const inactive = await says('ilse@lumen.example');
    assert.match(inactive, /password is wrong/);
    assert.equal(await says('nobody@lumen.example'), inactive);
  });

  test('[T16] signing out ends the session on the server: its cookie opens nothing any more', async (t) => {
    const app = await visitors.signIn(t);
    await people.seesTheList(app);
    const cookies = await app.page.context().cookies();
    const session = cookies.find((cookie) => cookie.name.startsWith('__Host-remit-'));
    assert.deepEqual([session.httpOnly, session.secure, session.sameSite, session.path], [true, true, 'Strict', '/']);

    // Somebody has a copy of it.
    const thief = await browser.newContext(t);
    const open = () => thief.request.get(visitors.remit.url + visitors.api('/session'),
      { headers: { cookie: `${session.name}=${session.value}` } });
    assert.equal((await open()).status(), 200);

    await people.openAccountMenu(app, 'Mara Ellingsen');
    await app.page.getByRole('menuitem', { name: 'Sign out' }).click({ force: true });
    await app.page.getByRole('button', { name: 'Sign in' }).waitFor();
    const answer = await open();
    assert.deepEqual([answer.status(), (await answer.json()).rule], [401, 'signed-out']);
  });

  test('[T17] a change without the session\'s token is refused, and so is a form of another site', async (t) => {
    const app = await visitors.signIn(t);
    await people.seesTheList(app);
    app.expectComplaint(/status of 403/);
    const id = await visitors.userId(app, 'mara@lumen.example');
    const answer = await visitors.ask(app, 'POST', '/execute', { commands: [{ action: { type: 'deactivate', user: id } }] },
      { csrf: false });
    assert.deepEqual([answer.status, answer.body.rule], [403, 'bad-csrf-token']);

    const elsewhere = await serveFolder('/nowhere', { answer: (request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' })
        .end(`<form method="post" action="${visitors.home}/sign-out"><button>Win a prize</button></form>`);
      return true;
    } });
    t.after(() => elsewhere.close());
    const trap = await browser.visit(t, app.page.context(), elsewhere.url.replace('127.0.0.1', 'localhost'));
    trap.expectComplaint(/status of 4/);
    await trap.page.getByRole('button', { name: 'Win a prize' }).click();
    await trap.page.getByRole('heading').first().waitFor();
    assert.equal((await visitors.ask(app, 'GET', '/session', undefined, { csrf: false })).status, 200);
  });

  test('an app that nobody touches draws no frame, though it looks for news', async (t) => {
    const app = await visitors.signIn(t);
    await people.seesTheList(app);
    const before = await app.frames();
    const checked = app.page.waitForResponse((response) => response.url().endsWith('/session'), { timeout: 40000 });
    await checked;
    await app.idle();
    assert.equal(await app.frames(), before);
  });

  test('what somebody else does is seen without touching anything', async (t) => {
    const [one, other] = [await visitors.signIn(t), await visitors.signIn(t)];
    await people.seesTheList(one);
    await people.seesTheList(other);
    const { body } = await visitors.ask(other, 'GET', '/users?size=5', undefined, { csrf: false });
    const someone = body.rows.find((row) => !row.is_viewer);
    const renamed = await visitors.ask(other, 'POST', '/execute',
      { commands: [{ action: { type: 'edit-user', user: someone.id, fields: { name: 'Renamed Elsewhere' } } }] });
    assert.equal(renamed.status, 200, JSON.stringify(renamed.body));
    await people.findInList(one, 'Renamed Elsewhere');
    await one.page.getByText('Renamed Elsewhere').first().waitFor({ state: 'attached', timeout: 40000 });
  });

  test('a lost connection is said, and said again when it is back', async (t) => {
    const app = await visitors.signIn(t);
    await people.seesTheList(app);
    app.expectComplaint(/ERR_INTERNET_DISCONNECTED/);
    await app.page.context().setOffline(true);
    await app.page.getByText('No connection').first().waitFor({ state: 'attached', timeout: 40000 });
    await app.page.context().setOffline(false);
    await app.page.getByText('Connected').first().waitFor({ state: 'attached', timeout: 40000 });
    await people.seesTheList(app);
  });
});
