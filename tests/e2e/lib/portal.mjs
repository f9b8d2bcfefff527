// One portal, two ways in: the server, where people sign in and links open account pages, and the sandbox, where one acts
// as somebody and links open a dialog. A journey is written once and goes both ways.

import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { useBrowser, webFolder } from './browser.mjs';
import * as people from './people.mjs';
import { serveFolder } from './server.mjs';
import { password, Visitors, wide } from './visitors.mjs';

/// `write(portal, journey)` is called once for each way, with a portal of the scheme with that title and what makes a test
/// of several steps: `journey(name, async (t, step) => …)`. `owner` is what the administrator is called.
export function inBothWays(scheme, write, { owner = 'Mara Ellingsen' } = {}) {
  const browser = useBrowser();
  for (const Way of [OnServer, InSandbox]) {
    describe(`${scheme} ${Way.words}`, () => {
      const portal = new Way(browser, scheme, owner);
      before(() => portal.start());
      after(() => portal.stop());
      write(portal, (name, run) => journey(browser, `${scheme} ${Way.words}`, name, run));
    });
  }
}

/// A test of several steps that go on from each other, each with a name of its own: `step(name, run)`. It ends at the
/// first that fails, and what the pages showed then is kept as pictures.
function journey(browser, where, name, run) {
  test(name, async (t) => {
    await run(t, async (what, act) => {
      let done = false;
      await t.test(what, async () => {
        await act();
        done = true;
      });
      if (done) return;
      await browser.keepPictures(`${where} ${what}`);
      assert.fail(`ended at “${what}”`);
    });
  });
}

class OnServer {
  static words = 'on a server';

  constructor(browser, scheme) {
    this.visitors = new Visitors(browser, scheme);
  }

  start() {
    return this.visitors.start();
  }

  stop() {
    return this.visitors.stop();
  }

  /// The administrator, looking at the list.
  async enter(t) {
    const app = await this.visitors.signIn(t);
    await people.seesTheList(app);
    return app;
  }

  /// `look` is called with the app as `who` { name, signsInAs } sees it.
  async see(t, app, who, look) {
    await look(await this.visitors.signIn(t, who.signsInAs, password));
  }

  /// Opens the link of the mail that is on the screen, does what it asks for, and comes back to the list.
  async useLink(app) {
    await app.get('button', 'Open as this user').click({ force: true });
    await app.page.waitForURL(/\/o\/[^/]+\/link/);
    await this.#doSteps(app.page);
    await app.page.goto(this.visitors.address());
    await app.page.reload();
    await people.seesTheList(app);
  }

  /// Whoever is mailed a password signs in with it, replaces it, and goes on to the second factor.
  async firstSignIn(t, app, who) {
    const { body } = await this.visitors.read(app, '/outbox');
    const mail = body.find((one) => one.recipient === who.email && one.usable && /password/.test(one.subject));
    const theirs = await this.visitors.visit(t, this.visitors.home);
    await this.visitors.fillIn(theirs.page, who.signsInAs, mail.secret);
    await theirs.page.waitForURL(/\/steps$/);
    await this.#doSteps(theirs.page);
    await people.goTo(app, 'Users');
  }

  /// One account page after the other, until none asks for anything.
  async #doSteps(page) {
    const again = page.getByLabel('New password again');
    const button = page.getByRole('button', { name: /^(Set password|Mark as set up|Confirm address)$/ });
    const nothing = page.getByRole('button', { name: 'Sign in' }).or(page.locator('#canvas'));
    await button.or(nothing).first().waitFor();
    while (await button.count()) {
      if (await again.count()) {
        await page.getByLabel('New password', { exact: true }).fill(password);
        await again.fill(password);
      }
      const loaded = page.waitForEvent('load');
      await button.click();
      await loaded;
    }
  }
}

class InSandbox {
  static words = 'in the sandbox';

  constructor(browser, scheme, owner) {
    this.browser = browser;
    this.scheme = scheme;
    this.owner = owner;
  }

  async start() {
    this.server = await serveFolder(webFolder, { prefix: '/remit/' });
  }

  async stop() {
    await this.server?.close();
  }

  async enter(t) {
    const app = await this.browser.open(t, `${this.server.url}?sandbox`, wide);
    const card = app.get('link', new RegExp(`^${this.scheme}: `));
    await card.waitFor({ state: 'attached', timeout: 60000 });
    await people.press(app, card);
    await people.seesTheList(app);
    return app;
  }

  async see(t, app, who, look) {
    await people.actAs(app, this.owner, who.name);
    await look(app);
    await people.actAs(app, who.name, this.owner);
    await people.seesTheList(app);
  }

  async useLink(app) {
    await app.click('button', 'Open as this user');
    const dialog = app.page.getByRole('dialog');
    const button = dialog.getByRole('button', { name: /^(Set password|Mark as set up|Confirm)$/ });
    const done = dialog.getByRole('button', { name: 'Done' });
    await button.waitFor({ state: 'attached' });
    while (await button.count()) {
      const field = dialog.getByRole('textbox', { name: /^New password/ });
      if (await field.count()) {
        await people.press(app, field);
        await people.put(app, password);
      }
      await people.press(app, button);
    }
    await people.press(app, done);
    await people.goTo(app, 'Users');
    await people.seesTheList(app);
  }

  async firstSignIn(t, app, who) {
    for (const subject of ['Your password', 'Register multi-factor']) {
      await people.readMail(app, who.email, subject);
      await this.useLink(app);
    }
  }
}
