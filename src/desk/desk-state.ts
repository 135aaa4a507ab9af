import type { DialogState } from '../turn/form';

/** What the desk keeps with a conversation beside its handoff. It lies in the dialogs' state, which carries it along unread. */
export interface DeskState {
  /** The question how it went: of which handoff, and whether nothing was said since (then a bare number answers it). */
  rating: { handoffId: string; askedAt: string; fresh: boolean } | null;
  /** Apologies for broken promises so far, so that the next one has other words. */
  apologies: number;
}

const BLANK: DeskState = { rating: null, apologies: 0 };

export const deskState = (state: DialogState | null): DeskState => ({
  ...BLANK,
  ...((state?.desk as Partial<DeskState> | undefined) ?? {}),
});

export const withDesk = (state: DialogState, desk: Partial<DeskState>): DialogState => ({
  ...state,
  desk: { ...deskState(state), ...desk },
});
