import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { App } from 'antd';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Reference } from '../src/api/instance';
import type { Role } from '../src/api/types';
import { useSession } from '../src/app/session';
import { startI18n } from '../src/i18n';
import { arrive, EMPTY_FEED } from '../src/live/feed';
import { useLive } from '../src/live/store';
import InstancePage from '../src/pages/instance/InstancePage';
import { fakeKernel, refusal, type Request } from './fakes';
import { CONFIG_FIELDS, details, event, instance, need } from './samples';

const SERVICE = { kind: 'service', package: 'report', version: '1.1.0' } as const;
const CONFIG = { host: 'plc', port: 502, token: '***', mode: 'tcp', retries: 3, limits: [] };
const VIEW = { version: 1, config: CONFIG, running: CONFIG, fields: CONFIG_FIELDS, overridden: {} };
const LATE = { timeout: 5000 };
const SET: Record<string, Reference> = {
  sensor: { instance: 'lab', config: { port: 7, token: '***' } },
};

let requests: Request[];
let references: Record<string, Reference>;

function open(
  path: string,
  answers: Record<string, unknown> = {},
  role: Role = 'admin',
  needs = [need('sensor')],
) {
  requests = fakeKernel({
    'GET /api/instances/nightly': () => ({ ...details('nightly', SERVICE), references }),
    'GET /api/instances/lab': details('lab'),
    'GET /api/instances/lab/config': VIEW,
    'GET /api/instances/oven/config': VIEW,
    'GET /api/instances/lab/config/history': { revisions: [] },
    'GET /api/packages/services/report/dependencies': { dependencies: needs },
    'PUT /api/instances/nightly/references/sensor': ({ body }: Request) => {
      references = { ...references, sensor: body as Reference };
      return details('nightly', SERVICE);
    },
    'DELETE /api/instances/nightly/references/sensor': () => {
      references = {};
      return details('nightly', SERVICE);
    },
    ...answers,
  });
  useSession.setState({ session: { name: 'me', role, expiresAt: '' } });
  const router = createMemoryRouter([{ path: '/instances/:id/:tab?', element: <InstancePage /> }], {
    initialEntries: [path],
  });
  render(
    <App>
      <RouterProvider router={router} />
    </App>,
  );
}

const TAB = '/instances/nightly/references';
const row = async (alias: string) =>
  within(
    (await screen.findByText(alias, { selector: 'strong' }, LATE)).closest('li') as HTMLElement,
  );
const button = (name: string | RegExp) => screen.findByRole('button', { name }, LATE);
const form = () => screen.findByRole('form', { name: 'What to set of it' }, LATE);
const sent = () => requests.filter((it) => it.method !== 'GET');
const choose = async (option: RegExp) => {
  fireEvent.mouseDown(screen.getByLabelText('Instance'));
  fireEvent.click(await screen.findByText(option, { selector: '.ant-select-item-option-content' }));
};

