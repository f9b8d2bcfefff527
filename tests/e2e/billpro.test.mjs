// BillPro's own help page, followed by an administrator: create, change, deactivate; and its later revision with profiles.

import assert from 'node:assert/strict';
import { inBothWays } from './lib/portal.mjs';
import * as people from './lib/people.mjs';

inBothWays('BillPro', (portal, journey) => {
  journey('an administrator creates, changes and deactivates somebody', async (t, step) => {
    const app = await portal.enter(t);
    const quillon = { name: 'Quillon Testa', email: 'quillon@lumen.example', signsInAs: 'quillon@lumen.example' };

    await step('[V001] the users are in the menu of the account icon', async () => {
      await people.goTo(app, 'Roles');
      await people.openAccountMenu(app, 'Mara Ellingsen');
      await app.page.getByRole('menuitem', { name: /^Users/ }).click({ force: true });
      await people.seesTheList(app);
      await people.reads(app, 'User account icon › Users');
    });

    await step('[V016] each row has its eye and its pencil, [V017] and a flag: active or inactive', async () => {
      const rows = app.page.getByRole('row').filter({ has: app.page.getByRole('button', { name: 'View', exact: true }) });
      const count = await rows.count();
      assert.ok(count >= 10, `${count} rows`);
      assert.equal(await rows.getByRole('button', { name: 'Edit', exact: true }).count(), count);
      assert.equal(await rows.getByRole('img', { name: /^(Active|Inactive)$/ }).count(), count);
      await app.click('tab', /^Inactive/, { exact: false });
      await app.page.getByRole('img', { name: 'Inactive', exact: true }).first().waitFor({ state: 'attached' });
      assert.equal(await app.page.getByRole('img', { name: 'Active', exact: true }).count(), 0);
      await app.click('tab', /^All/, { exact: false });
    });

    await step('[V018] the button at the top right leads to one form, and Submit to the details', async () => {
      await people.create(app, { ...quillon, role: 'restricted_user' });
    });

    await step('[V022] the details have a pencil of their own, [V097] and a change says to refresh BillPro', async () => {
      await app.click('button', 'Edit');
      await people.choose(app, 'radio', 'normal_user');
      await people.reads(app, /Gains \d+: /);
      await people.reads(app, 'Ask the user to refresh BillPro in the browser.');
      await app.click('button', 'Submit');
      await people.reads(app, /refresh BillPro in the browser/);
      await people.seesPageOf(app, quillon.name);
    });

    await step('the new person sets a password by the mail, and sees their own page only', async () => {
      await people.readMail(app, quillon.email);
      await portal.useLink(app);
      await portal.see(t, app, quillon, async (theirs) => {
        await people.seesOwnPageOnly(theirs, quillon.name);
        theirs.expectComplaint(/status of 401/);  // their session ends when they are deactivated
      });
    });

    await step('somebody who left is deactivated, and nobody is removed', async () => {
      await people.findInList(app, 'quillon');
      assert.equal(await people.hasInMenu(app, quillon.name, 'Remove'), false);
      await people.deactivate(app, quillon.name);
    });

    await step('nobody deactivates themself, and the switch says so', async () => {
      await people.findInList(app, 'mara@');
      const own = people.row(app, 'Mara Ellingsen').getByRole('switch', { name: 'Active', exact: true });
      assert.match(await people.reason(own), /cannot be done to oneself/);
    });

    await step('an address that is taken is refused at its field, and what was typed stays', async () => {
      await app.click('button', 'New user');
      await people.fill(app, 'Name', 'Second Quillon');
      await people.fill(app, 'Email', quillon.email);
      await people.choose(app, 'radio', 'normal_user');
      app.expectComplaint(/status of 409/);
      await app.click('button', 'Submit');
      await people.reads(app, /is taken/);
      assert.equal(await app.page.getByRole('textbox', { name: /^Name/ }).inputValue(), 'Second Quillon');
    });
  });
});
