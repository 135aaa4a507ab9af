import { setPresence } from '../../src/intake/set-presence';
import { aPerson, peopleDesk } from './people-fakes';

const at = new Date('2026-11-18T10:00:00Z');
const who = { client: 'default', id: 'bea' };

test('leaving the desk for a while and coming back is on record, once each', async () => {
  const { ports, events } = peopleDesk([aPerson('bea', ['agent'])]);
  expect(await setPresence(ports.people, who, true, at)).toMatchObject({ awaySince: at });
  await setPresence(ports.people, who, true, new Date(at.getTime() + 1));
  expect(await setPresence(ports.people, who, false, at)).not.toHaveProperty('awaySince');
  await setPresence(ports.people, who, false, at);
  expect(events.map(({ what, by }) => [what, by.id])).toEqual([
    ['went_away', 'bea'],
    ['came_back', 'bea'],
  ]);
});

test('nobody who was revoked, or is of another client, is anywhere', async () => {
  const { ports, events } = peopleDesk([aPerson('bea', ['agent'], { status: 'revoked' })]);
  expect(await setPresence(ports.people, who, true, at)).toBeNull();
  expect(await setPresence(ports.people, { ...who, client: 'other' }, true, at)).toBeNull();
  expect(events).toEqual([]);
});
