// Adyen's help page for platforms, followed by a Merchant admin: create in steps, duplicate, change, deactivate.

import assert from 'node:assert/strict';
import { inBothWays } from './lib/portal.mjs';
import * as people from './lib/people.mjs';

inBothWays('Adyen for Platforms', (portal, journey) => {
  journey('a Merchant admin creates, duplicates, changes and deactivates', async (t, step) => {
    const app = await portal.enter(t);
    const nora = { name: 'Nora Quist', signsInAs: 'nora.quist', email: 'nora.quist@aegeanboats.example' };
    const theo = { name: 'Theo Lund', signsInAs: 'theo.lund', email: 'theo.lund@aegeanboats.example' };

    /// From the list over the steps to the details; `look` sees the review.
    async function create(who, accounts, roles, look = () => {}) {
      const { name, signsInAs, email } = who;
      await app.click('button', 'Create new user');
      await people.fill(app, 'Username', signsInAs);
      await people.fill(app, 'Email', email);
      await people.fill(app, 'Name', name);
      await app.click('button', 'Continue');
      for (const account of accounts) await people.choose(app, 'checkbox', account);
      await app.click('button', 'Continue');
      for (const role of roles) await people.choose(app, 'checkbox', role);
      await app.click('button', 'Continue');
      await look();
      await app.click('button', 'Save');
      await people.seesPageOf(app, who.name);
    }

    await step('[V002] users are under Settings, [V004] once one has switched to the account', async () => {
      await people.reads(app, 'Settings › Users');
      const everybody = await people.howMany(app);
      await app.click('treeitem', 'AegeanBoats_Charter');
      assert.match(app.page.url(), /[?&]at=/);
      const here = await people.howMany(app);
      assert.ok(here > 0 && here < everybody, `${here} of ${everybody}`);
      await app.click('treeitem', 'All accounts');
    });

    await step('[V018] Create new user goes in steps to a review, where each can be edited again', async () => {
      await create(theo, ['AegeanBoats_ECOM'], ['View transfers', 'Initiate internal transfers'], async () => {
        await people.reads(app, theo.email);
        await app.click('button', 'Edit User details');
        await people.fill(app, 'Name', 'Theodor Lund');
        await app.click('button', 'Continue');
        await app.click('button', 'Continue');
        await app.click('button', 'Continue');
        theo.name = 'Theodor Lund';
      });
      await people.reads(app, 'Unverified');
    });

    await step('whoever verifies address, password and factor by the one mail is active', async () => {
      await people.goTo(app, 'Users');
      await create(nora, ['AegeanBoats_ECOM'], ['Merchant admin', 'View transfers']);
      await people.readMail(app, nora.email, 'Verify your email address');
      await portal.useLink(app);
      await people.findInList(app, nora.signsInAs);
      await people.row(app, nora.name).getByText('Active', { exact: true }).waitFor({ state: 'attached' });
    });

    await step('a role that one does not have is not to be given, and [V014] a copy is without it', async () => {
      await portal.see(t, app, nora, async (theirs) => {
        await people.findInList(theirs, theo.signsInAs);
        await people.inRow(theirs, theo.name, 'button', 'Duplicate');
        await theirs.get('heading', `Duplicate ${theo.name}`).waitFor({ state: 'attached' });
        await theirs.idle();
        await people.fill(theirs, 'Username', 'copied');
        await people.fill(theirs, 'Email', 'copied@aegeanboats.example');
        await people.fill(theirs, 'Name', 'Copied Person');
        await theirs.click('button', 'Continue');
        await theirs.click('button', 'Continue');
        const dropped = theirs.page.getByRole('checkbox', { name: 'Initiate internal transfers', exact: true });
        assert.match(await people.reason(dropped), /do not have this role/);
        await theirs.click('button', 'Continue');
        await theirs.click('button', 'Save');
        await people.seesPageOf(theirs, 'Copied Person');
        await people.reads(theirs, 'View transfers');
        assert.equal(await theirs.page.getByText('Initiate internal transfers', { exact: true }).count(), 0);
      });
    });

    await step('roles are changed from the details, and what one gains stands there before it is saved', async () => {
      await people.goTo(app, 'Users');
      await people.findInList(app, theo.signsInAs);
      await people.inRow(app, theo.name, 'gridcell', theo.name);
      await people.seesPageOf(app, theo.name);
      await app.click('button', 'Edit');
      await people.choose(app, 'checkbox', 'Manage test cards');
      await people.reads(app, /Gains 1: Test cards/);
      await app.click('button', 'Submit');
      await people.seesPageOf(app, theo.name);
      await people.reads(app, 'Manage test cards');
    });

    await step('[V003] Deactivate user is under Platforms › Users, and asks first', async () => {
      await app.click('button', 'Deactivate user');
      await app.page.getByRole('alertdialog', { name: `Deactivate ${theo.name}?` }).waitFor({ state: 'attached' });
      await people.reads(app, /Platforms › Users/);
      await people.confirm(app, `Deactivate ${theo.name}?`, 'Deactivate user');
      await people.reads(app, 'Deactivated');
      await app.click('button', 'Reactivate user');
      await people.reads(app, 'Unverified');
    });

    await step('nobody deactivates the user they are signed in with', async () => {
      await people.goTo(app, 'Users');
      await people.findInList(app, 'mara@');
      assert.match(await people.reasonInMenu(app, 'Mara Ellingsen', 'Deactivate user'), /cannot be done to oneself/);
    });
  });
});
