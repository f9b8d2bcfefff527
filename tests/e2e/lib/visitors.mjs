// The real server with the demo organisations, and who visits it: each in a browser of their own.

import assert from 'node:assert/strict';
import { startRemit } from './remit.mjs';

export const password = 'five quiet otters swim north';
export const wide = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 0.5 };

export class Visitors {
  constructor(browser, scheme = 'BillPro') {
    this.browser = browser;
    this.scheme = scheme;
  }

  async start(options) {
    this.remit = await startRemit(options);
    this.owner = this.remit.signIns.find(({ scheme }) => scheme === this.scheme);
    this.home = `${this.remit.url}/o/${this.owner.organisation}`;
  }

  async stop() {
    await this.remit?.stop();
  }

  /// The app's address; `place` is what stands behind the #.
  address(place = '/users') {
    return `${this.remit.url}/?org=${this.owner.organisation}#${place}`;
  }

  api(rest) {
    return `/api/v1/orgs/${this.owner.organisation}${rest}`;
  }

  async visit(t, url) {
    return this.browser.visit(t, await this.browser.newContext(t, wide), url);
  }

  /// A browser of somebody's own, signed in; the owner's if nobody is named.
  async signIn(t, name = this.owner.name, secret = this.owner.password) {
    const app = await this.visit(t, this.home);
    await this.fillIn(app.page, name, secret);
    await app.page.waitForURL(/\/\?org=/);
    await app.idle();
    return app;
  }

  async fillIn(page, name, secret) {
    await page.locator('#identifier').fill(name);
    await page.getByLabel('Password', { exact: true }).fill(secret);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }

  /// Asks the API as the page does; `csrf` false leaves the token away.
  ask(app, method, path, body, { csrf = true } = {}) {
    return app.page.evaluate(async ([session, how, where, what, withToken]) => {
      const headers = { 'content-type': 'application/json' };
      if (withToken) headers['x-remit-csrf'] = (await (await fetch(session)).json()).csrf;
      const response = await fetch(where, { method: how, headers, body: what && JSON.stringify(what) });
      return { status: response.status, body: response.status === 204 ? null : await response.json() };
    }, [this.api('/session'), method, this.api(path), body, csrf]);
  }

  read(app, path) {
    return this.ask(app, 'GET', path, undefined, { csrf: false });
  }

  async execute(app, ...actions) {
    const done = await this.ask(app, 'POST', '/execute', { commands: actions.map((action) => ({ action })) });
    assert.equal(done.status, 200, JSON.stringify(done.body));
    return done.body;
  }

  async userId(app, search) {
    const { body } = await this.read(app, `/users?search=${encodeURIComponent(search)}`);
    assert.equal(body.rows.length, 1);
    return body.rows[0].id;
  }

  /// What stands in the mail: the address that a person would open on their own machine.
  async linkFor(app, address) {
    const { body } = await this.read(app, '/outbox');
    const mail = body.find((one) => one.recipient === address && one.usable);
    return `${this.home}/link#${mail.secret}`;
  }

  async setPassword(t, link) {
    const theirs = await this.visit(t, link);
    await theirs.page.getByLabel('New password', { exact: true }).fill(password);
    await theirs.page.getByLabel('New password again').fill(password);
    await theirs.page.getByRole('button', { name: 'Set password' }).click();
    await theirs.page.getByText('Your password is set.').waitFor();
    return theirs;
  }

  /// A user of BillPro's with that role, who has a password: their browser, signed in.
  async newcomer(t, owner, { name, email, role }) {
    await this.execute(owner, { type: 'create-user', fields: { name, email }, roles: [role] });
    const theirs = await this.setPassword(t, await this.linkFor(owner, email));
    await this.fillIn(theirs.page, email, password);
    await theirs.page.waitForURL(/\/\?org=/);
    await theirs.idle();
    return theirs;
  }
}
