import type { Reached, UpdateStep } from './steps';

/** By which part of the version number two versions differ. */
export type Bump = 'patch' | 'minor' | 'major';

export type UpdateKind = 'update' | 'rollback';

export type Outcome = 'under-way' | 'committed' | 'rolled-back' | 'abandoned' | 'failed';

/** An update or rollback of whatever kind of unit, over or under way. */
export interface UpdateRecord {
  id: number;
  at: string;
  by: string;
  what: UpdateKind;
  from: string;
  to: string;
  type: Bump;
  outcome: Outcome;
  reason: string;
  /** What else there is to know, in sentences. */
  notes: string[];
  /** How long calls had to wait, in all. */
  pausedMs: number;
  endedAt: string | null;
}

/** An update while it goes on. */
export interface OngoingUpdate extends Pick<
  UpdateRecord,
  'id' | 'what' | 'from' | 'to' | 'type' | 'by'
> {
  step: UpdateStep;
  /** All it has come to so far. */
  steps: Reached[];
  windowEndsAt: string | null;
}
