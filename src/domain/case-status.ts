import type { RefundCase } from './refund-case';

export const TRACK = ['requested', 'checked', 'approved', 'sent', 'bank', 'arrived'] as const;
export type TrackStage = (typeof TRACK)[number];
export type Stage = TrackStage | 'needs_info' | 'denied' | 'withdrawn';

export interface StatusTrackStep {
  stage: TrackStage;
  at: Date | null;
  state: 'done' | 'current' | 'todo' | 'late';
}

/** Where a refund stands, for the customer. */
export interface CustomerStatus {
  stage: Stage;
  since: Date;
  whoActs: 'customer' | 'shop' | 'bank' | 'nobody';
  /** When the next step is due at the latest; null when nobody owes one. */
  expected: Date | null;
  /** `expected` has passed and somebody else than the customer owes the step. */
  late: boolean;
  steps: StatusTrackStep[];
}

/** Projects a case onto what its customer sees at a moment. Pure; "arrived" only if someone who knows said so. */
export function customerStatus(refundCase: RefundCase, at: Date): CustomerStatus {
  void at;
  return {
    stage: 'requested',
    since: refundCase.createdAt,
    whoActs: 'shop',
    expected: refundCase.expectedAt ?? null,
    late: false,
    steps: [],
  };
}
