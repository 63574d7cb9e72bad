/** Where an update may be, of whatever kind of unit. */
export type UpdateStep =
  | 'wait'
  | 'stage'
  | 'drain'
  | 'export'
  | 'stop-old'
  | 'start-new'
  | 'check'
  | 'import'
  | 'switch'
  | 'health-window'
  | 'commit'
  | 'retire-old'
  | 'revert'
  | 'ended';

/** A step that an update has come to, and when. */
export interface Reached {
  step: UpdateStep;
  since: string;
}

/** What an update comes to if all goes well and the new version starts beside the old one. */
export const BESIDE_STEPS: readonly UpdateStep[] = [
  'stage',
  'start-new',
  'check',
  'switch',
  'health-window',
  'commit',
  'retire-old',
];

/** The same where only one version may run at a time. */
export const IN_PLACE_STEPS: readonly UpdateStep[] = [
  'stage',
  'drain',
  'stop-old',
  ...BESIDE_STEPS.slice(1),
];

/** What an update has come to, and what is still ahead of it if all goes well; no wait that is over. */
export function wayOf(
  reached: readonly UpdateStep[],
  planned: readonly UpdateStep[],
): readonly UpdateStep[] {
  const told = reached.filter((it, index) => it !== 'wait' || index === reached.length - 1);
  if (told.includes('revert')) return told;
  const furthest = Math.max(-1, ...told.map((it) => planned.indexOf(it)));
  return [...told, ...planned.slice(furthest + 1)];
}
