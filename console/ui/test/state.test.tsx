import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { validKey } from '../src/pages/observability/state/values';
import { fakeKernel, refusal } from './fakes';
import { as, AT, button, observing, open, sent } from './observing';

observing();

describe('shared state', () => {
  const entry = (key: string, value: unknown, more = {}) => ({
    key,
    value,
    type: 'text',
    version: '019c-0000-5e1f-1c9d',
    at: AT,
    by: 'ann',
    deleted: false,
    ...more,
  });
  const SHARING = {
    node: '5e1f',
    transport: 'none',
    keys: 2,
    bytes: 20,
    pending: 0,
    conflicts: 1,
    quarantined: 0,
  };
  const ENTRIES = { entries: [entry('site/theme', 'dark'), entry('limits', 2)], more: false };
  const ANSWERS = {
    'GET /api/state-sharing': SHARING,
    'GET /api/state': ENTRIES,
    'GET /api/state-history/site/theme': {
      versions: [
        entry('site/theme', 'dark'),
        entry('site/theme', 'light', { version: '019b', by: 'bob' }),
      ],
    },
    'PUT /api/state/site/theme': entry('site/theme', 'blue'),
    'PUT /api/state/site/new': entry('site/new', 1),
  };
  const heads = () =>
    vi
      .mocked(fetch)
      .mock.calls.flatMap(([, init]) =>
        init?.method === 'PUT' || init?.method === 'DELETE' ? [new Headers(init.headers)] : [],
      );

  it('is_searched_by_what_keys_begin_with', async () => {
    const requests = fakeKernel(ANSWERS);
    const router = open('/observability/state');
    await screen.findByText('site/theme');
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'site/' } });
    await waitFor(() =>
      expect(requests.some(({ url }) => url.includes('/api/state?prefix=site%2F&'))).toBe(true),
    );
    expect(router.state.location.search).toBe('?prefix=site%2F');
  });

  it('is_changed_only_from_the_version_that_was_seen', async () => {
    const requests = fakeKernel(ANSWERS);
    vi.spyOn(globalThis, 'fetch');
    open('/observability/state?key=site%2Ftheme');
    await screen.findByText('light');
    fireEvent.click(await button('Edit'));
    fireEvent.change(await screen.findByLabelText('Value'), { target: { value: 'blue' } });
    fireEvent.click(await button('Save'));
    await waitFor(() => expect(sent(requests, 'PUT')).toHaveLength(1));
    expect(sent(requests, 'PUT')[0]?.body).toEqual({ type: 'text', value: 'blue' });
    expect(heads()[0]?.get('If-Match')).toBe('"019c-0000-5e1f-1c9d"');
  });

  it('shows_why_a_change_was_refused_and_keeps_what_was_typed', async () => {
    fakeKernel({
      ...ANSWERS,
      'PUT /api/state/site/theme': refusal(412, { detail: 'it is at version 019d' }),
    });
    open('/observability/state?key=site%2Ftheme');
    fireEvent.click(await button('Edit'));
    const value = await screen.findByLabelText<HTMLTextAreaElement>('Value');
    fireEvent.change(value, { target: { value: 'blue' } });
    fireEvent.click(await button('Save'));
    expect((await screen.findByRole('alert')).textContent).toBe('it is at version 019d');
    expect(value.value).toBe('blue');
  });

  it('takes_new_keys_that_are_not_there_and_keeps_every_digit', async () => {
    const requests = fakeKernel(ANSWERS);
    const spied = vi.spyOn(globalThis, 'fetch');
    open('/observability/state');
    fireEvent.click(await button('New key'));
    const dialog = within(await screen.findByRole('dialog'));
    fireEvent.change(dialog.getByLabelText('Key'), { target: { value: '../x' } });
    expect((await button('Save')).disabled).toBe(true);
    fireEvent.change(dialog.getByLabelText('Key'), { target: { value: 'site/new' } });
    fireEvent.click(dialog.getByText('JSON value'));
    fireEvent.change(dialog.getByLabelText('Value'), { target: { value: '9007199254740993' } });
    fireEvent.click(await button('Save'));
    await waitFor(() => expect(sent(requests, 'PUT')).toHaveLength(1));
    expect(heads()[0]?.get('If-None-Match')).toBe('*');
    const put = spied.mock.calls.find(([, init]) => init?.method === 'PUT');
    expect(put?.[1]?.body).toBe('{"type":"json","value":9007199254740993}');
  });

  it('is_for_viewers_to_look_at', async () => {
    fakeKernel(ANSWERS);
    as('viewer');
    open('/observability/state?key=site%2Ftheme');
    await screen.findByText('light');
    for (const name of ['Edit', 'Delete', 'New key']) {
      expect(screen.queryByRole('button', { name })).toBeNull();
    }
  });

  it('lists_what_lost_and_forgets_it_up_to_the_newest', async () => {
    const lost = { id: 7, noticed: AT, kind: 'concurrent', won: '019d' };
    const requests = fakeKernel({
      ...ANSWERS,
      'GET /api/state-conflicts': { conflicts: [entry('site/theme', 'red', lost)] },
      'DELETE /api/state-conflicts': { forgotten: 1 },
    });
    open('/observability/state?view=conflicts');
    await screen.findByText('written at the same time as another');
    fireEvent.click(await button('Forget these'));
    const confirm = await screen.findByRole('tooltip');
    fireEvent.click(within(confirm).getByRole('button', { name: 'Forget these' }));
    await waitFor(() => expect(sent(requests, 'DELETE')[0]?.url).toContain('upTo=7'));
  });

  it('lets_an_operator_decide_what_waits_for_the_clock', async () => {
    const requests = fakeKernel({
      ...ANSWERS,
      'GET /api/state-quarantine': { versions: [entry('site/theme', 'later')] },
      'POST /api/state-quarantine/site/theme': entry('site/theme', 'later'),
    });
    as('operator');
    open('/observability/state?view=quarantine');
    fireEvent.click(await button('Adopt'));
    const confirm = await screen.findByRole('tooltip');
    fireEvent.click(within(confirm).getByRole('button', { name: 'Adopt' }));
    await waitFor(() =>
      expect(sent(requests, 'POST')[0]?.body).toEqual({
        version: '019c-0000-5e1f-1c9d',
        action: 'adopt',
      }),
    );
  });

  it('knows_what_can_be_a_key', () => {
    for (const key of ['a', 'a/b.c:d_e-f', '0']) expect([key, validKey(key)]).toEqual([key, true]);
    for (const key of ['', '/a', 'a/', 'a//b', 'a..b', 'a/./b', 'ä', 'a'.repeat(257)]) {
      expect([key, validKey(key)]).toEqual([key, false]);
    }
  });
});