beforeAll(async () => {
  localStorage.setItem('backplane.language', 'en');
  await startI18n();
});
beforeEach(() => {
  references = SET;
  useLive.setState({
    feed: EMPTY_FEED,
    instances: [
      instance('nightly', SERVICE),
      instance('lab', { restartNeeded: true }),
      instance('oven', { state: 'stopped' }),
      instance('meter', { package: 'sample.meter' }),
    ],
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('what a service works with', () => {
  it('is_shown_with_its_state_and_what_is_set_of_it', async () => {
    references = { ...SET, other: { instance: 'meter', config: {} } };
    open(TAB);
    const sensor = await row('sensor');
    expect(sensor.getByRole('link', { name: 'lab' }).getAttribute('href')).toBe('/instances/lab');
    expect(sensor.getByText(/needs sample\.thermometer \^1\.0\.0/)).toBeTruthy();
    expect(sensor.getByText('port = 7')).toBeTruthy();
    expect(sensor.getByText('token = ***')).toBeTruthy();
    expect(sensor.getByText('It holds with the next start of lab.')).toBeTruthy();
    const other = await row('other');
    expect(other.getByText('not declared in backplane.json')).toBeTruthy();
    expect(other.queryByText(/next start/)).toBeNull();
  });

  it('tells_an_instance_of_another_package_and_one_that_is_gone', async () => {
    references = {
      sensor: { instance: 'meter', config: {} },
      other: { instance: 'x', config: {} },
    };
    open(TAB);
    expect((await row('sensor')).getByText(/meter is an instance of sample\.meter/)).toBeTruthy();
    expect((await row('other')).getByText(/no such instance/)).toBeTruthy();
  });

  it('takes_the_instance_that_was_set_up_for_its_package', async () => {
    references = {};
    open(TAB);
    expect((await row('sensor')).getByText('Not set')).toBeTruthy();
    fireEvent.click(await button('Use lab'));
    await waitFor(() => expect(sent()[0]?.body).toEqual({ instance: 'lab', config: {} }));
    expect(await screen.findByRole('link', { name: 'lab' })).toBeTruthy();
    expect(screen.queryByText('Not set')).toBeNull();
  });

  it('leads_to_the_package_where_nothing_fits', async () => {
    references = {};
    open(TAB, {}, 'admin', [need('sensor', { installed: null, refersTo: null })]);
    const link = (await row('sensor')).getByRole('link', { name: 'What report needs' });
    expect(link.getAttribute('href')).toBe('/drivers/report?kind=service');
  });

  it('goes_to_another_instance_with_only_what_is_filled_in', async () => {
    open(TAB);
    fireEvent.click(await button('Change sensor'));
    await form();
    expect(screen.getByLabelText<HTMLInputElement>(/^port/).value).toBe('7');
    await choose(/^oven/);
    await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>(/^port/).value).toBe(''));
    expect(screen.getByLabelText(/^port/).getAttribute('placeholder')).toBe('502');
    fireEvent.change(screen.getByLabelText(/^host/), { target: { value: 'bench' } });
    fireEvent.submit(await form());
    await waitFor(() => expect(sent()).toHaveLength(1));
    expect(sent()[0]?.body).toEqual({ instance: 'oven', config: { host: 'bench' } });
    expect(await screen.findByText(/next start of nightly and oven/)).toBeTruthy();
    expect(await screen.findByText('host = bench')).toBeTruthy();
  });

  it('keeps_a_secret_that_it_has_set_until_it_is_left_alone_again', async () => {
    open(TAB);
    fireEvent.click(await button('Change sensor'));
    await form();
    fireEvent.change(screen.getByLabelText(/^port/), { target: { value: '' } });
    fireEvent.submit(await form());
    await waitFor(() =>
      expect(sent()[0]?.body).toEqual({ instance: 'lab', config: { token: '***' } }),
    );
    await waitFor(() => expect(screen.queryByRole('form')).toBeNull());
    fireEvent.click(await button('Change sensor'));
    fireEvent.click(await button('Leave as it is: token'));
    expect(screen.queryByRole('button', { name: 'Leave as it is: token' })).toBeNull();
    fireEvent.submit(await form());
    await waitFor(() => expect(sent()[1]?.body).toEqual({ instance: 'lab', config: {} }));
  });

  it('shows_why_two_services_cannot_both_have_their_way', async () => {
    const detail = 'other has set port of lab to something else: make an instance of its own';
    open(TAB, {
      'GET /api/instances/lab/config': { ...VIEW, overridden: { port: 'other' } },
      'PUT /api/instances/nightly/references/sensor': refusal(409, { detail }),
    });
    fireEvent.click(await button('Change sensor'));
    fireEvent.submit(await form());
    expect(await screen.findByText(detail)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'other' })).toBeTruthy();
    expect(screen.getByRole('dialog')).toBeTruthy();
  });

  it('shows_a_refusal_at_its_field', async () => {
    const refused = refusal(400, { detail: 'config.port : is odd', field: 'config.port' });
    open(TAB, { 'PUT /api/instances/nightly/references/sensor': refused });
    fireEvent.click(await button('Change sensor'));
    fireEvent.submit(await form());
    expect(await screen.findByText('is odd')).toBeTruthy();
    expect(screen.getByLabelText(/^port/).getAttribute('aria-invalid')).toBe('true');
  });

  it('gets_a_new_word_that_is_checked_first', async () => {
    open(TAB, { 'PUT /api/instances/nightly/references/scale': details('nightly', SERVICE) });
    fireEvent.click(await button('Add'));
    const alias = await screen.findByLabelText('Name in the code', {}, LATE);
    await choose(/^oven/);
    fireEvent.submit(await form());
    for (const [typed, complaint] of [
      ['', /^A letter/],
      ['1st', /^A letter/],
      ['sensor', /one of this name/],
    ] as const) {
      fireEvent.change(alias, { target: { value: typed } });
      expect(screen.getByText(complaint)).toBeTruthy();
    }
    fireEvent.change(alias, { target: { value: 'scale' } });
    expect(screen.getByText("The code finds it as reference('scale').")).toBeTruthy();
    expect(sent()).toEqual([]);
    fireEvent.submit(await form());
    await waitFor(() => expect(sent()[0]?.url).toBe('/api/instances/nightly/references/scale'));
  });

  it('is_removed_after_asking', async () => {
    open(TAB);
    fireEvent.click(await button('Remove sensor'));
    expect(sent()).toEqual([]);
    fireEvent.click(await button('Remove'));
    await waitFor(() => expect(sent()[0]?.method).toBe('DELETE'));
    expect(await screen.findByText('Not set')).toBeTruthy();
  });

  it('follows_what_others_change', async () => {
    open(TAB);
    await row('sensor');
    references = { sensor: { instance: 'oven', config: {} } };
    act(() =>
      useLive.setState(({ feed }) => ({
        feed: arrive(feed, event(1, { type: 'instance.changed', subject: 'nightly' })),
      })),
    );
    expect(await screen.findByRole('link', { name: 'oven' })).toBeTruthy();
  });

  it('is_not_changed_by_an_operator', async () => {
    open(TAB, {}, 'operator');
    await row('sensor');
    for (const name of ['Add', 'Change sensor', 'Remove sensor']) {
      expect(screen.queryByRole('button', { name })).toBeNull();
    }
    expect(screen.getByRole('button', { name: 'Restart lab' })).toBeTruthy();
  });

  it('is_no_tab_of_a_driver', async () => {
    open('/instances/lab/config');
    await screen.findByLabelText(/^port/, {}, LATE);
    expect(screen.queryByRole('link', { name: 'Works with' })).toBeNull();
  });
});

