// ACI's help page, followed by an Administrator: add in a dialog, assign, lock and unlock, remove.

import assert from 'node:assert/strict';
import { inBothWays } from './lib/portal.mjs';
import * as people from './lib/people.mjs';

inBothWays('ACI Merchant Portal', (portal, journey) => {
  journey('an Administrator adds, changes, locks and removes somebody', async (t, step) => {
    const app = await portal.enter(t);
    const nora = { name: 'Nora Quist', email: 'nora.quist@nordwind.example', signsInAs: 'Nora Quist' };

    await step('[V002] users are under Administration, [V018] with the button Add, [V021] and the vendor’s help', async () => {
      await people.reads(app, 'Administration › Users');
      assert.equal(await app.get('button', 'Add').count(), 1);
      const opened = app.page.context().waitForEvent('page');
      await app.page.context().route(/^https:/, (route) => route.fulfill({ body: 'help' }));
      await app.click('button', 'Help');
      const help = await opened;
      await help.waitForURL(/^https:/);
      await help.close();
    });

    await step('[V008] the columns are the portal’s, [V009] and each but the first can be hidden and shown', async () => {
      for (const name of ['Name', 'Email', 'Type', 'Role', 'Created At', 'State', 'Status']) {
        assert.equal(await app.page.getByRole('columnheader', { name: new RegExp(`^${name}`) }).count(), 1, name);
      }
      const phone = app.page.getByRole('columnheader', { name: 'Phone', exact: true });
      assert.equal(await phone.count(), 0);
      await app.click('button', 'Show/hide columns');
      assert.equal(await app.get('menuitemcheckbox', 'Name').getAttribute('aria-disabled'), 'true');
      await app.click('menuitemcheckbox', 'Phone');
      await app.press('Escape');
      await phone.waitFor({ state: 'attached' });
      await app.page.reload();
      await people.seesTheList(app);
      await phone.waitFor({ state: 'attached' });
    });

    await step('one form adds somebody, assigned to two entities', async () => {
      await app.click('button', 'Add');
      await people.fill(app, 'Name', nora.name);
      await people.fill(app, 'Email', nora.email);
      await people.choose(app, 'radio', 'Operator');
      await people.choose(app, 'checkbox', 'Nordwind Fashion');
      await people.choose(app, 'checkbox', 'Fjordline Tickets');
      await app.click('button', 'Save');
      await app.get('button', 'Save').waitFor({ state: 'detached' });
      await people.goTo(app, 'Users');
      await people.findInList(app, nora.name);
      await people.row(app, nora.name).getByText('New', { exact: true }).waitFor({ state: 'attached' });
    });

    await step('whoever replaces the mailed password and sets up the factor is active', async () => {
      await portal.firstSignIn(t, app, nora);
      await people.findInList(app, nora.name);
      await people.row(app, nora.name).getByText('Active', { exact: true }).waitFor({ state: 'attached' });
    });

    await step('[V099] whoever has several entities chooses one after signing in, and changes it there', async () => {
      await portal.see(t, app, nora, async (theirs) => {
        theirs.expectComplaint(/status of 401/);  // their session ends when they are locked
        await theirs.get('heading', 'Choose an Entity').waitFor({ state: 'attached' });
        await theirs.click('button', 'Fjordline Tickets');
        await people.seesPageOf(theirs, nora.name);
        await theirs.click('button', 'Entity: Fjordline Tickets');
        await theirs.click('button', 'Nordwind Fashion');
        await people.seesPageOf(theirs, nora.name);
        assert.equal(await theirs.get('button', 'Entity: Nordwind Fashion').count(), 1);
      });
    });

    await step('the role is changed, and what is lost stands there before it is saved', async () => {
      await people.findInList(app, nora.name);
      await people.chooseFromMenu(app, nora.name, 'Edit');
      await people.choose(app, 'radio', 'Analysis');
      await people.reads(app, /Loses \d+: .*Refund/);
      await app.click('button', 'Submit');
      await people.row(app, nora.name).getByText('Analysis', { exact: true }).waitFor({ state: 'attached' });
    });

    await step('somebody is locked, which only an administrator takes back, and nobody locks themself', async () => {
      await people.chooseFromMenu(app, nora.name, 'Lock');
      await people.confirm(app, `Lock ${nora.name}?`, 'Lock');
      await people.row(app, nora.name).getByText('Locked', { exact: true }).waitFor({ state: 'attached' });
      assert.match(await people.reasonInMenu(app, nora.name, 'Send new password'), /Locked/);
      await people.chooseFromMenu(app, nora.name, 'Unlock');
      await people.row(app, nora.name).getByText('Active', { exact: true }).waitFor({ state: 'attached' });
      await people.findInList(app, 'Mara');
      assert.match(await people.reasonInMenu(app, 'Mara Ellingsen', 'Lock'), /cannot be done to oneself/);
    });

    await step('nobody is removed while assigned, and everybody who is not can be, for good', async () => {
      await people.findInList(app, nora.name);
      assert.match(await people.reasonInMenu(app, nora.name, 'Remove'), /still 2 assignments/);
      await people.chooseFromMenu(app, nora.name, 'Edit');
      await people.choose(app, 'checkbox', 'Nordwind Fashion');
      await people.choose(app, 'checkbox', 'Fjordline Tickets');
      await app.click('button', 'Submit');
      await people.seesTheList(app);
      await people.chooseFromMenu(app, nora.name, 'Remove');
      await people.press(app, app.page.getByRole('alertdialog').getByRole('textbox'));
      await people.put(app, nora.name);
      await people.confirm(app, `Remove ${nora.name} for good?`, 'Remove');
      await people.reads(app, 'No users match');
    });
  });
});
