import { describe, expect, it } from 'vitest';
import { ALERTS_MAX, mergeAlerts } from '../src/live/alerts';
import { event } from './samples';

const warn = (seq: number) => event(seq, { level: 'warn' });
const seqs = (...lists: ReturnType<typeof warn>[][]) =>
  lists.reduce<readonly ReturnType<typeof warn>[]>(mergeAlerts, []).map((it) => it.seq);

describe('alerts', () => {
  it('are_merged_in_order_and_once', () => {
    expect(seqs([warn(5), warn(2)], [warn(2), warn(9)])).toEqual([2, 5, 9]);
  });

  it('leave_out_what_is_only_information', () => {
    expect(seqs([event(1), warn(2)], [event(3)])).toEqual([2]);
  });

  it('forget_the_oldest', () => {
    const many = Array.from({ length: ALERTS_MAX + 1 }, (_, index) => warn(index + 1));
    expect(seqs(many)[0]).toBe(2);
  });
});