describe('a configuration over which a service goes', () => {
  const field = (name: RegExp) => screen.findByLabelText<HTMLInputElement>(name, {}, LATE);

  it('names_the_service_and_keeps_its_fields_from_being_edited', async () => {
    open('/instances/lab/config', {
      'GET /api/instances/lab/config': {
        ...VIEW,
        overridden: { port: 'nightly', token: 'nightly', limits: 'nightly' },
      },
    });
    expect((await field(/^port/)).disabled).toBe(true);
    expect((await field(/^token/)).placeholder).toBe('***');
    expect((await field(/^host/)).disabled).toBe(false);
    const [link] = screen.getAllByRole('link', { name: 'nightly' });
    expect(link?.getAttribute('href')).toBe(TAB);
    const described = (await field(/^port/)).getAttribute('aria-describedby') ?? '';
    const words = described.split(' ').map((id) => document.getElementById(id)?.textContent);
    expect(words).toContain('set by nightly');
    expect((await button('Add to limits')).hasAttribute('disabled')).toBe(true);
  });

  it('says_nothing_of_services_where_none_has_set_anything', async () => {
    open('/instances/lab/config');
    expect((await field(/^port/)).disabled).toBe(false);
    expect(screen.queryByText(/set by/)).toBeNull();
  });
});
