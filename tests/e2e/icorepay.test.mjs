// iCorePay's help page, followed by an Admin: create in two steps, change name and role, send links, remove.

import assert from 'node:assert/strict';
import { inBothWays } from './lib/portal.mjs';
import * as people from './lib/people.mjs';

inBothWays('iCorePay', (portal, journey) => {
  journey('an Admin creates, changes and removes somebody', async (t, step) => {
    const app = await portal.enter(t);
    const nora = { name: 'Nora Quist', email: 'nora.quist@kestrel.example', signsInAs: 'nora.quist@kestrel.example' };

    await step('[V002] the list says where the portal has it', async () => {
      await people.reads(app, 'Tab at the bottom left › Users');
    });

    await step('[V018] Create users leads to the address first, then to names and role', async () => {
      await app.click('button', 'Create users');
      assert.match(await people.reason(app.get('button', 'Continue')), /Email/);
      await people.fill(app, 'Email', nora.email);
      await app.click('button', 'Continue');
      await people.fill(app, 'First name', 'Nora');
      await people.fill(app, 'Last name', 'Quist');
      await people.choose(app, 'radio', 'Create');
      await people.choose(app, 'checkbox', 'Kestrel Dental Old Town');
      await app.click('button', 'Save');
      await people.seesPageOf(app, nora.name);
      await people.reads(app, 'Pending');
    });

    await step('whoever completes the account by the mail is active, and is not shown the users', async () => {
      await people.readMail(app, nora.email);
      await portal.useLink(app);
      await people.findInList(app, 'nora.quist');
      await people.row(app, nora.name).getByText('Active', { exact: true }).waitFor({ state: 'attached' });
      await portal.see(t, app, nora, (theirs) => people.seesOwnPageOnly(theirs, nora.name));
    });

    await step('[V020] a click on somebody leads to what can be done with them: [V164] the name and the role', async () => {
      await people.findInList(app, 'nora.quist');
      await app.click('gridcell', 'Nora');
      await people.seesPageOf(app, nora.name);
      await app.click('button', 'Edit name');
      assert.equal(await app.page.getByRole('textbox', { name: /^Email/ }).count(), 0);
      await people.fill(app, 'Last name', 'Quist-Berg');
      await people.choose(app, 'radio', 'Write');
      await people.reads(app, /Gains \d+: .*Refund invoices/);
      await app.click('button', 'Submit');
      await people.seesPageOf(app, 'Nora Quist-Berg');
    });

    await step('a password reset and a new second factor are sent from there', async () => {
      await app.click('button', 'More actions');
      await app.page.getByRole('menuitem', { name: /^Send two-factor reset link/ }).click({ force: true });
      await app.idle();
      await people.readMail(app, nora.email, 'Reset two-factor');
      await people.goTo(app, 'Users');
    });

    await step('there is no deactivating here, and nobody removes themself', async () => {
      await people.findInList(app, 'mara@');
      assert.equal(await people.hasInMenu(app, 'Mara Ellingsen', 'Deactivate'), false);
      assert.match(await people.reasonInMenu(app, 'Mara Ellingsen', 'Remove user'), /cannot be done to oneself/);
    });

    await step('removing takes somebody from all practices, and asks for the name', async () => {
      await people.findInList(app, 'nora.quist');
      await people.chooseFromMenu(app, 'Nora Quist-Berg', 'Remove user');
      const dialog = app.page.getByRole('alertdialog', { name: 'Remove Nora Quist-Berg from all practices?' });
      await dialog.waitFor({ state: 'attached' });
      await people.reason(dialog.getByRole('button', { name: 'Remove user', exact: true }));
      await people.press(app, dialog.getByRole('textbox'));
      await people.put(app, 'Nora Quist-Berg');
      await people.confirm(app, 'Remove Nora Quist-Berg from all practices?', 'Remove user');
      await people.reads(app, 'No users match');
    });
  });
});
