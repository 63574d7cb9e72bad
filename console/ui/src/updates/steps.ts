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
