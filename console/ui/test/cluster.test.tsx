import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { fakeKernel, refusal } from './fakes';
import { as, AT, button, observing, open, sent } from './observing';

observing();

describe('joined kernels', () => {
  const PATH = '/observability/state?view=kernels';
  const SHARING = {
    node: '5e1f',
    transport: 'none',
    keys: 0,
    bytes: 0,
    pending: 0,
    conflicts: 0,
    quarantined: 0,
  };
  const ALONE = { joined: false, members: [] };
  const member = (node: string, self: boolean) => ({
    node,
    host: `${node}-host`,
    version: '0.1.0',
    seen: AT,
    self,
  });
  const JOINED = {
    joined: true,
    url: 'nats://***@host:4222',
    credentials: '/etc/kernel.creds',
    group: 'lab',
    joinedAt: AT,
    joinedBy: 'ann',
    connected: true,
    connectedSince: AT,
    reason: '',
    server: 'hub, NATS 2.9.10 at host:4222',
    unsent: 0,
    members: [member('aaaa', true), member('bbbb', false)],
  };
  const answers = (cluster: unknown, more = {}) => ({
    'GET /api/state-sharing': SHARING,
    'GET /api/cluster': cluster,
    ...more,
  });

  it('are_joined_by_address_and_the_reason_is_shown_where_that_fails', async () => {
    const requests = fakeKernel(
      answers(ALONE, { 'PUT /api/cluster': refusal(400, { detail: 'nobody answers there' }) }),
    );
    open(PATH);
    fireEvent.click(await button('Join other kernels'));
    const dialog = within(await screen.findByRole('dialog'));
    const join = () => dialog.getByRole<HTMLButtonElement>('button', { name: 'Join' });
    expect(join().disabled).toBe(true);
    fireEvent.change(dialog.getByPlaceholderText('nats://host:4222'), {
      target: { value: 'nats://hub' },
    });
    fireEvent.click(join());
    expect((await dialog.findByRole('alert')).textContent).toBe('nobody answers there');
    expect(sent(requests, 'PUT')[0]?.body).toEqual({
      url: 'nats://hub',
      group: 'default',
      credentials: '',
    });
  });

  it('are_listed_with_the_server_that_joins_them', async () => {
    fakeKernel(answers(JOINED));
    open(PATH);
    await screen.findByText('bbbb-host');
    const own = screen.getByRole('row', { name: /aaaa/ });
    expect(own.textContent).toContain('this kernel');
    for (const text of ['nats://***@host:4222', 'lab', JOINED.server, '/etc/kernel.creds']) {
      screen.getByText(text);
    }
  });

  it('are_left_after_asking', async () => {
    const requests = fakeKernel(answers(JOINED, { 'DELETE /api/cluster': ALONE }));
    open(PATH);
    fireEvent.click(await button('Leave'));
    const confirm = await screen.findByRole('tooltip');
    fireEvent.click(within(confirm).getByRole('button', { name: 'Leave' }));
    await waitFor(() => expect(sent(requests, 'DELETE')).toHaveLength(1));
  });

  it('are_not_listed_while_the_server_is_away_and_the_reason_is', async () => {
    fakeKernel(
      answers({ ...JOINED, connected: false, reason: 'the connection was lost', unsent: 2 }),
    );
    open(PATH);
    await screen.findByText('the connection was lost');
    screen.getByText('Not connected');
    screen.getByText(/max_payload/);
    expect(screen.queryByText('bbbb-host')).toBeNull();
  });

  it('are_for_operators_to_look_at', async () => {
    fakeKernel(answers(JOINED));
    as('operator');
    open(PATH);
    await screen.findByText('bbbb-host');
    expect(screen.queryByRole('button', { name: 'Leave' })).toBeNull();
  });
});
