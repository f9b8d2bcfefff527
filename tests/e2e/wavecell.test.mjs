// Wavecell's help page, followed by an admin: invite ten at once, set permissions, deactivate, remove, invite again.

import assert from 'node:assert/strict';
import { inBothWays } from './lib/portal.mjs';
import * as people from './lib/people.mjs';

const domain = 'harborsms.example';
const invited = (n) => `new${n}@${domain}`;

inBothWays('Wavecell Customer Portal', (portal, journey) => {
  journey('an admin invites ten at once, changes, deactivates and removes', async (t, step) => {
    const app = await portal.enter(t);
    const alice = { name: invited(0), signsInAs: invited(0) };

    await step('[V002] User management is behind the gear, [V018] with the button Invite user', async () => {
      await people.reads(app, 'Gear icon › User management');
      assert.equal(await app.get('button', 'Invite user').count(), 1);
    });

    await step('ten addresses are entered, and the one that is none has to be mended before anything is sent', async () => {
      app.expectComplaint(/status of 422/);
      await app.click('button', 'Invite user');
      await people.press(app, app.page.getByRole('textbox', { name: /^Email/ }));
      for (let n = 0; n < 8; n += 1) {
        await people.put(app, invited(n));
        await app.press('Enter');
      }
      for (const address of [`mara@${domain}`, `no..body@${domain}`]) {
        await people.put(app, address);
        await app.press('Enter');
      }
      await people.reads(app, new RegExp(`^no\\.\\.body@${domain}: .*e-mail address`));
      assert.match(await people.reason(app.get('button', 'Send Invites')), /Fix or remove 1 address/);
    });

    await step('the rest gets one permission, and each address what became of it', async () => {
      await app.click('button', `Remove no..body@${domain}`);
      await people.press(app, app.page.getByRole('textbox', { name: /^Email/ }));
      await people.put(app, invited(9));
      await app.press('Enter');
      await people.choose(app, 'checkbox', 'SMS');
      await app.click('button', 'Send Invites');
      await people.reads(app, '9 of 10 addresses are invited');
      await people.reads(app, `${invited(9)}: Invited`);
      await people.reads(app, new RegExp(`^mara@${domain}: whoever has this address is here already`, 'i'));
      await app.click('button', 'Done');
      await people.findInList(app, 'new');
      assert.equal(await app.page.getByRole('row', { name: /^new\d@/ }).count(), 9);
    });

    await step('an invitation that is accepted makes an active user, who does not reach user management', async () => {
      await people.readMail(app, alice.name);
      await portal.useLink(app);
      await app.click('tab', /^Active users/, { exact: false });
      await people.findInList(app, alice.name);
      await people.row(app, alice.name).getByText('Active', { exact: true }).waitFor({ state: 'attached' });
      await portal.see(t, app, alice, async (theirs) => {
        await people.seesOwnPageOnly(theirs, alice.name);
        theirs.expectComplaint(/status of 401/);  // their sessions end when they are deactivated
      });
    });

    await step('[V020] a click on somebody leads to what can be done with them: the permission is set anew', async () => {
      await app.click('tab', /^Active users/, { exact: false });
      await people.findInList(app, alice.name);
      await app.click('gridcell', alice.name);
      await people.seesPageOf(app, alice.name);
      await app.click('button', 'Set permission');
      await people.choose(app, 'radio', 'Admin');
      await people.reads(app, /Gains \d+: .*User Management/);
      await app.click('button', 'Submit');
      await people.seesPageOf(app, alice.name);
      await portal.see(t, app, alice, async (theirs) => {
        await people.seesTheList(theirs);
        theirs.expectComplaint(/status of 401/);  // their sessions end when they are deactivated
      });
    });

    await step('somebody is deactivated, and nobody deactivates themself', async () => {
      await people.goTo(app, 'Users');
      await app.click('tab', /^Active users/, { exact: false });
      await people.findInList(app, `mara@${domain}`);
      assert.match(await people.reasonInMenu(app, `mara@${domain}`, 'Deactivate'), /cannot be done to oneself/);
      await people.findInList(app, alice.name);
      await people.chooseFromMenu(app, alice.name, 'Deactivate');
      await people.confirm(app, `Deactivate ${alice.name}?`, 'Deactivate');
      await app.click('tab', /^Deactivated users/, { exact: false });
      await people.row(app, alice.name).waitFor({ state: 'attached' });
    });

    await step('whoever is removed can be invited again', async () => {
      await people.chooseFromMenu(app, alice.name, 'Remove user');
      await people.press(app, app.page.getByRole('alertdialog').getByRole('textbox'));
      await people.put(app, alice.name);
      await people.confirm(app, `Remove ${alice.name} from the account?`, 'Remove user');
      await app.click('button', 'Invite user');
      await people.press(app, app.page.getByRole('textbox', { name: /^Email/ }));
      await people.put(app, alice.name);
      await app.press('Enter');
      await app.click('button', 'Send Invites');
      await people.reads(app, `${alice.name}: Invited`);
      await app.click('button', 'Done');
    });

    await step('an invitation is taken back', async () => {
      await app.click('tab', /^Pending invitations/, { exact: false });
      await people.findInList(app, invited(3));
      await people.chooseFromMenu(app, invited(3), 'Remove invite');
      await people.confirm(app, `Remove the invitation of ${invited(3)}?`, 'Remove invite');
      await people.reads(app, 'No users match');
    });
  });
}, { owner: `mara@${domain}` });
