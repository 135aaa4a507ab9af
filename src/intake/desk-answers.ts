import type { DecisionAnswer, DecisionInput, OnBehalfAnswer, OnBehalfInput } from '../channel-desk';
import type { DeskCase } from '../channel-desk-shown';
import { judgeApproval } from '../domain/approval';
import type { RefundCase } from '../domain/refund-case';
import type { StaffMember } from '../domain/staff';
import { decide, type DecisionPorts } from './decide';
import { casesAround, deskCase } from './desk-case';
import { fileOnBehalf, type OnBehalfPorts } from './file-on-behalf';
import type { SettingsInForce } from './ports-settings';

export interface DeskAnswerPorts extends Omit<DecisionPorts, 'people'>, OnBehalfPorts {
  /** The client whose desk this is. */
  client: string;
  settings: SettingsInForce;
  reasonWords: (l1: string, l2: string) => string;
  clock: () => Date;
}

/** What the desk's people can do with cases, as the desk answers it. */
export interface DeskAnswers {
  caseCard(refundCase: RefundCase): Promise<DeskCase>;
  /** True when the person may approve the case as it stands, as the first of two or for good. */
  mayApprove(refundCase: RefundCase, person: StaffMember): boolean;
  decide(input: DecisionInput): Promise<DecisionAnswer>;
  fileOnBehalf(input: OnBehalfInput): Promise<OnBehalfAnswer>;
}

/** The use cases about cases in the desk's own words: every answer shows the case as it is now. */
export function deskAnswers(ports: DeskAnswerPorts): DeskAnswers {
  const { client, cases, settings, reasonWords, clock } = ports;

  async function caseCard(refundCase: RefundCase): Promise<DeskCase> {
    const [others, rules] = await Promise.all([casesAround(cases, refundCase), settings.of(refundCase.client)]);
    return deskCase(refundCase, { others, rules, reasonWords });
  }

  return {
    caseCard,
    mayApprove: (refundCase, person) =>
      judgeApproval(refundCase, person, settings.known(refundCase.client)).verdict !== 'refused',
    decide: async (input) => {
      const decided = await decide(ports, { ...input, client, at: clock() });
      if (!('refundCase' in decided)) return decided;
      const { refundCase, ...answer } = decided;
      return { ...answer, case: await caseCard(refundCase) };
    },
    fileOnBehalf: async (input) => {
      if (input.client !== client) return { outcome: 'refused', why: 'not_allowed' };
      const filed = await fileOnBehalf(ports, { ...input, at: clock() });
      if (!('refundCase' in filed)) return filed;
      return { outcome: filed.outcome, case: await caseCard(filed.refundCase) };
    },
  };
}
