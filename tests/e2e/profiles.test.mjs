// BillPro's later revision: profiles, one of which is chosen after sign-in.

import assert from 'node:assert/strict';
import { inBothWays } from './lib/portal.mjs';
import * as people from './lib/people.mjs';

inBothWays('BillPro with profiles', (portal, journey) => {
  journey('an admin creates, changes and deactivates somebody of two profiles', async (t, step) => {
    const app = await portal.enter(t);
    const email = 'quillon@lumengroup.example';
    const quillon = { name: 'Quillon Testa', email, signsInAs: email };

    await step('[V001] the users are in the menu of the account icon', async () => {
      await people.goTo(app, 'Roles');
      await people.openAccountMenu(app, 'Mara Ellingsen');
      await app.page.getByRole('menuitem', { name: /^Users/ }).click({ force: true });
      await people.seesTheList(app);
    });

    await step('[V018] a new user is given a role and two profiles, [V022] and has a page with a pencil', async () => {
      await app.click('button', 'New user');
      await people.fill(app, 'Name', quillon.name);
      await people.fill(app, 'Email', email);
      await people.choose(app, 'radio', 'admin');
      assert.match(await people.reason(app.get('button', 'Submit')), /Profile|profile/);
      await people.choose(app, 'checkbox', 'Lumen Hotels');
      await people.choose(app, 'checkbox', 'Lumen Rail');
      await app.click('button', 'Submit');
      await people.seesPageOf(app, quillon.name);
      assert.equal(await app.get('button', 'Edit').count(), 1);
    });

    await step('[V182] whoever has several profiles chooses one after sign-in, and switches without signing out', async () => {
      await people.readMail(app, email);
      await portal.useLink(app);
      await portal.see(t, app, quillon, async (theirs) => {
        await theirs.get('heading', 'Choose a Profile').waitFor({ state: 'attached' });
        assert.equal(await theirs.get('button', 'Lumen Flights').count(), 0);
        await theirs.click('button', 'Lumen Hotels');
        await people.seesTheList(theirs);
        await theirs.click('button', 'Profile: Lumen Hotels');
        await theirs.click('button', 'Lumen Rail');
        await people.seesTheList(theirs);
        assert.equal(await theirs.get('button', 'Profile: Lumen Rail').count(), 1);
      });
    });

    await step('[V097] a change says to refresh BillPro', async () => {
      await people.findInList(app, 'quillon');
      await people.inRow(app, quillon.name, 'button', 'Edit');
      await people.choose(app, 'radio', 'normal');
      await people.reads(app, 'Ask the user to refresh BillPro in the browser.');
      await app.click('button', 'Submit');
      await people.reads(app, /refresh BillPro in the browser/);
    });

    await step('[V017] whoever is deactivated has a grey flag, [V016] and still an eye and a pencil', async () => {
      await people.findInList(app, 'quillon');
      await people.deactivate(app, quillon.name);
      for (const name of ['View', 'Edit']) {
        assert.equal(await people.row(app, quillon.name).getByRole('button', { name, exact: true }).count(), 1);
      }
    });
  });
});
