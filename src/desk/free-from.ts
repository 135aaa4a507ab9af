import { attends } from '../domain/at-the-desk';
import type { Handoff } from '../domain/handoff';
import type { StaffMember } from '../domain/staff';
import type { Ring } from './clock-turn';
import { DESK_CLOCK } from './desk-turn';
import type { DeskPorts, Instruction } from './ports';

export interface FreeingPorts {
  handoffs: Pick<DeskPorts['handoffs'], 'open'> & { owners(client: string): Promise<string[]> };
  people: Pick<DeskPorts['people'], 'find'>;
  admit: (instruction: Instruction) => Promise<void>;
}

const AT_ONCE = 500;

/** Once for each time somebody took it. */
function ringOf({ id, client, channel, conversation, owner }: Handoff, staffId: string): Instruction {
  const since = owner?.since.toISOString() ?? '';
  const ring: Ring = { handoffId: id, strike: 'lapse', due: since, gone: staffId };
  return {
    place: { client, channel, conversation },
    name: DESK_CLOCK,
    id: `gone:${id}:${staffId}:${since}`,
    value: JSON.stringify(ring),
    text: '',
  };
}

/** Gives back into the queue what those have who may have nothing any more: revoked, or without the role. */
export function createFreeing({ handoffs, people, admit }: FreeingPorts) {
  async function from(client: string, staffId: string): Promise<void> {
    for (const one of await handoffs.open(client, { staffId }, AT_ONCE)) await admit(ringOf(one, staffId));
  }
  return {
    /** At once, when somebody's record changed. */
    changed: async (member: StaffMember): Promise<void> => {
      if (!attends(member)) await from(member.client, member.id);
    },
    /** Whatever a process that ended meanwhile has left. */
    sweep: async (client: string): Promise<void> => {
      for (const staffId of await handoffs.owners(client)) {
        const member = await people.find(client, staffId);
        if (!member || !attends(member)) await from(client, staffId);
      }
    },
  };
}
