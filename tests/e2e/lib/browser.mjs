// One Chromium for a test file, a fresh context for each test. A test fails on console errors, uncaught errors and
// violations of the content security policy, unless it says that it expects them.

import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const executable = process.env.REMIT_CHROMIUM || '/usr/bin/chromium';
const flags = ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader',
  '--disable-background-networking'];

/// The static app, and the page for tests of the browser layer, as the build put them together.
export const webFolder = process.env.REMIT_WEB || fileURLToPath(new URL('../../../build/web', import.meta.url));
export const probeFolder = `${webFolder}-probe`;
const pictures = fileURLToPath(new URL('../../../build/logs/pictures', import.meta.url));

/// Call at the top of a test file; gives an object whose `open` is used in its tests.
export function useBrowser() {
  let browser;
  before(async () => {
    browser = await chromium.launch({ executablePath: executable, args: flags });
  });
  after(() => browser.close());
  return {
    /// Opens `url` in a fresh context and waits until the app is idle. `init` runs in the page before its own scripts; the
    /// other options go to Playwright's newContext.
    open: async (t, url, { init, ...options } = {}) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
      t.after(() => context.close());
      if (init) await context.addInitScript(init);
      return openIn(t, context, url);
    },
    openIn,
    visit,
    newContext: async (t, options) => {
      const context = await browser.newContext(options);
      t.after(() => context.close());
      return context;
    },
    /// What every open page shows, as pictures and as assistive technology reads it, in build/logs/pictures.
    keepPictures: async (name) => {
      await mkdir(pictures, { recursive: true });
      const pages = browser.contexts().flatMap((context) => context.pages());
      await Promise.all(pages.map(async (page, n) => {
        const file = `${pictures}/${name.replace(/[^A-Za-z0-9]+/g, '-').slice(0, 80)}-${n + 1}`;
        await page.screenshot({ path: `${file}.png` });
        await writeFile(`${file}.txt`, `${page.url()}\n${await page.locator('body').ariaSnapshot()}\n`);
      }));
    },
  };
}

/// Another tab in a context that is there already.
async function openIn(t, context, url) {
  const app = await visit(t, context, url);
  await app.idle();
  return app;
}

/// The same for a page that is not the app, such as those for signing in.
async function visit(t, context, url) {
  const page = await context.newPage();
  page.setDefaultTimeout(30000);
  const app = new App(page);
  await watch(t, app);
  await page.goto(url);
  return app;
}

async function watch(t, app) {
  const complaints = [];
  app.page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    const { url } = message.location();
    complaints.push(url ? `${message.text()} (${url})` : message.text());
  });
  app.page.on('pageerror', (error) => complaints.push(String(error)));
  await app.page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy violated: ${event.violatedDirective} by ${event.blockedURI}`);
    });
  });
  t.after(() => {
    const unexpected = complaints.filter((text) => !app.expected.some((pattern) => pattern.test(text)));
    assert.deepEqual(unexpected, [], 'the console stays clean');
  });
}

/// The app as a person finds it: things are found by role and name, the mouse and the keyboard are real.
export class App {
  constructor(page) {
    this.page = page;
    this.expected = [];
  }

  /// Console messages that match will not fail the test.
  expectComplaint(pattern) {
    this.expected.push(pattern);
  }

  /// Waits on state, never on time: nothing is being drawn, asked or stored.
  async idle() {
    await this.page.waitForFunction(() => globalThis.remit?.idle || document.documentElement.dataset.failed, null,
      { polling: 20 });
    const failed = await this.page.evaluate(() => document.documentElement.dataset.failed);
    assert.equal(failed, undefined, `the page says: ${failed}`);
  }

  frames() {
    return this.page.evaluate(() => globalThis.remit.frames);
  }

  get(role, name, options = {}) {
    return this.page.getByRole(role, { name, exact: true, ...options });
  }

  /// The mirror lets the mouse through, so `force`: the click lands on the canvas where the element stands.
  async click(role, name, options = {}) {
    await this.get(role, name).click({ force: true, ...options });
    await this.idle();
  }

  async press(keys) {
    await this.page.keyboard.press(keys);
    await this.idle();
  }

  async type(text) {
    await this.page.keyboard.type(text);
    await this.idle();
  }

  /// What assistive technology reads.
  tree() {
    return this.page.locator('#mirror').ariaSnapshot();
  }

  picture(options) {
    return this.page.screenshot(options);
  }
}
